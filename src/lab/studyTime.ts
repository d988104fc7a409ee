// How long the rest of a study will take on this machine, from runs that were trained on it. Pure.
import { networkCost } from "../recipe/cost.ts";
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import type { LabState, Run } from "./state.ts";

/** Seconds of one worker for each recipe's run; null before any run of its data set was trained here. */
export function secondsLeft(recipes: readonly Recipe[], state: Pick<LabState, "runs" | "engine">): number | null {
  const known = [...state.runs.values()].filter((run) => run.finished !== null && isOfNow(run, state));
  const perArm = new Map<string, number[]>();
  for (const run of known) {
    const arm = armId(run.recipe);
    perArm.set(arm, [...(perArm.get(arm) ?? []), secondsOf(run)]);
  }
  let total = 0;
  for (const recipe of recipes) {
    const own = perArm.get(armId(recipe));
    const seconds = own ? median(own) : byWork(recipe, known);
    if (seconds === null) return null;
    total += seconds;
  }
  return total;
}

function isOfNow({ started }: Run, { engine }: Pick<LabState, "engine">): boolean {
  return started?.version === PROGRAM_VERSION && (engine.info === null || started.engine.name === engine.info.name);
}

const secondsOf = ({ finished }: Run): number => (finished?.elapsedMs ?? 0) / 1000;

/** Of the runs of the same data set, the one whose arithmetic is nearest, scaled by it. */
function byWork(recipe: Recipe, known: readonly Run[]): number | null {
  const work = workOf(recipe);
  const distance = (run: Run) => Math.abs(Math.log(workOf(run.recipe) / work));
  const near = known
    .filter((run) => run.recipe.dataset.id === recipe.dataset.id)
    .reduce<Run | null>((best, run) => (best === null || distance(run) < distance(best) ? run : best), null);
  return near && (secondsOf(near) * work) / workOf(near.recipe);
}

/** In proportion to a run's multiply-adds; of one data set, all runs have the same number of pictures per epoch. */
function workOf(recipe: Recipe): number {
  return networkCost(recipe).multiplyAdds * recipe.training.epochs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
