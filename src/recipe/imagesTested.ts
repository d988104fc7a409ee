// The images that a recipe's network is tested on, as far as their numbers are known without opening the data set.
import { DATASETS } from "../data/descriptions.ts";
import type { TestImages } from "../data/dataset.ts";
import type { Recipe } from "./schema.ts";

export function testImagesOf({ dataset }: Pick<Recipe, "dataset">): TestImages {
  return DATASETS[dataset.id].testImages(dataset.settings);
}
