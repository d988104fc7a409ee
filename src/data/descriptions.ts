// All data sets, by their id in recipes. A new one is a file that describes it, an entry here, and a case in registry.ts
// that opens it.
import { coupled10 } from "./coupled10.ts";
import type { DatasetDescription } from "./dataset.ts";
import { emoji10 } from "./emoji10.ts";

export const DATASETS = { "emoji-10": emoji10, "coupled-10": coupled10 } as const satisfies Record<
  string,
  DatasetDescription
>;

export type DatasetId = keyof typeof DATASETS;
