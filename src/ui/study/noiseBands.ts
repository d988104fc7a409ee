// The noise floor in a study's chart: around what each comparison is made with, where it would lie with other seeds.
import type { IntervalBand } from "../../charts/IntervalChart.tsx";
import { noiseRange } from "../../statistics/noiseFloor.ts";
import { noiseFloorOf } from "../../study/errorWords.ts";
import type { MeasureOutcome } from "../../study/outcome.ts";
import { isSameValue, type Study } from "../../study/study.ts";

/** None while no arm has two runs. Where there is one factor, its first value's band reaches over the whole axis. */
export function noiseBands({ factors }: Study, outcome: MeasureOutcome): readonly IntervalBand[] {
  const floor = noiseFloorOf(outcome);
  const [axis, against] = [factors[0]?.values ?? [], factors.at(-1)?.values[0]];
  if (!floor || against === undefined) return [];
  const references = outcome.arms.filter(({ arm }) => isSameValue(arm.values.at(-1), against));
  return axis.flatMap((value, index) =>
    references.flatMap(({ arm, mean, measured }) => {
      if (mean === null || (factors.length > 1 && !isSameValue(arm.values[0], value))) return [];
      const range = noiseRange(floor, measured.length);
      return [{ index, low: mean - range, high: mean + range }];
    }),
  );
}
