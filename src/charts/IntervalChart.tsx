// Means with their intervals over a few values of a setting, one line per series; each run behind them as a dot.
import { useId } from "react";
import { roundStep } from "./axes.ts";
import { markerPath, type Mark } from "./mark.ts";
import { typeScale } from "./typeScale.ts";
import { useSize } from "./useSize.ts";
import "./IntervalChart.css";

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

interface IntervalChartProps {
  /** What is drawn, for who does not see it. */
  readonly label: string;
  /** Of the axis: "Segments". */
  readonly title: string;
  /** The axis's values, in words. */
  readonly values: readonly string[];
  /** Whether these are of one scale, so that a line may lead from one to the next. */
  readonly isScale: boolean;
  readonly series: readonly IntervalSeries[];
  readonly scale: IntervalScale;
  readonly bands: readonly IntervalBand[];
}

const HEIGHT = 300;
const MARGIN = { top: 12, right: 12, bottom: 44, left: 46 };
/** Between series at one value, so that their intervals do not cover each other. */
const BESIDE = 11;
const MOST_TICKS = 6;
/** A tick that is beyond the axis by no more than this share of a step is on it. */
const ROUNDING = 1e-6;

export function IntervalChart({
  label,
  title,
  values,
  isScale,
  series,
  scale: { unit, grain, end },
  bands,
}: IntervalChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>();
  const plot = useId();
  const scale = width > 0 ? typeScale() : 1;
  const height = HEIGHT * scale;
  const margin = {
    top: MARGIN.top * scale,
    right: MARGIN.right * scale,
    bottom: MARGIN.bottom * scale,
    left: MARGIN.left * scale,
  };
  const [least, most] = extent(series, grain, end);
  const ticks = ticksBetween(least, most, grain);
  const y = (value: number) =>
    height - margin.bottom - ((value - least) / (most - least)) * (height - margin.top - margin.bottom);
  const slot = (width - margin.left - margin.right) / Math.max(1, values.length);
  const x = (index: number, line: number) =>
    margin.left +
    slot * (index + 0.5) +
    (line - (series.length - 1) / 2) * Math.min(BESIDE * scale, slot / (series.length + 1));
  return (
    <div ref={frame} className="interval-chart" style={{ minHeight: height }}>
      {width > 0 && (
        <svg role="img" aria-label={label} width={width} height={height}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line className="interval-grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text className="interval-tick" x={margin.left - 8 * scale} y={y(tick)} dy="0.32em" textAnchor="end">
                {tick}
                {unit}
              </text>
            </g>
          ))}
          {values.map((value, index) => (
            <text
              key={value}
              className="interval-tick"
              x={margin.left + slot * (index + 0.5)}
              y={height - margin.bottom + 18 * scale}
              textAnchor="middle"
            >
              {value}
            </text>
          ))}
          <text
            className="interval-title"
            x={margin.left + (width - margin.left - margin.right) / 2}
            y={height - 6 * scale}
            textAnchor="middle"
          >
            {title}
          </text>
          {/* An interval of two runs may reach far beyond the axis. */}
          <clipPath id={plot}>
            <rect x={0} y={0} width={width} height={height - margin.bottom} />
          </clipPath>
          <g className="interval-band" clipPath={`url(#${plot})`}>
            {bands.map(({ index, low, high }, at) => (
              <rect key={at} x={margin.left + slot * index} width={slot} y={y(high)} height={y(low) - y(high)} />
            ))}
          </g>
          {series.map(({ mark, points }, line) => (
            <g key={mark.label} clipPath={`url(#${plot})`}>
              {isScale && (
                <path
                  className="interval-line"
                  stroke={mark.colour}
                  strokeDasharray={mark.dash}
                  d={lineThrough(points, (index) => x(index, line), y)}
                />
              )}
              {points.map(
                (point, index) => point && <Spread key={index} {...{ point, y, scale }} x={x(index, line)} />,
              )}
              {points.map(
                (point, index) =>
                  point && (
                    <path
                      key={index}
                      fill={point.colour}
                      d={markerPath(mark.marker, 4.4 * scale)}
                      transform={`translate(${x(index, line)} ${y(point.mean)})`}
                    />
                  ),
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

interface SpreadProps {
  readonly point: IntervalPoint;
  readonly x: number;
  readonly y: (value: number) => number;
  readonly scale: number;
}

function Spread({ point: { interval, values, colour }, x, y, scale }: SpreadProps) {
  const cap = 3.5 * scale;
  return (
    <>
      {values.map((value, index) => (
        <circle key={index} className="interval-run" fill={colour} cx={x} cy={y(value)} r={1.8 * scale} />
      ))}
      {interval && (
        <path
          className="interval-bar"
          stroke={colour}
          d={
            `M${x} ${y(interval.low)}V${y(interval.high)}` +
            `M${x - cap} ${y(interval.low)}h${2 * cap}M${x - cap} ${y(interval.high)}h${2 * cap}`
          }
        />
      )}
    </>
  );
}

/** A gap in what is known is a gap in the line. */
function lineThrough(
  points: readonly (IntervalPoint | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let isOpen = false;
  return points
    .map((point, index) => {
      const corner = point ? `${isOpen ? "L" : "M"}${x(index).toFixed(1)} ${y(point.mean).toFixed(1)}` : "";
      isOpen = point !== null;
      return corner;
    })
    .join("");
}

/** What is measured, with a little room; an interval of two runs may be wider than the chart, and is cut there. */
function extent(series: readonly IntervalSeries[], grain: number, end: number): readonly [least: number, most: number] {
  const values = series.flatMap(({ points }) => points.flatMap((point) => point?.values ?? []));
  if (values.length === 0) return [0, 100 * grain];
  const intervals = series.flatMap(({ points }) =>
    points.flatMap((point) =>
      point?.interval && point.values.length > 2 ? [point.interval.low, point.interval.high] : [],
    ),
  );
  const [low, high] = [Math.min(...values, ...intervals), Math.max(...values, ...intervals)];
  const room = Math.max(2 * grain, (high - low) * 0.08);
  return [
    Math.max(0, Math.floor((low - room) / grain) * grain),
    Math.min(end, Math.ceil((high + room) / grain) * grain),
  ];
}

function ticksBetween(least: number, most: number, grain: number): readonly number[] {
  const step = Math.max(grain, roundStep((most - least) / MOST_TICKS, false));
  const first = Math.ceil(least / step - ROUNDING);
  const count = Math.floor(most / step + ROUNDING) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(10)));
}
