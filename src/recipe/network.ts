// From a recipe to the network it asks for. Image and class sizes are those of
// the lab's data sets: 32×32 colour images of ten classes.
import type { Graph } from "../graph/node.ts";
import { spectrumNet } from "../networks/spectrumNet.ts";
import type { Recipe } from "./schema.ts";

export const IMAGE_SHAPE = [32, 32, 3] as const;
export const CLASS_COUNT = 10;

/** The recipe's network. Throws GraphError where its parts do not fit together. */
export function graphOf(recipe: Recipe): Graph {
  const { family, ...options } = recipe.network;
  switch (family) {
    case "spectrum":
      return spectrumNet({ ...options, inputShape: IMAGE_SHAPE, classes: CLASS_COUNT });
    default:
      return family satisfies never;
  }
}
