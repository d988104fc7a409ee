// Curves of runs in their colours, dashes and markers. Plain paths rather than a chart's lines: a chart works out all
// of its lines anew when one of them changes, and draws each of their points apart.
import { memo, useId, useMemo } from "react";
import { useActiveTooltipLabel, useIsTooltipActive } from "recharts";
import { isLifted, lifts, useLifted } from "./lifted.ts";
import { markerPath, type Mark } from "./mark.ts";
import { PlotClip, usePlace, type Place } from "./plot.tsx";
import { indexAt, type Curve, type Point } from "./series.ts";

/** More markers than this would touch. */
const MOST_MARKERS = 24;
const MARKER_RADIUS = 3.6;
/** The highest marker's half, and its outline. */
const MARKER_ROOM = 7;
const DOT_RADIUS = 4.5;
/** How wide a curve is for the pointer. */
const HIT_WIDTH = 14;

export function RunCurves({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  const lifted = useLifted();
  if (!place) return null;
  const isAnyLifted = curves.some((curve) => isLifted(curve, lifted));
  // The lifted one lies above the others.
  const inOrder = isAnyLifted ? curves.toSorted((a, b) => rank(a, lifted) - rank(b, lifted)) : curves;
  return (
    <PlotClip fill="none" beyond={MARKER_ROOM}>
      {inOrder.map((curve) => (
        <RunCurve
          key={curve.run.id}
          id={curve.run.id}
          mark={curve.run.mark}
          points={curve.points}
          place={place}
          state={isAnyLifted ? (isLifted(curve, lifted) ? "lifted" : "faded") : "usual"}
        />
      ))}
      <DotsUnderPointer curves={curves} place={place} />
    </PlotClip>
  );
}

function rank(curve: Curve, lifted: string | null): number {
  return isLifted(curve, lifted) ? 1 : 0;
}

interface RunCurveProps {
  readonly id: string;
  readonly mark: Mark;
  readonly points: readonly Point[];
  readonly place: Place;
  readonly state: "usual" | "lifted" | "faded";
}

const RunCurve = memo(function RunCurve({ id: curveId, mark, points, place, state }: RunCurveProps) {
  const id = useId();
  const line = useMemo(() => place.path(points), [place, points]);
  const every = Math.ceil(points.length / MOST_MARKERS);
  const marked = points.filter((_, index) => index % every === 0 || index === points.length - 1);
  const url = `url(#${id})`;
  return (
    <g className={`chart-run chart-run-${state}`}>
      <marker id={id} markerUnits="userSpaceOnUse" overflow="visible">
        <path d={markerPath(mark.marker, MARKER_RADIUS)} fill={mark.colour} />
      </marker>
      <path d={line} stroke={mark.colour} strokeWidth={state === "lifted" ? 3 : 2.2} strokeDasharray={mark.dash} />
      <path d={place.path(marked)} stroke="none" markerStart={url} markerMid={url} markerEnd={url} />
      <path d={line} className="chart-run-hit" stroke="transparent" strokeWidth={HIT_WIDTH} {...lifts(curveId)} />
    </g>
  );
});

function DotsUnderPointer({ curves, place }: { curves: readonly Curve[]; place: Place }) {
  const isActive = useIsTooltipActive();
  const at = useActiveTooltipLabel();
  if (!isActive || typeof at !== "number") return null;
  return curves.map(({ run, points }) => {
    const point = points[indexAt(points, at)];
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
