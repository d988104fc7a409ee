// A study of two factors that are numbers as a table of means: the first factor's values down, the second's across.
import { heatAmong, type HeatmapData } from "../charts/heatmap.ts";
import { measuredWords, MEASURES } from "./measures.ts";
import type { MeasureOutcome } from "./outcome.ts";
import { isSameValue } from "./study.ts";
import { axisTitle, valueWords } from "./words.ts";

/** Null for any other study. A cell is null where the arm is left out or no run of it is finished. */
export function heatmapOf({ study, arms, measure }: MeasureOutcome): HeatmapData | null {
  const [down, across, ...more] = study.factors;
  if (!down || !across || more.length > 0) return null;
  if (![...down.values, ...across.values].every((value) => typeof value === "number")) return null;
  const heat = heatAmong(arms.flatMap(({ mean }) => mean ?? []));
  return {
    rowTitle: axisTitle(down, study),
    columnTitle: axisTitle(across, study),
    unit: MEASURES[measure].unit,
    columns: across.values.map((value) => valueWords(across, value, study)),
    rows: down.values.map((own) => ({
      title: valueWords(down, own, study),
      cells: across.values.map((value) => {
        const found = arms.find(({ arm }) => isSameValue(arm.values[0], own) && isSameValue(arm.values[1], value));
        const mean = found?.mean ?? null;
        return mean === null ? null : { words: measuredWords(mean, measure), heat: heat(mean) };
      }),
    })),
  };
}
