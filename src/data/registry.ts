// How each data set is opened.

import { makeCoupled10 } from "./coupled10.ts";
import { checkSettings, DatasetError, type Dataset, type DatasetDescription, type DatasetSettings } from "./dataset.ts";
import { DATASETS, type DatasetId } from "./descriptions.ts";
import { openEmoji10 } from "./emoji10.ts";

type FetchBytes = (name: string) => Promise<ArrayBuffer>;

const OPENERS: Readonly<
  Record<DatasetId, (settings: DatasetSettings, fetchBytes: FetchBytes) => Dataset | Promise<Dataset>>
> = {
  "emoji-10": openEmoji10,
  "coupled-10": makeCoupled10,
};

export const datasetIds = Object.keys(DATASETS) as readonly DatasetId[];

export function isDatasetId(id: string): id is DatasetId {
  return Object.hasOwn(DATASETS, id);
}

export function describeDataset(id: DatasetId): DatasetDescription {
  return DATASETS[id];
}

/**
 * Opens a data set. Settings that are left out have their defaults; `fetchBytes` gets the bytes of a file of
 * public/data by its name. Throws a DatasetError when the id or a setting is unknown, or a file is missing or damaged.
 */
export async function openDataset(
  id: string,
  settings: Readonly<Record<string, unknown>>,
  fetchBytes: FetchBytes,
): Promise<Dataset> {
  if (!isDatasetId(id))
    throw new DatasetError(
      "unknown",
      `There is no data set "${id}": the lab has ${datasetIds.join(" and ")}. Choose one of them.`,
    );
  return OPENERS[id](checkSettings(DATASETS[id], settings), fetchBytes);
}
