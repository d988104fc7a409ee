// Which data sets there are and how each is opened.

import { makeCoupled10, coupled10 } from "./coupled10.ts";
import { checkSettings, DatasetError, type Dataset, type DatasetDescription } from "./dataset.ts";
import { emoji10, openEmoji10 } from "./emoji10.ts";

export const datasetIds = ["emoji-10", "coupled-10"] as const;
export type DatasetId = (typeof datasetIds)[number];

const descriptions: Readonly<Record<DatasetId, DatasetDescription>> = { "emoji-10": emoji10, "coupled-10": coupled10 };

export function isDatasetId(id: string): id is DatasetId {
  return (datasetIds as readonly string[]).includes(id);
}

export function describeDataset(id: DatasetId): DatasetDescription {
  return descriptions[id];
}

/**
 * Opens a data set. Settings that are left out have their defaults; `fetchBytes` gets the bytes of a file of
 * public/data by its name. Throws a DatasetError when the id or a setting is unknown, or a file is missing or damaged.
 */
export async function openDataset(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  fetchBytes: (name: string) => Promise<ArrayBuffer>,
): Promise<Dataset> {
  if (!isDatasetId(id))
    throw new DatasetError(
      "unknown",
      `There is no data set "${id}": the lab has ${datasetIds.join(" and ")}. Choose one of them.`,
    );
  const checked = checkSettings(descriptions[id], settings);
  switch (id) {
    case "emoji-10":
      return openEmoji10(checked, fetchBytes);
    case "coupled-10":
      return makeCoupled10(checked);
    default:
      return id satisfies never;
  }
}
