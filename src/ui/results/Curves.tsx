// The charts of accuracy and loss, side by side. Loaded separately from the page.
import { useEffect, useState } from "react";
import { AccuracyChart } from "../../charts/AccuracyChart.tsx";
import { LossChart } from "../../charts/LossChart.tsx";
import type { CurveRun, XAxisName } from "../../charts/series.ts";

/** A chart's first drawing is the longest task of the page, so the second waits until the first is on the screen. */
const SECOND_CHART_AFTER_MS = 500;

export interface CurvesProps {
  readonly curves: readonly CurveRun[];
  readonly latestCurves: () => Promise<readonly CurveRun[]>;
  readonly axis: XAxisName;
  /** In [0, 1]; null until it is known. */
  readonly linearModelAccuracy: number | null;
  readonly classes: number;
}

export function Curves({ curves, latestCurves, axis, linearModelAccuracy, classes }: CurvesProps) {
  const evaluated = useKept(curves, haveSameEvaluations);
  const [isSecondDrawn, setSecondDrawn] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSecondDrawn(true), SECOND_CHART_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="results">
      <figure>
        <figcaption>
          Accuracy <span className="soft">(validation; thin: training)</span>
        </figcaption>
        <AccuracyChart
          runs={evaluated}
          latestRuns={latestCurves}
          axis={axis}
          linearModelAccuracy={linearModelAccuracy}
        />
      </figure>
      <figure>
        <figcaption>
          Loss <span className="soft">(validation; thin: training)</span>
        </figcaption>
        {isSecondDrawn && <LossChart runs={curves} latestRuns={latestCurves} axis={axis} classes={classes} />}
      </figure>
    </div>
  );
}

/** The earlier value while it equals the new one, so that what is memoised on it is not drawn again. */
function useKept<T extends object>(value: T, isAsGood: (kept: T, value: T) => boolean): T {
  const [kept, setKept] = useState(value);
  if (isAsGood(kept, value)) return kept;
  setKept(value);
  return value;
}

/** Accuracies, also those of training, are redrawn with each evaluation, and when a run ends between two. */
function haveSameEvaluations(kept: readonly CurveRun[], runs: readonly CurveRun[]): boolean {
  return (
    kept.length === runs.length &&
    kept.every((run, index) => {
      const other = runs[index];
      return (
        other !== undefined &&
        run.id === other.id &&
        run.mark.label === other.mark.label &&
        run.evaluations === other.evaluations &&
        run.isTraining === other.isTraining &&
        run.totalSteps === other.totalSteps
      );
    })
  );
}
