// Which runs of the lab belong to a study, and what is still to be trained. Pure.
import { recipeHash } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { wouldRepeat } from "./repeat.ts";
import { canContinue, isUnderWay, type LabState, type Run } from "./state.ts";

export interface FoundRuns {
  /** Finished, one per recipe. */
  readonly finished: readonly Run[];
  readonly underWay: readonly Run[];
  /** Stopped or failed, with a checkpoint to go on from. */
  readonly canContinue: readonly Run[];
  /** Without any of these, in their order. */
  readonly missing: readonly Recipe[];
}

/** For each recipe the run that is furthest: a recipe that is trained already is found again, and not trained twice. */
export function findRuns(recipes: readonly Recipe[], { runs, engine }: Pick<LabState, "runs" | "engine">): FoundRuns {
  const best = new Map<string, Run>();
  for (const run of runs.values()) {
    if (rankOf(run) === 0 || !wouldRepeat(run, engine)) continue;
    const known = best.get(run.recipeHash);
    if (!known || rankOf(run) > rankOf(known)) best.set(run.recipeHash, run);
  }
  const found = recipes.map((recipe) => best.get(recipeHash(recipe)));
  const those = (rank: number) => found.filter((run): run is Run => run !== undefined && rankOf(run) === rank);
  return {
    finished: those(3),
    underWay: those(2),
    canContinue: those(1),
    missing: recipes.filter((_, at) => !found[at]),
  };
}

function rankOf(run: Run): 0 | 1 | 2 | 3 {
  if (run.status === "finished") return run.last.test ? 3 : 0;
  if (isUnderWay(run.status)) return 2;
  return canContinue(run) ? 1 : 0;
}
