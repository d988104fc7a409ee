// From a recipe to its network, for the images and classes of its data set.
import type { Graph } from "../graph/node.ts";
import { spectrumNet } from "../networks/spectrumNet.ts";
import { DATASETS } from "./datasets.ts";
import type { Recipe } from "./schema.ts";

/** The recipe's network. Throws GraphError where its parts do not fit together. */
export function graphOf(recipe: Recipe): Graph {
  const { family, ...options } = recipe.network;
  const { imageShape, classNames } = DATASETS[recipe.dataset.id];
  switch (family) {
    case "spectrum":
      return spectrumNet({ ...options, inputShape: imageShape, classes: classNames.length });
    default:
      return family satisfies never;
  }
}
