// What a chart of means with intervals shows, and where: the same on the page and in a figure that is written without one.
import { roundStep } from "./axes.ts";
import type { Mark } from "./mark.ts";

export interface IntervalPoint {
  readonly mean: number;
  /** Null where one value alone is known. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly values: readonly number[];
  /** A CSS colour. */
  readonly colour: string;
}

export interface IntervalSeries {
  /** Its colour is the line's. */
  readonly mark: Mark;
  /** One for each value of the axis; null where nothing is known yet. */
  readonly points: readonly (IntervalPoint | null)[];
}

/** The axis of what is measured. */
export interface IntervalScale {
  /** After each number: " %". */
  readonly unit: string;
  /** The finest step. */
  readonly grain: number;
  /** No value is beyond it; none is below 0. */
  readonly end: number;
}

/** A range that is shaded behind one value of the axis. */
export interface IntervalBand {
  readonly index: number;
  readonly low: number;
  readonly high: number;
}

/** The edges of a drawing, and of what is inside its margins. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** Between series at one value, so that their intervals do not cover each other. */
const BESIDE = 11;
const MOST_TICKS = 6;
/** A tick that is beyond the axis by no more than this share of a step is on it. */
const ROUNDING = 1e-6;

/** Places in a drawing: `x` of a value of the axis, for one of the series or between them all, and `y` of a measurement. */
export interface Places {
  readonly ticks: readonly number[];
  x(index: number, line?: number): number;
  y(value: number): number;
  /** The width of what belongs to one value of the axis, with `x` in its middle. */
  readonly slot: number;
}

/** `scale` is that of the letters, by which distances grow too. */
export function placesIn(
  { width, height, margin }: Frame,
  valueCount: number,
  series: readonly IntervalSeries[],
  axis: IntervalScale,
  scale = 1,
): Places {
  const [least, most] = extentOf(
    series.flatMap(({ points }) => points.filter((point) => point !== null)),
    axis,
  );
  const slot = Math.max(0, width - margin.left - margin.right) / Math.max(1, valueCount);
  const middle = (series.length - 1) / 2;
  const beside = Math.min(BESIDE * scale, slot / (series.length + 1));
  return {
    ticks: ticksBetween(least, most, axis),
    slot,
    x: (index, line = middle) => fine(margin.left + slot * (index + 0.5) + (line - middle) * beside),
    y: (value) =>
      fine(height - margin.bottom - ((value - least) / (most - least)) * (height - margin.top - margin.bottom)),
  };
}

/** To a hundredth: nobody sees more, and files are shorter. */
const fine = (place: number): number => Math.round(100 * place) / 100;

/** The path of a line through the means. A gap in what is known is a gap in the line. */
export function lineThrough({ points }: IntervalSeries, line: number, { x, y }: Places): string {
  let isOpen = false;
  return points
    .map((point, index) => {
      const corner = point ? `${isOpen ? "L" : "M"}${x(index, line)} ${y(point.mean)}` : "";
      isOpen = point !== null;
      return corner;
    })
    .join("");
}

/** The path of an interval with its two ends. */
export function barPath({ low, high }: NonNullable<IntervalPoint["interval"]>, x: number, y: Places["y"], scale = 1) {
  const cap = 3.5 * scale;
  return `M${x} ${y(low)}V${y(high)}M${x - cap} ${y(low)}h${2 * cap}M${x - cap} ${y(high)}h${2 * cap}`;
}

/** What is measured, with a little room; an interval of two runs may be wider than the chart, and is cut there. */
export function extentOf(
  points: readonly IntervalPoint[],
  { grain, end }: IntervalScale,
): readonly [least: number, most: number] {
  const values = points.flatMap((point) => point.values);
  if (values.length === 0) return [0, 100 * grain];
  const intervals = points.flatMap(({ interval, values: own }) =>
    interval && own.length > 2 ? [interval.low, interval.high] : [],
  );
  const [low, high] = [Math.min(...values, ...intervals), Math.max(...values, ...intervals)];
  const room = Math.max(2 * grain, (high - low) * 0.08);
  return [
    Math.max(0, Math.floor((low - room) / grain) * grain),
    Math.min(end, Math.ceil((high + room) / grain) * grain),
  ];
}

export function ticksBetween(least: number, most: number, { grain }: IntervalScale): readonly number[] {
  const step = Math.max(grain, roundStep((most - least) / MOST_TICKS, false));
  const first = Math.ceil(least / step - ROUNDING);
  const count = Math.floor(most / step + ROUNDING) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(10)));
}
