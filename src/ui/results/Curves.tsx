// The charts of accuracy and loss, and their data. Loaded separately from the page.
import { startTransition, useDeferredValue, useEffect, useState } from "react";
import { AccuracyChart } from "../../charts/AccuracyChart.tsx";
import { ChartData } from "../../charts/ChartData.tsx";
import { LossChart } from "../../charts/LossChart.tsx";
import type { CurveRun, XAxisName } from "../../charts/series.ts";

export { ChartData };

/** A chart's first drawing is the longest task of the page, so the second waits until the first is on the screen. */
const SECOND_CHART_AFTER_MS = 500;
const BETWEEN_CHARTS_MS = 150;

interface AccuracyCurvesProps {
  readonly curves: readonly CurveRun[];
  readonly axis: XAxisName;
  /** In [0, 1]; null until it is known. */
  readonly linearModelAccuracy: number | null;
  /** The runs that the axes make room for, where several charts share them. */
  readonly axesOf?: readonly CurveRun[];
  /** Whether the runs of an arm are one curve. */
  readonly isFolded?: boolean;
}

export function AccuracyCurves({
  curves,
  axis,
  linearModelAccuracy,
  axesOf = curves,
  isFolded = false,
}: AccuracyCurvesProps) {
  const evaluated = useKept(curves, haveSameEvaluations);
  const held = useKept(axesOf, haveSameEvaluations);
  // After the switch that was pressed.
  const [drawnAxis, isDrawnFolded] = [useDeferredValue(axis), useDeferredValue(isFolded)];
  return (
    <AccuracyChart
      runs={evaluated}
      axis={drawnAxis}
      linearModelAccuracy={linearModelAccuracy}
      axesOf={held}
      isFolded={isDrawnFolded}
    />
  );
}

interface LossCurvesProps {
  readonly curves: readonly CurveRun[];
  readonly axis: XAxisName;
  readonly classes: number;
  readonly isFolded: boolean;
}

export function LossCurves({ curves, axis, classes, isFolded }: LossCurvesProps) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), SECOND_CHART_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const [later, laterAxis, isLaterFolded] = [useLater(curves), useLater(axis), useLater(isFolded)];
  return isDue && <LossChart runs={later} axis={laterAxis} classes={classes} isFolded={isLaterFolded} />;
}

/** The value a moment later, so that two charts are not drawn in one task. */
function useLater<T>(value: T): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setLater(value)), BETWEEN_CHARTS_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return later;
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
