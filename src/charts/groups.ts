// Runs of one arm folded into one curve: the mean over its seeds. Pure.
import { armCurveId } from "./lifted.ts";
import {
  trainingCurves,
  validationCurves,
  type Curve,
  type CurveRun,
  type Measure,
  type Point,
  type XAxisName,
} from "./series.ts";

const BETWEEN = ", ";

/** Whether folding would draw fewer curves. */
export function hasRepeats(runs: readonly CurveRun[]): boolean {
  return runsPerArm(runs).some((count) => count > 1);
}

/** Whether every arm has several runs, so that none is drawn with its training when arms are folded. */
export function haveAllRepeats(runs: readonly CurveRun[]): boolean {
  return runsPerArm(runs).every((count) => count > 1);
}

function runsPerArm(runs: readonly CurveRun[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const { armId } of runs) counts.set(armId, (counts.get(armId) ?? 0) + 1);
  return [...counts.values()];
}

/** The curves with markers and names, and the thin ones behind them: training, or the runs that are folded into one. */
export function drawnCurves(
  runs: readonly CurveRun[],
  measure: Measure,
  axis: XAxisName,
  isFolded: boolean,
): { readonly main: readonly Curve[]; readonly behind: readonly Curve[] } {
  const validation = validationCurves(runs, measure, axis);
  const training = trainingCurves(runs, measure, axis);
  if (!isFolded) return { main: validation, behind: training };
  const main = foldedByArm(validation);
  const alone = new Set(main.map(({ run }) => run.id));
  return {
    main,
    behind: [...main.flatMap(({ members }) => members ?? []), ...training.filter(({ run }) => alone.has(run.id))],
  };
}

/** One curve per arm, in the order of their first runs; an arm with one run stays as it is. */
export function foldedByArm(curves: readonly Curve[]): readonly Curve[] {
  const byArm = new Map<string, Curve[]>();
  for (const curve of curves) {
    const own = byArm.get(curve.run.armId);
    if (own) own.push(curve);
    else byArm.set(curve.run.armId, [curve]);
  }
  return [...byArm.values()].flatMap(([first, ...others]) => (first ? [folded(first, others)] : []));
}

function folded(first: Curve, others: readonly Curve[]): Curve {
  if (others.length === 0) return first;
  const members = [first, ...others];
  const { run } = first;
  // A run that was repeated with the same seed is the same run again, and no second opinion.
  const bySeed = [...new Map(members.map((member) => [member.run.seed, member])).values()];
  const label = groupLabel(
    members.map((member) => member.run.mark.label),
    bySeed.length,
  );
  return {
    run: { ...run, id: armCurveId(run.armId), mark: { ...run.mark, label } },
    points: meanPoints(bySeed.map(({ points }) => points)),
    members,
  };
}

/** "16 segments, none, 3 seeds": what all of their names say. */
export function groupLabel(labels: readonly string[], seeds: number): string {
  const [first = "", ...others] = labels.map((label) => label.split(BETWEEN));
  const shared = [...first].filter((part) => others.every((other) => other.includes(part)));
  return [...shared, `${seeds} ${seeds === 1 ? "seed" : "seeds"}`].join(BETWEEN);
}

/** Point by point, as far as all have points: they were evaluated after the same numbers of epochs. */
export function meanPoints(curves: readonly (readonly Point[])[]): readonly Point[] {
  const length = Math.min(...curves.map((points) => points.length));
  return Array.from({ length }, (_, at) => {
    const here = curves.map((points) => points[at] ?? { x: 0, y: 0 });
    return { x: mean(here.map(({ x }) => x)), y: mean(here.map(({ y }) => y)) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
