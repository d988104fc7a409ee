// Means with their intervals over a few values of a setting, one line per series; each run behind them as a dot.
import { useId } from "react";
import {
  barPath,
  lineThrough,
  placesIn,
  type IntervalBand,
  type IntervalPoint,
  type IntervalScale,
  type IntervalSeries,
} from "./interval.ts";
import { markerPath } from "./mark.ts";
import { typeScale } from "./typeScale.ts";
import { useSize } from "./useSize.ts";
import "./IntervalChart.css";

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
  readonly axis: IntervalScale;
  readonly bands: readonly IntervalBand[];
}

const HEIGHT = 300;
const MARGIN = { top: 12, right: 12, bottom: 44, left: 46 };

export function IntervalChart({ label, title, values, isScale, series, axis, bands }: IntervalChartProps) {
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
  const places = placesIn({ width, height, margin }, values.length, series, axis, scale);
  const { ticks, x, y, slot } = places;
  return (
    <div ref={frame} className="interval-chart" style={{ minHeight: height }}>
      {width > 0 && (
        <svg role="img" aria-label={label} width={width} height={height}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line className="interval-grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text className="interval-tick" x={margin.left - 8 * scale} y={y(tick)} dy="0.32em" textAnchor="end">
                {tick}
                {axis.unit}
              </text>
            </g>
          ))}
          {values.map((value, index) => (
            <text
              key={value}
              className="interval-tick"
              x={x(index)}
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
              <rect key={at} x={x(index) - slot / 2} width={slot} y={y(high)} height={y(low) - y(high)} />
            ))}
          </g>
          {series.map(({ mark, points }, line) => (
            <g key={mark.label} clipPath={`url(#${plot})`}>
              {isScale && (
                <path
                  className="interval-line"
                  stroke={mark.colour}
                  strokeDasharray={mark.dash}
                  d={lineThrough({ mark, points }, line, places)}
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
  return (
    <>
      {values.map((value, index) => (
        <circle key={index} className="interval-run" fill={colour} cx={x} cy={y(value)} r={1.8 * scale} />
      ))}
      {interval && <path className="interval-bar" stroke={colour} d={barPath(interval, x, y, scale)} />}
    </>
  );
}
