// How long the rest of a study will take on this machine: from runs that were trained on it, or from a few steps of each
// arm. Pure.
import { networkCost } from "../recipe/cost.ts";
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { wouldRepeat } from "./repeat.ts";
import { datasetKey, type LabState, type Run } from "./state.ts";
import type { FoundRuns } from "./studyRuns.ts";

/** What can be told of the time that a study still takes. */
export type StudyTime =
  /** Seconds of one worker. */
  | { readonly kind: "known"; readonly seconds: number }
  /** A few steps of so many arms are still to be taken. */
  | { readonly kind: "measured"; readonly arms: number }
  | { readonly kind: "unknown" };

/**
 * `armsToTime` is the number of those. While something trains nothing is measured: then the runs that are trained tell, as
 * soon as they can.
 */
export function timeLeft(
  found: FoundRuns,
  armsToTime: number,
  state: Pick<LabState, "runs" | "engine" | "runTimes" | "active">,
): StudyTime {
  if (armsToTime > 0 && state.active.length === 0) return { kind: "measured", arms: armsToTime };
  const seconds = secondsLeft(found, state);
  return seconds === null ? { kind: "unknown" } : { kind: "known", seconds };
}

/** One recipe of each arm of which neither a finished run nor a few steps tell how long it takes. */
export function armsToTime(found: FoundRuns, { runTimes }: Pick<LabState, "runTimes">): readonly Recipe[] {
  const known = new Set(found.finished.map(({ recipe }) => armId(recipe)));
  const unknown = new Map<string, Recipe>();
  for (const recipe of waitingOf(found)) {
    const arm = armId(recipe);
    if (!known.has(arm) && runTimes[arm] === undefined && !unknown.has(arm)) unknown.set(arm, recipe);
  }
  return [...unknown.values()];
}

function waitingOf({ missing, canContinue, underWay }: FoundRuns): readonly Recipe[] {
  return [...missing, ...[...canContinue, ...underWay].map(({ recipe }) => recipe)];
}

/**
 * Seconds of one worker for all that is not finished; null where neither a few steps of an arm nor any run of the data set
 * tells.
 */
export function secondsLeft(found: FoundRuns, state: Pick<LabState, "runs" | "engine" | "runTimes">): number | null {
  const { finished } = found;
  const waiting = waitingOf(found);
  const known = [...state.runs.values()].filter((run) => run.finished !== null && wouldRepeat(run, state.engine));
  const ofSet = grouped(known, (run) => run.recipe.dataset.id);
  const onPictures = grouped(known, (run) => datasetKey(run.recipe.dataset));
  const ofArm = grouped(finished, (run) => armId(run.recipe));
  let total = 0;
  for (const recipe of waiting) {
    const own = ofArm.get(armId(recipe));
    // The settings of a data set may ask for another number of pictures: runs on the very same ones come first.
    const others = onPictures.get(datasetKey(recipe.dataset)) ?? ofSet.get(recipe.dataset.id) ?? [];
    const timed = state.runTimes[armId(recipe)] ?? null;
    const seconds = own ? median(own.map(secondsOf)) : timed === null ? byWork(recipe, others) : timed / 1000;
    if (seconds === null) return null;
    total += seconds;
  }
  return total;
}

function grouped(runs: readonly Run[], keyOf: (run: Run) => string): ReadonlyMap<string, readonly Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const own = groups.get(keyOf(run));
    if (own) own.push(run);
    else groups.set(keyOf(run), [run]);
  }
  return groups;
}

const secondsOf = ({ finished }: Run): number => (finished?.elapsedMs ?? 0) / 1000;

/** That of the run whose arithmetic is nearest, scaled by it; null without any. */
function byWork(recipe: Recipe, runs: readonly Run[]): number | null {
  const work = networkCost(recipe).multiplyAdds * recipe.training.epochs;
  const distance = (run: Run) => Math.abs(Math.log(workOf(run) / work));
  const near = runs.reduce<Run | null>(
    (best, run) => (best === null || distance(run) < distance(best) ? run : best),
    null,
  );
  return near && (secondsOf(near) * work) / workOf(near);
}

/** A run tells what its network cost: to count thousands of networks would keep the page waiting. */
function workOf({ recipe, started }: Run): number {
  return (started?.multiplyAdds ?? networkCost(recipe).multiplyAdds) * recipe.training.epochs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
