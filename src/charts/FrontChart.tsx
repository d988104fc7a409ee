// Points over what they cost, on a logarithmic axis, with their intervals and the line through the front.
import { barPath, extentOf, ticksBetween, type IntervalPoint, type IntervalScale } from "./interval.ts";
import { markerPath, type Marker } from "./mark.ts";
import { typeScale } from "./typeScale.ts";
import { useSize } from "./useSize.ts";
import "./IntervalChart.css";

export interface FrontPoint extends IntervalPoint {
  readonly cost: number;
  /** "24, none". */
  readonly name: string;
  readonly marker: Marker;
  readonly isOnFront: boolean;
}

interface FrontChartProps {
  /** What is drawn, for who does not see it. */
  readonly label: string;
  /** Of the axis: "Parameters". */
  readonly title: string;
  /** The cheapest first. */
  readonly points: readonly FrontPoint[];
  readonly axis: IntervalScale;
  /** A cost in words, short. */
  readonly words: (cost: number) => string;
}

const HEIGHT = 260;
const MARGIN = { top: 16, right: 24, bottom: 44, left: 46 };
/** Around the points, as a factor. */
const ROOM = 1.12;

export function FrontChart({ label, title, points, axis, words }: FrontChartProps) {
  const [frame, { width }] = useSize<HTMLDivElement>();
  const scale = width > 0 ? typeScale() : 1;
  const height = HEIGHT * scale;
  const [left, right] = [MARGIN.left * scale, width - MARGIN.right * scale];
  const [top, bottom] = [MARGIN.top * scale, height - MARGIN.bottom * scale];
  const [least, most] = extentOf(points, axis);
  const y = (value: number) => bottom - ((value - least) / (most - least)) * (bottom - top);
  const [cheapest, dearest] = [(points[0]?.cost ?? 1) / ROOM, (points.at(-1)?.cost ?? 1) * ROOM];
  const x = (cost: number) => left + (Math.log(cost / cheapest) / Math.log(dearest / cheapest)) * (right - left);
  const front = points.filter(({ isOnFront }) => isOnFront);
  return (
    <div ref={frame} className="interval-chart" style={{ minHeight: height }}>
      {right > left && (
        <svg role="img" aria-label={label} width={width} height={height}>
          {ticksBetween(least, most, axis).map((tick) => (
            <g key={tick}>
              <line className="interval-grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
              <text className="interval-tick" x={left - 8 * scale} y={y(tick)} dy="0.32em" textAnchor="end">
                {tick}
                {axis.unit}
              </text>
            </g>
          ))}
          {roundCosts(cheapest, dearest).map((cost) => (
            <text key={cost} className="interval-tick" x={x(cost)} y={bottom + 18 * scale} textAnchor="middle">
              {words(cost)}
            </text>
          ))}
          <text className="interval-title" x={(left + right) / 2} y={height - 6 * scale} textAnchor="middle">
            {title}
          </text>
          <path
            className="front-line"
            d={front.map((point, at) => `${at > 0 ? "L" : "M"}${x(point.cost)} ${y(point.mean)}`).join("")}
          />
          {/* Names of neighbours stand above and below in turns. */}
          {points.map((point) => (
            <g key={point.name} className={point.isOnFront ? undefined : "front-beaten"}>
              <title>{point.name}</title>
              {point.interval && point.values.length > 2 && (
                <path
                  className="interval-bar"
                  stroke={point.colour}
                  d={barPath(point.interval, x(point.cost), y, scale)}
                />
              )}
              <path
                fill={point.colour}
                d={markerPath(point.marker, 4.4 * scale)}
                transform={`translate(${x(point.cost)} ${y(point.mean)})`}
              />
              {point.isOnFront && (
                <text
                  className="interval-tick"
                  x={x(point.cost)}
                  y={y(point.mean) + (front.indexOf(point) % 2 === 0 ? -9 : 18) * scale}
                  textAnchor="middle"
                >
                  {point.name}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** Round numbers within, few enough to be read. */
function roundCosts(from: number, to: number): readonly number[] {
  const all = (factors: readonly number[]) => {
    const powers = Array.from({ length: 24 }, (_, at) => 10 ** (at - 6));
    return powers
      .flatMap((power) => factors.map((factor) => factor * power))
      .filter((cost) => cost >= from && cost <= to);
  };
  const fine = all([1, 1.5, 2, 3, 4, 5, 6, 8]);
  return (
    [all([1]), all([1, 3]), all([1, 2, 5])].find((costs) => costs.length >= 4 && costs.length <= 8) ?? thinned(fine)
  );
}

function thinned(costs: readonly number[]): readonly number[] {
  const every = Math.ceil(costs.length / 8);
  return costs.filter((_, at) => at % every === 0);
}
