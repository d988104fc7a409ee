// From a recipe to its network, for the images and classes of its data set.
import { DATASETS } from "../data/descriptions.ts";
import type { Graph } from "../graph/node.ts";
import { familyOf } from "../networks/families.ts";
import type { Task } from "../networks/family.ts";
import type { Recipe } from "./schema.ts";

export function taskOf({ dataset }: Pick<Recipe, "dataset">): Task {
  const { imageShape, classNames } = DATASETS[dataset.id];
  return { imageShape, classes: classNames.length };
}

/** The recipe's network. Throws GraphError where its parts do not fit together. */
export function graphOf(recipe: Recipe): Graph {
  return familyOf(recipe.network).graph(recipe.network, taskOf(recipe));
}
