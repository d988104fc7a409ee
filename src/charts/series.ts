// From runs to the curves of a chart: which points, in which units, how many. Pure. Data is thinned
// only here, and only for drawing.
import type { EvaluatedEvent } from "../run/events.ts";
import type { Mark } from "./mark.ts";

export type Measure = "accuracy" | "loss";
/** "share": of the planned steps, in per cent, so that runs of different lengths can be compared. */
export type XAxisName = "epoch" | "step" | "second" | "share";
export const X_AXES: readonly XAxisName[] = ["epoch", "step", "second", "share"];
/** Where runs of different networks are compared, also what was spent on them; multiply-adds in 10⁹. */
export type AxisName = XAxisName | "image" | "multiplyAdd";

/** What a chart needs of a run. */
export interface CurveRun {
  readonly id: string;
  /** Runs with the same one differ in their seeds alone. */
  readonly armId: string;
  readonly seed: number;
  readonly mark: Mark;
  /** What data files say about the run in extra columns, by column. */
  readonly traits: Readonly<Record<string, string | number>>;
  /** Epochs asked for. */
  readonly epochs: number;
  /** Steps asked for; null before the run has begun. */
  readonly totalSteps: number | null;
  /** Whether more steps may come. */
  readonly isTraining: boolean;
  readonly evaluations: readonly EvaluatedEvent[];
  readonly steps: StepColumns;
}

/** The first `length` entries of each column count. */
export interface StepColumns {
  readonly length: number;
  readonly columns: Readonly<Record<"step" | "epoch" | Measure | "elapsedMs", Float64Array>>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** More bands than this hide each other: then only that of the curve that is looked at is drawn. */
export const MOST_BANDS = 6;

/** An interval at one place of the x-axis. */
export interface BandPoint {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  readonly run: CurveRun;
  readonly points: readonly Point[];
  /** The intervals of its points, where it is a mean that has some. */
  readonly band?: readonly BandPoint[];
  /** The curves whose mean it is, where it stands for the runs of an arm. */
  readonly members?: readonly Curve[];
}

/** The most training points per curve. Accuracy gets fewer, because a share of few images says little. */
export const MOST_POINTS: Readonly<Record<Measure, number>> = { loss: 240, accuracy: 48 };

/**
 * One curve per run that has been evaluated: its validation accuracy or loss over time. Values that are not finite are
 * left out: a diverged loss has no place on an axis. So is the loss before the first step, when batch norms' moving
 * averages have seen nothing and it may be anything.
 */
export function validationCurves(runs: readonly CurveRun[], measure: Measure, axis: XAxisName): readonly Curve[] {
  return runs.flatMap((run) => {
    const points = remembered(run.evaluations, `${measure} ${axis} ${run.totalSteps}`, () =>
      drawnEvaluations(run, measure).map((evaluated) => ({
        x: evaluatedAt(evaluated, axis, run),
        y: evaluated[measure],
      })),
    );
    return points.length > 0 ? [{ run, points }] : [];
  });
}

/** The evaluations that are a run's points, in their order. */
export function drawnEvaluations(run: CurveRun, measure: Measure): readonly EvaluatedEvent[] {
  return validations(run).filter(
    (evaluated) => (measure === "accuracy" || evaluated.step > 0) && Number.isFinite(evaluated[measure]),
  );
}

/** One curve per run that has taken steps: its training loss or accuracy, averaged over groups of steps. */
export function trainingCurves(runs: readonly CurveRun[], measure: Measure, axis: XAxisName): readonly Curve[] {
  return runs.flatMap((run) => {
    const size = groupSize(run, measure);
    const points = remembered(run.steps, `${measure} ${axis} ${size} ${run.totalSteps}`, () =>
      thinned(run.steps, measure, axis, size, run.totalSteps),
    );
    return points.length > 0 ? [{ run, points }] : [];
  });
}

/** The run's evaluations on the validation split, by step. */
export function validations(run: CurveRun): readonly EvaluatedEvent[] {
  return run.evaluations.filter(({ split }) => split === "validation").sort((a, b) => a.step - b.step);
}

/** The mean training loss or accuracy between two steps, `after` excluded; null where there is none or it is not finite. */
export function meanOf({ length, columns }: StepColumns, measure: Measure, after: number, to: number): number | null {
  let sum = 0;
  let count = 0;
  for (let index = 0; index < length; index++) {
    const step = columns.step[index] ?? 0;
    if (step <= after || step > to) continue;
    sum += columns[measure][index] ?? 0;
    count++;
  }
  const mean = sum / count;
  return Number.isFinite(mean) ? mean : null;
}

/** Depends only on the planned steps, so that points once drawn stay where they are. */
function groupSize({ steps, totalSteps }: CurveRun, measure: Measure): number {
  return Math.max(1, Math.ceil(Math.max(totalSteps ?? 0, steps.length) / MOST_POINTS[measure]));
}

/**
 * Means over groups of `size` steps, each at its middle. The last group may be shorter; with less than half of them it is
 * left out where there are others, because a few batches say little. Values that are not finite are left out too.
 */
export function thinned(
  steps: StepColumns,
  measure: Measure,
  axis: XAxisName,
  size: number,
  totalSteps: number | null = null,
): readonly Point[] {
  const { length, columns } = steps;
  const xs = columns[COLUMN_OF[axis]];
  const scale = scaleOf(axis, totalSteps ?? length);
  const points: Point[] = [];
  for (let start = 0; start < length; start += size) {
    const end = Math.min(length, start + size);
    if (start > 0 && 2 * (end - start) < size) break;
    let x = 0;
    let y = 0;
    for (let index = start; index < end; index++) {
      x += xs[index] ?? 0;
      y += columns[measure][index] ?? 0;
    }
    if (Number.isFinite(y)) points.push({ x: (x / (end - start)) * scale, y: y / (end - start) });
  }
  return points;
}

/** A point for each place at which any of the curves has one, from the left. */
export function placesOf(curves: readonly Curve[]): Point[] {
  const places = new Map(curves.flatMap(({ points }) => points.map((point) => [point.x, point])));
  return [...places.values()].sort((a, b) => a.x - b.x);
}

/** The point of a curve nearest to a place; none where that is beyond the curve’s end by over a tenth of its length. */
export function nearestPoint(points: readonly Point[], at: number): Point | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || at > last.x + 0.1 * (last.x - first.x)) return null;
  return points.reduce((best, point) => (Math.abs(point.x - at) < Math.abs(best.x - at) ? point : best), first);
}

/** How far from a place a measured point may be to be called the value there, in distances between points. */
const NEAR = 0.15;

/** The index of the point at a place, or hardly beside it; −1 where the curve was not measured there. */
export function indexAt(points: readonly Point[], at: number): number {
  const nearest = nearestPoint(points, at);
  if (!nearest) return -1;
  const length = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  const apart = points.length > 1 ? length / (points.length - 1) : 1;
  return Math.abs(nearest.x - at) <= NEAR * apart ? points.indexOf(nearest) : -1;
}

const pointsBefore = new WeakMap<object, Map<string, readonly Point[]>>();

/** The same data give the same object, so that a curve that has not changed is not drawn again. */
function remembered(data: object, key: string, make: () => readonly Point[]): readonly Point[] {
  const known = pointsBefore.get(data) ?? new Map<string, readonly Point[]>();
  pointsBefore.set(data, known);
  const points = known.get(key) ?? make();
  known.set(key, points);
  return points;
}

/** What an axis counts. */
const COLUMN_OF = {
  epoch: "epoch",
  step: "step",
  second: "elapsedMs",
  share: "step",
} as const satisfies Readonly<Record<XAxisName, "epoch" | "step" | "elapsedMs">>;

/** From the column's unit to the axis' own. */
function scaleOf(axis: XAxisName, totalSteps: number): number {
  if (axis === "second") return 1 / 1000;
  return axis === "share" ? 100 / Math.max(1, totalSteps) : 1;
}

function evaluatedAt(evaluated: EvaluatedEvent, axis: XAxisName, { totalSteps, steps }: CurveRun): number {
  return evaluated[COLUMN_OF[axis]] * scaleOf(axis, totalSteps ?? steps.length);
}
