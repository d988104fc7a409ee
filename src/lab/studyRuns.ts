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
  /** Diverged, or failed with nothing to go on from: the latest of a recipe that has none of the others. */
  readonly failed: readonly Run[];
  /** Without any of these, in their order. */
  readonly missing: readonly Recipe[];
}

/** For each recipe the run that is furthest: a recipe that is trained already is found again, and not trained twice. */
export function findRuns(recipes: readonly Recipe[], { runs, engine }: Pick<LabState, "runs" | "engine">): FoundRuns {
  const best = new Map<string, { readonly run: Run; readonly kind: Kind }>();
  for (const run of runs.values()) {
    const kind = kindOf(run);
    if (kind === null || !wouldRepeat(run, engine)) continue;
    const known = best.get(run.recipeHash);
    if (!known || KINDS.indexOf(kind) >= KINDS.indexOf(known.kind)) best.set(run.recipeHash, { run, kind });
  }
  const found = recipes.map((recipe) => best.get(recipeHash(recipe)));
  const those = (kind: Kind) => found.flatMap((each) => (each?.kind === kind ? [each.run] : []));
  return {
    finished: those("finished"),
    underWay: those("underWay"),
    canContinue: those("canContinue"),
    failed: those("failed"),
    missing: recipes.filter((_, at) => !found[at]),
  };
}

/** How far a run is, from the least. */
const KINDS = ["failed", "canContinue", "underWay", "finished"] as const;
type Kind = (typeof KINDS)[number];

/** Null for a run that is as if it had not been. */
function kindOf(run: Run): Kind | null {
  if (run.status === "finished") return run.last.test ? "finished" : null;
  if (isUnderWay(run.status)) return "underWay";
  if (canContinue(run)) return "canContinue";
  return run.status === "failed" ? "failed" : null;
}
