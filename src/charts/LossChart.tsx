// Loss over training: validation with markers, training as thin lines behind.
import { memo, useMemo } from "react";
import { lossAxis, valueWords, xAxis } from "./axes.ts";
import { CurveChart } from "./CurveChart.tsx";
import { drawnCurves } from "./groups.ts";
import type { CurveRun, XAxisName } from "./series.ts";

interface LossChartProps {
  /** The runs to draw, oldest first. */
  readonly runs: readonly CurveRun[];
  readonly axis: XAxisName;
  /** Number of classes: chance's loss decides how far the axis reaches. */
  readonly classes: number;
  /** Whether runs of one arm are folded into one curve, with its members thin behind. */
  readonly isFolded?: boolean;
}

export const LossChart = memo(function LossChart({ runs, axis, classes, isFolded = false }: LossChartProps) {
  const { main: validation, behind } = useMemo(() => drawnCurves(runs, "loss", axis, isFolded), [runs, axis, isFolded]);
  const all = [...validation, ...behind];
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
      behind={behind}
      reference={null}
      summary={summary}
    />
  );
});
