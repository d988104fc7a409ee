// Thin training lines behind the curves. Plain paths rather than a chart's lines, because they are
// long, change with every step, and need neither markers nor labels.
import { useId } from "react";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { Curve } from "./series.ts";

export function TrainingLines({ curves }: { curves: readonly Curve[] }) {
  const clip = useId();
  const area = usePlotArea();
  const x = useXAxisScale();
  const y = useYAxisScale();
  if (!area || !x || !y) return null;
  return (
    <g fill="none" strokeWidth={1} strokeOpacity={0.5} clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect x={area.x} y={area.y} width={area.width} height={area.height} />
      </clipPath>
      {curves.map(({ run, points }) => (
        <path
          key={run.id}
          stroke={run.mark.colour}
          d={points
            .map(
              (point, index) =>
                `${index === 0 ? "M" : "L"}${(x(point.x) ?? 0).toFixed(1)} ${(y(point.y) ?? 0).toFixed(1)}`,
            )
            .join("")}
        />
      ))}
    </g>
  );
}
