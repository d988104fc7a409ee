// Curves of runs in their colours, dashes and markers. Plain paths rather than a chart's lines: a chart works out all
// of its lines anew when one of them changes, and draws each of their points apart.
import { memo, useId } from "react";
import { useActiveTooltipLabel, useIsTooltipActive } from "recharts";
import { markerPath, type Mark } from "./mark.ts";
import { PlotClip, usePlace, type Place } from "./plot.tsx";
import { nearestPoint, type Curve, type Point } from "./series.ts";

/** More markers than this would touch. */
const MOST_MARKERS = 24;
const MARKER_RADIUS = 3.6;
const DOT_RADIUS = 4.5;

export function RunCurves({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  if (!place) return null;
  return (
    <PlotClip fill="none">
      {curves.map(({ run, points }) => (
        <RunCurve key={run.id} mark={run.mark} points={points} place={place} />
      ))}
      <DotsUnderPointer curves={curves} place={place} />
    </PlotClip>
  );
}

const RunCurve = memo(function RunCurve({
  mark,
  points,
  place,
}: {
  mark: Mark;
  points: readonly Point[];
  place: Place;
}) {
  const id = useId();
  const every = Math.ceil(points.length / MOST_MARKERS);
  const marked = points.filter((_, index) => index % every === 0 || index === points.length - 1);
  const url = `url(#${id})`;
  return (
    <g>
      <marker id={id} markerUnits="userSpaceOnUse" overflow="visible">
        <path d={markerPath(mark.marker, MARKER_RADIUS)} fill={mark.colour} />
      </marker>
      <path d={place.path(points)} stroke={mark.colour} strokeWidth={2.2} strokeDasharray={mark.dash} />
      <path d={place.path(marked)} stroke="none" markerStart={url} markerMid={url} markerEnd={url} />
    </g>
  );
});

function DotsUnderPointer({ curves, place }: { curves: readonly Curve[]; place: Place }) {
  const isActive = useIsTooltipActive();
  const at = useActiveTooltipLabel();
  if (!isActive || typeof at !== "number") return null;
  return curves.map(({ run, points }) => {
    const point = nearestPoint(points, at);
    return (
      point && (
        <circle
          key={run.id}
          cx={place.x(point.x)}
          cy={place.y(point.y)}
          r={DOT_RADIUS}
          fill={run.mark.colour}
          stroke="var(--paper)"
        />
      )
    );
  });
}

/** A marker on its own, beside a name. */
export function RunMarker({ mark }: { mark: Mark }) {
  return (
    <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
      <path d={markerPath(mark.marker, MARKER_RADIUS)} fill={mark.colour} />
    </svg>
  );
}
