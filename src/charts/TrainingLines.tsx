// Thin training lines behind the curves.
import { PlotClip, usePlace } from "./plot.tsx";
import type { Curve } from "./series.ts";

export function TrainingLines({ curves }: { curves: readonly Curve[] }) {
  const place = usePlace();
  if (!place) return null;
  return (
    <PlotClip fill="none" strokeWidth={1} strokeOpacity={0.5}>
      {curves.map(({ run, points }) => (
        <path key={run.id} stroke={run.mark.colour} d={place.path(points)} />
      ))}
    </PlotClip>
  );
}
