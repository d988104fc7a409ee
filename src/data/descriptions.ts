// All data sets, by the id that a recipe gives. To add one: describe it in a file of its own, name it here, and say in
// registry.ts how it is opened.
import { coupled10 } from "./coupled10.ts";
import type { DatasetDescription } from "./dataset.ts";
import { emoji10 } from "./emoji10.ts";

export const DATASETS = { "emoji-10": emoji10, "coupled-10": coupled10 } as const satisfies Record<
  string,
  DatasetDescription
>;

export type DatasetId = keyof typeof DATASETS;
