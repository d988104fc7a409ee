// The data sets that a recipe can name, and the values that their settings may have. The page draws its
// controls from the same descriptions.
import type { z } from "zod";
import { coupled10 } from "../data/coupled10.ts";
import type { DatasetDescription, Setting } from "../data/dataset.ts";
import { emoji10 } from "../data/emoji10.ts";
import { number, oneOf, section, wholeNumber } from "./fields.ts";

export type { DatasetDescription, Setting } from "../data/dataset.ts";

export const DATASETS = { "emoji-10": emoji10, "coupled-10": coupled10 } as const satisfies Record<
  string,
  DatasetDescription
>;

export type DatasetId = keyof typeof DATASETS;

/** One data set's part of a recipe; settings that are left out have the description's defaults. */
export function datasetSection<Id extends DatasetId>(id: Id) {
  const settings: Record<string, z.ZodType<number | string>> = Object.fromEntries(
    DATASETS[id].settings.map((setting) => [setting.key, settingSchema(setting)]),
  );
  return section({ id: oneOf(id), settings: section(settings).prefault({}) });
}

function settingSchema(setting: Setting): z.ZodType<number | string> {
  switch (setting.kind) {
    case "integer":
      return wholeNumber(setting.min, setting.max).default(setting.default);
    case "number":
      return number(setting.min, setting.max).default(setting.default);
    case "choice":
      return oneOf(...setting.options.map(({ value }) => value)).default(setting.default);
    default:
      return setting satisfies never;
  }
}
