// The contact sheet of a data set, in the form in which it is sent to the page.
import { defaultContactSheet, makeContactSheet } from "../data/contactSheet.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DatasetRecipe } from "../recipe/schema.ts";
import type { ContactSheet } from "../run/commands.ts";

export function contactSheetOf(recipe: DatasetRecipe, dataset: Dataset): ContactSheet {
  // No gaps: the page cuts the sheet into its rows and cells.
  const options = { ...defaultContactSheet, gap: 0 };
  const { width, height, rgba } = makeContactSheet(dataset, options);
  return {
    dataset: recipe,
    classNames: dataset.description.classNames,
    width,
    height,
    cell: width / options.viewsPerClass,
    columns: options.viewsPerClass,
    pixels: rgba,
    counts: { train: dataset.size("train"), validation: dataset.size("validation"), test: dataset.size("test") },
  };
}
