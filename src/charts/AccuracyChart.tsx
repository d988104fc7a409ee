// Accuracy over training: validation with markers, training as thin lines behind, the linear model's as a reference.
import { memo, useMemo } from "react";
import { accuracyAxis, valueWords, xAxis } from "./axes.ts";
import { CurveChart } from "./CurveChart.tsx";
import { drawnCurves } from "./groups.ts";
import { trainingCurves, validationCurves, type CurveRun, type XAxisName } from "./series.ts";

interface AccuracyChartProps {
  /** The runs to draw, oldest first. */
  readonly runs: readonly CurveRun[];
  readonly axis: XAxisName;
  /** In [0, 1]; null until it is known. */
  readonly linearModelAccuracy: number | null;
  /** The runs that the axes make room for, where several charts share them; by default, those that are drawn. */
  readonly axesOf?: readonly CurveRun[];
  /** Whether runs of one arm are folded into one curve, with its members thin behind. */
  readonly isFolded?: boolean;
}

export const AccuracyChart = memo(function AccuracyChart({
  runs,
  axis,
  linearModelAccuracy,
  axesOf = runs,
  isFolded = false,
}: AccuracyChartProps) {
  const { main: curves, behind } = useMemo(() => drawnCurves(runs, "accuracy", axis, isFolded), [runs, axis, isFolded]);
  const held = useMemo(
    () => [...validationCurves(axesOf, "accuracy", axis), ...trainingCurves(axesOf, "accuracy", axis)],
    [axesOf, axis],
  );
  const reference =
    linearModelAccuracy === null
      ? null
      : { y: linearModelAccuracy, words: `linear model ${valueWords("accuracy", linearModelAccuracy)}` };
  const values = curves.map(({ run, points }) => `${run.mark.label}: ${valueWords("accuracy", points.at(-1)?.y ?? 0)}`);
  const summary = [
    "Validation accuracy, and that of the training batches.",
    values.length > 0 ? `Last values: ${values.join("; ")}.` : "No run has been evaluated yet.",
    ...(reference ? [`For comparison, ${reference.words}.`] : []),
  ].join(" ");
  return (
    <CurveChart
      measure="accuracy"
      xName={axis}
      x={xAxis(axesOf, held, axis, 6)}
      y={accuracyAxis(held, linearModelAccuracy)}
      main={curves}
      behind={behind}
      reference={reference}
      summary={summary}
    />
  );
});
