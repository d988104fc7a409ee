// Thin training lines behind the curves.
import { memo, useMemo } from "react";
import { armCurveId, isLifted, useLifted } from "./lifted.ts";
import { PlotClip, usePlace, type Place } from "./plot.tsx";
import type { Curve, Point } from "./series.ts";

export function TrainingLines({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  const lifted = useLifted();
  if (!place) return null;
  const isOf = (curve: Curve) => isLifted(curve, lifted) || lifted === armCurveId(curve.run.armId);
  const isAnyLifted = curves.some(isOf);
  return (
    <PlotClip fill="none" strokeWidth={1} strokeOpacity={0.5}>
      {curves.map((curve) => (
        <TrainingLine
          key={curve.run.id}
          colour={curve.run.mark.colour}
          points={curve.points}
          place={place}
          state={isAnyLifted ? (isOf(curve) ? "lifted" : "faded") : "usual"}
        />
      ))}
    </PlotClip>
  );
}

/** Of hundreds of points: only the line that has grown is made again. */
const TrainingLine = memo(function TrainingLine({
  colour,
  points,
  place,
  state,
}: {
  readonly colour: string;
  readonly points: readonly Point[];
  readonly place: Place;
  readonly state: "usual" | "lifted" | "faded";
}) {
  const line = useMemo(() => place.path(points), [place, points]);
  return <path className={`chart-run-${state}`} stroke={colour} d={line} />;
});
