// A run's curve in its colour, dash and markers. Drawn again only when it has changed.
import { memo } from "react";
import { Line, type DotItemDotProps } from "recharts";
import { markerPath, type Mark } from "./mark.ts";
import type { Curve } from "./series.ts";

/** With more markers than this they would touch. */
const MOST_MARKERS = 24;
const MARKER_RADIUS = 3.6;

export const RunCurve = memo(
  function RunCurve({ curve: { run, points } }: { curve: Curve }) {
    const { colour, dash, marker } = run.mark;
    const every = Math.ceil(points.length / MOST_MARKERS);
    const shape = markerPath(marker, MARKER_RADIUS);
    const dot = ({ cx, cy, index }: DotItemDotProps) => {
      const shown = cx != null && cy != null && (index % every === 0 || index === points.length - 1);
      return shown ? (
        <path key={index} d={shape} transform={`translate(${cx} ${cy})`} fill={colour} />
      ) : (
        <g key={index} />
      );
    };
    return (
      <Line
        data={points}
        dataKey="y"
        type="linear"
        stroke={colour}
        strokeWidth={2.2}
        strokeDasharray={dash}
        dot={dot}
        activeDot={{ r: 4.5, fill: colour, stroke: "var(--paper)" }}
        isAnimationActive={false}
      />
    );
  },
  (before, after) => before.curve.points === after.curve.points && before.curve.run.id === after.curve.run.id,
);

/** A marker on its own, beside a name. */
export function RunMarker({ mark }: { mark: Mark }) {
  return (
    <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
      <path d={markerPath(mark.marker, MARKER_RADIUS)} fill={mark.colour} />
    </svg>
  );
}
