// Axes: how far they reach, where their ticks are, how their numbers are written.
import type { AxisName, Curve, CurveRun, Measure } from "./series.ts";

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** "epoch", "multiply-add". */
export function axisWords(axis: AxisName): string {
  return axis === "multiplyAdd" ? "multiply-add" : axis;
}

/** "1 epoch", "12 epochs", "50 % of the run", "40 G multiply-adds". */
export function xWords(axis: AxisName, value: number): string {
  if (axis === "share") return `${value}\u202f% of the run`;
  if (axis === "multiplyAdd") return `${value}\u202fG multiply-adds`;
  return `${value} ${axis}${value === 1 ? "" : "s"}`;
}

/** From 0 to a round number at or above `largest`, with about `count` ticks; in whole numbers if `whole`. */
export function axisTo(largest: number, count: number, whole = false): Axis {
  const step = roundStep(Math.max(largest, whole ? 1 : 1e-9) / count, whole);
  const ticks: number[] = [];
  for (let index = 0; index * step <= largest + step * 1e-9; index++) ticks.push(index * step);
  return { domain: [0, Math.max(largest, ticks.at(-1) ?? 0)], ticks };
}

/** The whole planned training, so that the axis stays still while curves grow; seconds are not known beforehand. */
export function xAxis(runs: readonly CurveRun[], curves: readonly Curve[], axis: AxisName, count: number): Axis {
  if (axis === "share") return { domain: [0, 100], ticks: [0, 20, 40, 60, 80, 100] };
  const asked = (run: CurveRun): number =>
    axis === "epoch" ? run.epochs : axis === "step" ? (run.totalSteps ?? 0) : 0;
  const drawn = curves.map(({ points }) => points.at(-1)?.x ?? 0);
  return axisTo(Math.max(1, ...runs.map(asked), ...drawn), count, true);
}

/** From 0 to the tick above the best. */
export function accuracyAxis(curves: readonly Curve[], reference: number | null): Axis {
  const best = Math.max(0.2, reference ?? 0, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  return ticksBelow(best, best > 0.5 ? 0.2 : 0.1);
}

/**
 * A loss beyond this multiple of chance's is drawn out of the chart's top; an untrained or a diverged network would
 * flatten all other curves.
 */
const WORST_SHOWN = 1.4;

/** From 0 to the tick above the largest loss that is worth showing; `classes` is the number of classes. */
export function lossAxis(curves: readonly Curve[], classes: number): Axis {
  const worst = WORST_SHOWN * Math.log(Math.max(2, classes));
  const largest =
    curves.length === 0 ? worst : Math.max(0.1, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  const shown = Math.min(largest, worst);
  return ticksBelow(shown, roundStep(shown / 5, false));
}

/** Ticks from 0 to the first that is not below `largest`. */
function ticksBelow(largest: number, step: number): Axis {
  const last = Math.ceil(largest / step - 1e-9);
  return { domain: [0, last * step], ticks: Array.from({ length: last + 1 }, (_, index) => index * step) };
}

/** A number on a measure's axis: "20 %", "1.5". */
export function tickWords(measure: Measure, value: number): string {
  return measure === "accuracy" ? `${Math.round(value * 100)}\u202f%` : String(Number(value.toFixed(2)));
}

/** A value in words and tables: "71.4 %", "0.842". */
export function valueWords(measure: Measure, value: number): string {
  if (!Number.isFinite(value)) return "no finite number";
  return measure === "accuracy"
    ? `${(value * 100).toFixed(1)}\u202f%`
    : value < 1000
      ? value.toFixed(3)
      : value.toExponential(2);
}

/** The smallest of 1, 2, 5, 10, 20 … (or 0.1, 0.2 …) at or above. */
export function roundStep(least: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return whole ? Math.max(1, Math.round(factor * power)) : factor * power;
}

/**
 * The labels of an axis' ticks from the left, "" where a label would touch the next one. The last says what is counted; it
 * and the first that still has room are never left out.
 */
export function tickLabels(
  ticks: readonly number[],
  axis: AxisName,
  pixelsOf: (value: number) => number,
  characterPx: number,
): readonly string[] {
  const labels = ticks.map((value, at) => (at === ticks.length - 1 ? xWords(axis, value) : String(value)));
  /** Where the next label to the right begins. */
  let begins = Infinity;
  return labels
    .toReversed()
    .map((label, back) => {
      const middle = pixelsOf(ticks[ticks.length - 1 - back] ?? 0);
      const half = (label.length * characterPx) / 2;
      if (middle + half > begins) return "";
      begins = middle - half - characterPx / 2;
      return label;
    })
    .toReversed();
}
