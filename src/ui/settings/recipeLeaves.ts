// The recipe's settings that have a control in a panel, sorted by where they are drawn.
import type { Recipe } from "../../recipe/schema.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { leavesOf, type Leaf } from "../../settings/leaves.ts";

export interface PanelLeaves {
  readonly inSight: readonly Leaf[];
  readonly folded: readonly Leaf[];
}

/** Of the network: what is beside the module's picture, and what is around the module. */
export function networkLeaves(recipe: Recipe): PanelLeaves {
  return sorted(drawn(recipe).filter(({ path }) => path[0] === "network"));
}

/** The data set's own settings. */
export function datasetLeaves(recipe: Recipe): readonly Leaf[] {
  return drawn(recipe).filter(({ path }) => path[0] === "dataset" && path[1] === "settings");
}

/** Which data, and how it is trained on. */
export function trainingLeaves(recipe: Recipe): PanelLeaves {
  return sorted(drawn(recipe).filter(({ path }) => path[0] !== "network" && path[1] !== "settings"));
}

/** The choice of a family. */
export function familyLeaf(recipe: Recipe): readonly Leaf[] {
  return leavesOf(RECIPE, recipe).filter(({ field }) => field === RECIPE.fields.network);
}

function drawn(recipe: Recipe): readonly Leaf[] {
  return leavesOf(RECIPE, recipe).filter(({ field }) => !field.isDrawnApart);
}

function sorted(leaves: readonly Leaf[]): PanelLeaves {
  return { inSight: leaves.filter(({ isDetail }) => !isDetail), folded: leaves.filter(({ isDetail }) => isDetail) };
}
