// Thin training lines behind the curves.
import { memo } from "react";
import { PlotClip, usePlace, type Place } from "./plot.tsx";
import type { Curve, Point } from "./series.ts";

export function TrainingLines({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  if (!place) return null;
  return (
    <PlotClip fill="none" strokeWidth={1} strokeOpacity={0.5}>
      {curves.map(({ run, points }) => (
        <TrainingLine key={run.id} colour={run.mark.colour} points={points} place={place} />
      ))}
    </PlotClip>
  );
}

/** Of hundreds of points: only the line that has grown is made again. */
const TrainingLine = memo(function TrainingLine({
  colour,
  points,
  place,
}: {
  readonly colour: string;
  readonly points: readonly Point[];
  readonly place: Place;
}) {
  return <path stroke={colour} d={place.path(points)} />;
});
