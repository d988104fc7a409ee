// The recipe's settings that have a control in a panel, sorted by where they are drawn.
import type { Recipe } from "../../recipe/schema.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { leavesOf, type Leaf } from "../../settings/leaves.ts";

export interface PanelLeaves {
  readonly inSight: readonly Leaf[];
  readonly folded: readonly Leaf[];
}

/** The network's settings: those of the module, and those of the network around it. */
export function networkLeaves(recipe: Recipe): PanelLeaves {
  return sorted(drawn(recipe).filter(({ path }) => path[0] === "network"));
}

/** The data set's own settings. */
export function datasetLeaves(recipe: Recipe): readonly Leaf[] {
  return drawn(recipe).filter(({ path }) => path[0] === "dataset" && path[1] === "settings");
}

/** The choice of a data set. */
export function datasetLeaf(recipe: Recipe): readonly Leaf[] {
  return drawn(recipe).filter(({ path }) => path[0] === "dataset" && path[1] !== "settings");
}

function drawn(recipe: Recipe): readonly Leaf[] {
  return leavesOf(RECIPE, recipe).filter(({ field }) => !field.isDrawnApart);
}

function sorted(leaves: readonly Leaf[]): PanelLeaves {
  return { inSight: leaves.filter(({ isDetail }) => !isDetail), folded: leaves.filter(({ isDetail }) => isDetail) };
}
