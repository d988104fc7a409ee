// Loss over training: validation with markers, training as thin lines behind.
import { memo, useMemo } from "react";
import { lossAxis, valueWords, xAxis } from "./axes.ts";
import { CurveChart } from "./CurveChart.tsx";
import { trainingCurves, validationCurves, type CurveRun, type XAxisName } from "./series.ts";

interface LossChartProps {
  /** The runs to draw, oldest first. */
  readonly runs: readonly CurveRun[];
  readonly axis: XAxisName;
  /** Number of classes: chance's loss decides how far the axis reaches. */
  readonly classes: number;
}

export const LossChart = memo(function LossChart({ runs, axis, classes }: LossChartProps) {
  const validation = useMemo(() => validationCurves(runs, "loss", axis), [runs, axis]);
  const training = useMemo(() => trainingCurves(runs, "loss", axis), [runs, axis]);
  const all = [...validation, ...training];
  const values = validation.map(({ run, points }) => `${run.mark.label}: ${valueWords("loss", points.at(-1)?.y ?? 0)}`);
  const summary =
    "Validation and training loss, in nats. " +
    (values.length > 0 ? `Last validation losses: ${values.join("; ")}.` : "No run has been evaluated yet.");
  return (
    <CurveChart
      measure="loss"
      xName={axis}
      x={xAxis(runs, all, axis, 6)}
      y={lossAxis(all, classes)}
      main={validation}
      behind={training}
      reference={null}
      summary={summary}
    />
  );
});
