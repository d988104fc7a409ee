// From the lab's runs to the data that the charts draw.
import type { CurveRun } from "../../charts/series.ts";
import { describeDataset } from "../../data/registry.ts";
import { drawnRuns } from "../../lab/drawn.ts";
import type { Lab } from "../../lab/lab.ts";
import { emptyHistory } from "../../lab/reduceRun.ts";
import { nameOf } from "../../lab/rows.ts";
import { isUnderWay, type LabState, type Run } from "../../lab/state.ts";
import { familyOf } from "../../networks/families.ts";
import { armId } from "../../recipe/hash.ts";
import type { DatasetRecipe } from "../../recipe/schema.ts";
import { markOf } from "../marks.ts";

/** The runs that are drawn, with the names that they have among all. */
export function curveRunsOf(state: Pick<LabState, "order" | "runs" | "histories" | "drawn">): readonly CurveRun[] {
  return drawnRuns(state)
    .ids.flatMap((id) => state.runs.get(id) ?? [])
    .map((run) => curveRunOf(state, run));
}

/** The same as the store has them at the moment; what was not read yet is read first. */
export async function latestCurveRuns(lab: Pick<Lab, "store" | "read">): Promise<readonly CurveRun[]> {
  await lab.read(drawnRuns(lab.store.getState()).ids);
  return curveRunsOf(lab.store.getState());
}

/** One run; `label` is the name beside its curve, by default the one that it has among all runs. */
export function curveRunOf(state: Pick<LabState, "order" | "runs" | "histories">, run: Run, label?: string): CurveRun {
  const { network, training } = run.recipe;
  const { evaluations, steps } = state.histories.get(run.id) ?? emptyHistory;
  return {
    id: run.id,
    armId: armId(run.recipe),
    seed: run.recipe.seed,
    mark: markOf(network, label ?? nameOf(state, run.id)),
    traits: familyOf(network).traits(network),
    epochs: training.epochs,
    totalSteps: run.started?.steps ?? null,
    isTraining: isUnderWay(run.status),
    evaluations,
    steps,
  };
}

/** The most classes among the runs' data sets; those of `fallback` where there is no run. */
export function mostClasses(runs: readonly Run[], fallback: DatasetRecipe["id"]): number {
  const ids = runs.length > 0 ? runs.map(({ recipe }) => recipe.dataset.id) : [fallback];
  return Math.max(...ids.map((id) => describeDataset(id).classNames.length));
}
