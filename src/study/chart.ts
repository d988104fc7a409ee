// What a study's chart shows: the mean of each arm with its interval over the first factor, one line for each combination of
// the others.
import { activationNames, describeActivation } from "../activations/list.ts";
import type { IntervalBand, IntervalPoint, IntervalScale, IntervalSeries } from "../charts/interval.ts";
import type { Mark } from "../charts/mark.ts";
import type { NetworkRecipe } from "../recipe/schema.ts";
import { noiseRange } from "../statistics/noiseFloor.ts";
import { noiseFloorOf } from "./errorWords.ts";
import type { StudyMeasure } from "./measures.ts";
import { grouped } from "./order.ts";
import type { ArmOutcome, MeasureOutcome } from "./outcome.ts";
import { isSameValue, type FactorValue, type Study } from "./study.ts";
import { armWords, axisTitle, valueWords } from "./words.ts";

/** Where a chart's colours are from: the page's, or those of paper. */
export interface Paint {
  /** A network's, by its place on the spectrum. */
  readonly of: (network: NetworkRecipe) => string;
  /** Of a line through networks of several colours. */
  readonly several: string;
}

export interface StudyChart {
  /** Of the axis: "Segments". */
  readonly title: string;
  /** The axis's values, in words. */
  readonly values: readonly string[];
  /** Whether these are of one scale, so that a line may lead from one to the next. */
  readonly isScale: boolean;
  readonly series: readonly IntervalSeries[];
  readonly axis: IntervalScale;
  readonly bands: readonly IntervalBand[];
}

/** How each measure's axis is divided, at the finest, and where it ends. */
export const AXES = {
  accuracy: { unit: "\u202f%", grain: 1, end: 100 },
  loss: { unit: "", grain: 0.01, end: Infinity },
} as const satisfies Readonly<Record<StudyMeasure, IntervalScale>>;

/** Null for a study without a factor. */
export function chartOf(outcome: MeasureOutcome, paint: Paint): StudyChart | null {
  const { study, measure } = outcome;
  const [axis] = study.factors;
  if (!axis) return null;
  return {
    title: axisTitle(axis, study),
    values: axis.values.map((value) => valueWords(axis, value, study)),
    isScale: axis.values.every((value) => typeof value === "number"),
    series: seriesOf(study, outcome.arms, axis.values, paint),
    axis: AXES[measure],
    bands: noiseBands(outcome),
  };
}

function seriesOf(
  study: Study,
  arms: readonly ArmOutcome[],
  axis: readonly FactorValue[],
  paint: Paint,
): readonly IntervalSeries[] {
  const lines = grouped(arms, ({ arm }) => armWords(arm, study, 1));
  return [...lines].map(([label, own], index): IntervalSeries => {
    const [colour = paint.several, ...others] = new Set(own.map(({ arm }) => paint.of(arm.recipe.network)));
    return {
      mark: { label, ...lineStyle(index), colour: others.length === 0 ? colour : paint.several },
      points: axis.map((value) => {
        const outcome = own.find(({ arm }) => isSameValue(arm.values[0], value));
        return outcome ? pointOf(outcome, paint) : null;
      }),
    };
  });
}

function pointOf({ arm, mean, interval, measured }: ArmOutcome, paint: Paint): IntervalPoint | null {
  return mean === null ? null : { mean, interval, values: measured, colour: paint.of(arm.recipe.network) };
}

/** Lines are told apart by their order: arms need not differ in an intermediate activation. */
export function lineStyle(index: number): Pick<Mark, "dash" | "marker"> {
  const { dash, marker } = describeActivation(activationNames[index % activationNames.length] ?? "none");
  return { dash, marker };
}

/**
 * The noise floor: around what each comparison is made with, where it would lie with other seeds. None while too few
 * runs repeat an arm. Where there is one factor, its first value's band reaches over the whole axis.
 */
function noiseBands(outcome: MeasureOutcome): readonly IntervalBand[] {
  const floor = noiseFloorOf(outcome);
  const { factors } = outcome.study;
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
