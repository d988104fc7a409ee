// What is read off the state: progress, rows of the table, the runs to draw.
// Pure; counts and compares, and rounds nothing.
import { differences } from "../recipe/differences.ts";
import { networkCost } from "../recipe/cost.ts";
import type { EvaluatedEvent } from "../run/events.ts";
import { canContinue, datasetKey, isActive, type LabState, type Run, type RunStatus } from "./state.ts";
import { stepValue } from "./stepSeries.ts";

export interface Progress {
  readonly running: number;
  readonly queued: number;
  readonly paused: number;
  /** A GPU's kernels compiled for the run that waits for them, of how many. */
  readonly preparing: { readonly ready: number; readonly total: number } | null;
  /** Of all runs of the presses that are not at their end, in [0, 1]. */
  readonly share: number;
  /** Epochs completed by the run that is furthest behind among those that have begun, and asked of it. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps taken by that run, and asked of it; null before it has begun. */
  readonly step: { readonly taken: number; readonly total: number } | null;
  /** Of all running runs together. */
  readonly imagesPerSecond: number;
  /** Time left at the pace so far; null until the first steps tell. */
  readonly leftMs: number | null;
}

/** Null when nothing trains or waits. */
export function progressOf(runs: readonly Run[]): Progress | null {
  const active = runs.filter(isActive);
  const first = active[0];
  if (!first) return null;
  const presses = new Set(active.map((run) => run.pressId));
  const all = runs.filter((run) => presses.has(run.pressId) && (isActive(run) || run.status === "finished"));

  const begun = active.filter((run) => run.started !== null);
  const behind = begun.reduce(
    (slowest, run) => (epochsDone(run) < epochsDone(slowest) ? run : slowest),
    begun[0] ?? first,
  );
  const running = active.filter((run) => run.status === "running");
  const usual = begun[0]?.started?.steps ?? 0;
  const stepsOf = (run: Run): number => run.started?.steps ?? usual;
  const left = (run: Run): number => Math.max(0, stepsOf(run) - stepsDone(run));
  const speeds = running
    .map((run) => ({ run, stepsPerMs: stepsDone(run) / (stepValue(run.steps, "elapsedMs", -1) ?? 0) }))
    .filter(({ stepsPerMs }) => stepsPerMs > 0 && Number.isFinite(stepsPerMs));
  const speed = sum(speeds, ({ stepsPerMs }) => stepsPerMs);

  return {
    running: running.length,
    queued: active.filter((run) => run.status === "queued").length,
    paused: active.filter((run) => run.status === "paused").length,
    preparing: running.find(({ preparing }) => preparing !== null)?.preparing ?? null,
    share: ratio(
      sum(all, (run) => (run.status === "finished" ? stepsOf(run) : stepsDone(run))),
      sum(all, stepsOf),
    ),
    epoch: Math.floor(epochsDone(behind)),
    epochs: behind.recipe.training.epochs,
    step: behind.started ? { taken: stepsDone(behind), total: behind.started.steps } : null,
    imagesPerSecond: sum(running, imagesPerSecond),
    // Runs train side by side: the slowest one's time, or everything's at the common speed where more wait than train.
    leftMs:
      speed > 0
        ? Math.max(sum(active, left) / speed, ...speeds.map(({ run, stepsPerMs }) => left(run) / stepsPerMs))
        : null,
  };
}

export interface RunRow {
  readonly run: Run;
  /** What it differs in: "16 segments, ReLU". */
  readonly name: string;
  readonly status: RunStatus;
  /** Test accuracy at the end, validation accuracy on the way; null before the first evaluation. */
  readonly accuracy: { readonly value: number; readonly split: EvaluatedEvent["split"]; readonly epoch: number } | null;
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly imagesPerSecond: number | null;
  readonly elapsedMs: number | null;
  readonly canContinue: boolean;
}

export function tableRows(runs: readonly Run[]): readonly RunRow[] {
  const names = differences(runs.map((run) => run.recipe));
  return runs.map((run, index): RunRow => {
    const evaluated = run.evaluations.find(({ split }) => split === "test") ?? run.evaluations.at(-1);
    const { parameters, multiplyAdds } = run.started ?? networkCost(run.recipe);
    const elapsedMs = run.finished?.elapsedMs ?? stepValue(run.steps, "elapsedMs", -1) ?? null;
    return {
      run,
      name: names[index] ?? "",
      status: run.status,
      accuracy: evaluated ? { value: evaluated.accuracy, split: evaluated.split, epoch: evaluated.epoch } : null,
      parameters,
      multiplyAdds,
      imagesPerSecond: run.finished?.imagesPerSecond ?? (run.steps.length > 0 ? imagesPerSecond(run) : null),
      elapsedMs,
      canContinue: canContinue(run),
    };
  });
}

/** The rows whose curves are drawn. */
export function visibleRows(rows: readonly RunRow[]): readonly RunRow[] {
  return rows.filter(({ run }) => !run.hidden);
}

/** The linear model's validation accuracy on the experiment's data set, once it is known. */
export function linearModelAccuracy(state: LabState): number | null {
  const asked = state.linearModels[datasetKey(state.experiment.recipe.dataset)];
  return asked?.status === "known" ? asked.value.validationAccuracy : null;
}

function stepsDone(run: Run): number {
  return stepValue(run.steps, "step", -1) ?? run.started?.fromStep ?? 0;
}

function epochsDone(run: Run): number {
  return stepValue(run.steps, "epoch", -1) ?? 0;
}

function imagesPerSecond(run: Run): number {
  return stepValue(run.steps, "imagesPerSecond", -1) ?? 0;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
