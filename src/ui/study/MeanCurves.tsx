// The chart of a study's learning curves: each arm's mean with its band, runs as thin lines. Loaded apart, with the charts'
// library.
import { memo, useMemo } from "react";
import { accuracyAxis, axisWords, lossAxis, valueWords, xAxis } from "../../charts/axes.ts";
import { CurveChart } from "../../charts/CurveChart.tsx";
import { armCurveId } from "../../charts/lifted.ts";
import type { Mark } from "../../charts/mark.ts";
import type { Curve, CurveRun, Point, StepColumns } from "../../charts/series.ts";
import { taskOf } from "../../recipe/network.ts";
import { armCurves, pointsOf, type ArmCurves, type MeanPoint, type RunCurve, type Spent } from "../../study/curves.ts";
import type { StudyMeasure } from "../../study/measures.ts";
import { armsOfStudy, type Study } from "../../study/study.ts";
import { armMarks } from "./armMarks.ts";

interface MeanCurvesProps {
  readonly study: Study;
  readonly runs: readonly RunCurve[];
  readonly measure: StudyMeasure;
  readonly spent: Spent;
  /** Whether every run is drawn; those that ended early always are. */
  readonly isEach: boolean;
}

const TICKS = 6;
const NO_STEPS: StepColumns = {
  length: 0,
  columns: {
    step: new Float64Array(),
    epoch: new Float64Array(),
    loss: new Float64Array(),
    accuracy: new Float64Array(),
    elapsedMs: new Float64Array(),
  },
};

export default memo(function MeanCurves({ study, runs, measure, spent, isEach }: MeanCurvesProps) {
  const arms = useMemo(() => armCurves(study, runs, measure, spent), [study, runs, measure, spent]);
  const marks = useMemo(() => armMarks(study, armsOfStudy(study).arms), [study]);
  const curves = useMemo(
    () =>
      arms.flatMap((arm) => {
        const mark = marks.get(arm.arm.id);
        return mark ? [drawnArm(arm, mark, measure, spent)] : [];
      }),
    [arms, marks, measure, spent],
  );
  const main = useMemo(() => curves.flatMap(({ mean }) => (mean.points.length > 0 ? [mean] : [])), [curves]);
  const behind = useMemo(
    () => curves.flatMap(({ finished, ended }) => (isEach ? [...finished, ...ended] : ended)),
    [curves, isEach],
  );
  const all = [...main, ...behind];
  const classes = taskOf(study.base).classes;
  const last = main.map(({ run, points }) => `${run.mark.label}: ${valueWords(measure, points.at(-1)?.y ?? 0)}`);
  return (
    <CurveChart
      measure={measure}
      xName={spent}
      x={xAxis(
        all.map(({ run }) => run),
        all,
        spent,
        TICKS,
      )}
      y={measure === "accuracy" ? accuracyAxis(all, null) : lossAxis(all, classes)}
      main={main}
      behind={behind}
      reference={null}
      summary={`Mean validation ${measure} of each arm, by ${axisWords(spent)}s. Last values: ${last.join("; ")}.`}
    />
  );
});

interface DrawnArm {
  readonly mean: Curve;
  readonly finished: readonly Curve[];
  readonly ended: readonly Curve[];
}

function drawnArm(
  { arm, mean, finished, ended }: ArmCurves,
  mark: Mark,
  measure: StudyMeasure,
  spent: Spent,
): DrawnArm {
  const early = ended.length > 0 ? `, ${ended.length} ended early` : "";
  const run: CurveRun = {
    id: armCurveId(arm.id),
    armId: arm.id,
    seed: 0,
    mark: { ...mark, label: `${mark.label}, n = ${finished.length}${early}` },
    traits: {},
    epochs: spent === "epoch" ? arm.recipe.training.epochs : 0,
    totalSteps: null,
    isTraining: false,
    evaluations: [],
    steps: NO_STEPS,
  };
  const thin = (each: RunCurve): Curve => ({
    run: { ...run, id: `${arm.id} ${each.recipe.seed}`, seed: each.recipe.seed },
    points: pointsOf(each, measure, spent),
  });
  const members = finished.map(thin);
  return { mean: { run, ...drawnMean(mean), members }, finished: members, ended: ended.map(thin) };
}

function drawnMean(mean: readonly MeanPoint[]): Pick<Curve, "points" | "band"> {
  const points = mean.map(({ x, mean: y }): Point => ({ x, y }));
  const band = mean.flatMap(({ x, interval }) => (interval ? [{ x, ...interval }] : []));
  return band.length > 0 ? { points, band } : { points };
}
