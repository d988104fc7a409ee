// The state of training: how far it is, whether anything trains. Pure. Looks only at runs of presses that are
// under way.
import type { Recipe } from "../recipe/schema.ts";
import type { EvaluationSplit } from "../run/events.ts";
import { canContinue, datasetKey, isActive, type LabState, type Run } from "./state.ts";
import { stepValue, type StepColumn } from "./stepSeries.ts";

export interface Progress {
  readonly running: number;
  readonly queued: number;
  readonly paused: number;
  /** A GPU's kernels compiled so far for the run that waits for them, and in total. */
  readonly preparing: { readonly ready: number; readonly total: number } | null;
  /** Progress of all runs of the presses under way, in [0, 1]. */
  readonly share: number;
  /** Epochs completed by the run furthest behind among those that have begun, and its planned epochs. */
  readonly epoch: number;
  readonly epochs: number;
  /** Steps taken by that run, and its planned steps; null before it has begun. */
  readonly step: { readonly taken: number; readonly total: number } | null;
  /** The sum over all running runs. */
  readonly imagesPerSecond: number;
  /** Time left at the speed so far; null before the first steps. */
  readonly leftMs: number | null;
}

/** Null when nothing trains or waits. */
export function progressOf(state: LabState): Progress | null {
  const { runs, histories } = state;
  const active = state.active.flatMap((id) => runs.get(id) ?? []);
  const first = active[0];
  if (!first) return null;
  const all = runsOfPresses(state, new Set(active.map((run) => run.pressId))).filter(
    (run) => isActive(run) || run.status === "finished",
  );
  const lastOf = (run: Run, column: StepColumn): number | undefined => {
    const history = histories.get(run.id);
    return history && isActive(run) ? stepValue(history.steps, column, -1) : undefined;
  };
  const stepsDone = (run: Run): number => lastOf(run, "step") ?? run.reached?.step ?? run.started?.fromStep ?? 0;
  const epochsDone = (run: Run): number => lastOf(run, "epoch") ?? run.reached?.epoch ?? 0;

  const begun = active.filter((run) => run.started !== null);
  const behind = begun.reduce(
    (slowest, run) => (epochsDone(run) < epochsDone(slowest) ? run : slowest),
    begun[0] ?? first,
  );
  const running = active.filter((run) => run.status === "running");
  const usual = all.find((run) => run.started)?.started?.steps ?? 0;
  const stepsOf = (run: Run): number => run.started?.steps ?? usual;
  const left = (run: Run): number => Math.max(0, stepsOf(run) - stepsDone(run));
  const speeds = running
    .map((run) => ({ run, stepsPerMs: stepsDone(run) / (lastOf(run, "elapsedMs") ?? 0) }))
    .filter(({ stepsPerMs }) => stepsPerMs > 0 && Number.isFinite(stepsPerMs));
  const speed = sum(speeds, ({ stepsPerMs }) => stepsPerMs);

  return {
    running: running.length,
    queued: active.filter((run) => run.status === "queued").length,
    paused: active.filter((run) => run.status === "paused").length,
    preparing: running.map(({ id }) => histories.get(id)?.preparing).find((preparing) => preparing) ?? null,
    share: ratio(
      sum(all, (run) => (run.status === "finished" ? stepsOf(run) : stepsDone(run))),
      sum(all, stepsOf),
    ),
    epoch: Math.floor(epochsDone(behind)),
    epochs: behind.recipe.training.epochs,
    step: behind.started ? { taken: stepsDone(behind), total: behind.started.steps } : null,
    imagesPerSecond: sum(running, (run) => lastOf(run, "imagesPerSecond") ?? 0),
    // Runs train in parallel: the slowest one's time, or, where more wait than train, the total at the common speed.
    leftMs:
      speed > 0
        ? Math.max(sum(active, left) / speed, ...speeds.map(({ run, stepsPerMs }) => left(run) / stepsPerMs))
        : null,
  };
}

/** Whether a run is being trained in this tab now. */
export function trainsNow({ active, runs }: LabState): boolean {
  return active.some((id) => runs.get(id)?.status === "running");
}

export interface Doings {
  /** Whether a run trains or waits here, is paused, or can be continued. */
  readonly someRun: boolean;
  readonly somePaused: boolean;
  readonly continuable: number;
}

const doingsBefore = new WeakMap<LabState["runs"], Doings>();

/** Counted once per change of runs; steps change none. */
export function doingsOf({ active, runs }: LabState): Doings {
  const known = doingsBefore.get(runs);
  if (known) return known;
  const statuses = active.map((id) => runs.get(id)?.status);
  let continuable = 0;
  for (const run of runs.values()) if (canContinue(run)) continuable++;
  const doings = {
    someRun: statuses.some((status) => status === "running" || status === "queued"),
    somePaused: statuses.includes("paused"),
    continuable,
  };
  doingsBefore.set(runs, doings);
  return doings;
}

/** The data set of all these recipes, as `linearModelAccuracy` wants it; null where they have several. */
export function commonDataset(recipes: readonly Recipe[]): string | null {
  const [first, ...others] = new Set(recipes.map(({ dataset }) => datasetKey(dataset)));
  return first !== undefined && others.length === 0 ? first : null;
}

/** The linear model's accuracy on a split of a data set; null until it is known, which it need not become. */
export function linearModelAccuracy(
  { linearModels }: Pick<LabState, "linearModels">,
  dataset: string | null,
  split: EvaluationSplit = "validation",
): number | null {
  const asked = dataset === null ? undefined : linearModels[dataset];
  if (asked?.status !== "known") return null;
  return split === "test" ? asked.value.testAccuracy : asked.value.validationAccuracy;
}

const pressesBefore = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

function runsOfPresses({ order, runs }: LabState, presses: ReadonlySet<string>): readonly Run[] {
  let known = pressesBefore.get(order);
  if (!known) {
    const byPress = new Map<string, string[]>();
    for (const id of order) {
      const press = runs.get(id)?.pressId ?? "";
      const ids = byPress.get(press);
      if (ids) ids.push(id);
      else byPress.set(press, [id]);
    }
    known = byPress;
    pressesBefore.set(order, known);
  }
  return [...presses].flatMap((press) => known.get(press) ?? []).flatMap((id) => runs.get(id) ?? []);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
