// The steps of a run as columns that only grow. An old series stays as it was: it sees its own length of
// columns that it may share with its successors, so that appending needs no copy.
import type { StepEvent } from "../run/events.ts";

export const STEP_COLUMNS = [
  "step",
  "epoch",
  "loss",
  "accuracy",
  "learningRate",
  "elapsedMs",
  "imagesPerSecond",
] as const satisfies readonly (keyof StepEvent)[];
export type StepColumn = (typeof STEP_COLUMNS)[number];

export interface StepSeries {
  /** Steps in this series. The columns may hold more, which do not belong to this series. */
  readonly length: number;
  readonly columns: Readonly<Record<StepColumn, Float64Array>>;
  /** How much of the columns is written, by any series; shared among them. */
  readonly written: { count: number };
}

export const emptySteps: StepSeries = makeSteps(0, 0);

/** The series with one more step. Takes constant time on average. */
export function appendStep(series: StepSeries, event: StepEvent): StepSeries {
  // Only the newest series may write beyond its end; an older one, or one without room, makes a copy.
  const { length } = series;
  const own =
    series.written.count === length && length < series.columns.step.length
      ? series
      : copySteps(series, length, Math.max(256, 2 * length));
  for (const name of STEP_COLUMNS) own.columns[name][length] = event[name];
  own.written.count = length + 1;
  return { ...own, length: length + 1 };
}

/** The steps up to and including `step`, which remain when a run continues from a checkpoint. */
export function stepsUpTo(series: StepSeries, step: number): StepSeries {
  let length = series.length;
  while (length > 0 && (series.columns.step[length - 1] ?? 0) > step) length--;
  return length === series.length ? series : { ...series, length };
}

/** A series of its own with `length` steps of another, in columns with room for `capacity`. */
export function copySteps(series: StepSeries, length: number, capacity: number = length): StepSeries {
  const copy = makeSteps(length, capacity);
  for (const name of STEP_COLUMNS) copy.columns[name].set(series.columns[name].subarray(0, length));
  return copy;
}

/** The value of a column at a step counted from 0; a negative index counts from the end. Undefined outside. */
export function stepValue(series: StepSeries, column: StepColumn, index: number): number | undefined {
  const at = index < 0 ? series.length + index : index;
  return at >= 0 && at < series.length ? series.columns[column][at] : undefined;
}

function makeSteps(length: number, capacity: number): StepSeries {
  const column = () => new Float64Array(capacity);
  const columns = {
    step: column(),
    epoch: column(),
    loss: column(),
    accuracy: column(),
    learningRate: column(),
    elapsedMs: column(),
    imagesPerSecond: column(),
  };
  return { length, columns, written: { count: length } };
}
