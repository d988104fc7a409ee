// The names of the curves below a chart, where there is no room beside it; in full, so that they may wrap.
import { isLifted, lifts, useLifted } from "./lifted.ts";
import { RunMarker } from "./RunCurves.tsx";
import type { Curve } from "./series.ts";

/** More would push away what is below the chart. */
const MOST_LISTED = 12;

interface CurveListProps {
  readonly curves: readonly Curve[];
  readonly reference: { readonly words: string } | null;
}

export function CurveList({ curves, reference }: CurveListProps) {
  const lifted = useLifted();
  const listed = curves.slice(-MOST_LISTED);
  return (
    <ul className="chart-list">
      {listed.map((curve) => (
        <li key={curve.run.id} className={isLifted(curve, lifted) ? "chart-list-lifted" : ""} {...lifts(curve.run.id)}>
          <RunMarker mark={curve.run.mark} />
          {curve.run.mark.label}
        </li>
      ))}
      {listed.length < curves.length && (
        <li className="chart-soft">and {curves.length - listed.length} more, which the table of runs names</li>
      )}
      {reference && <li className="chart-soft">dotted: {reference.words}</li>}
    </ul>
  );
}
