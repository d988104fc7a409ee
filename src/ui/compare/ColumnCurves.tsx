// The curves of a column's runs, under axes that all columns share.
import type { CurveRun, XAxisName } from "../../charts/series.ts";
import type { LoadedCurves } from "../results/useCurves.ts";

interface ColumnCurvesProps {
  readonly curves: readonly CurveRun[];
  readonly all: readonly CurveRun[];
  readonly axis: XAxisName;
  readonly linearModelAccuracy: number | null;
  readonly loaded: LoadedCurves;
}

export function ColumnCurves({ curves, all, axis, linearModelAccuracy, loaded }: ColumnCurvesProps) {
  if (loaded.status === "failed") return <p className="soft">The charts could not be loaded.</p>;
  if (loaded.status !== "loaded") return <div className="compare-room" />;
  const { AccuracyCurves } = loaded.charts;
  return (
    <div className="compare-room">
      <AccuracyCurves curves={curves} axis={axis} linearModelAccuracy={linearModelAccuracy} axesOf={all} />
      {curves.length === 0 && <p className="compare-empty soft">Not trained yet with these settings.</p>}
    </div>
  );
}
