// From runs to what the charts draw of them.
import type { CurveRun } from "../../charts/series.ts";
import { emptyHistory } from "../../lab/reduceRun.ts";
import { isUnderWay, type History, type Run } from "../../lab/state.ts";
import { describeDataset } from "../../data/registry.ts";
import { familyOf } from "../../networks/families.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { markOf } from "../marks.ts";

/** Of a run whose history is not loaded yet, there is nothing to draw. */
export function curveRunOf(run: Run, name: string, history: History = emptyHistory): CurveRun {
  const { id, recipe, started, status } = run;
  const { evaluations, steps } = history;
  return {
    id,
    mark: markOf(recipe.network, name),
    traits: familyOf(recipe.network).traits(recipe.network),
    epochs: recipe.training.epochs,
    totalSteps: started?.steps ?? null,
    isTraining: isUnderWay(status),
    evaluations,
    steps,
  };
}

/** The most classes among the runs' data sets; those of `fallback` where there is no run. */
export function mostClasses(runs: readonly Run[], fallback: Recipe["dataset"]["id"]): number {
  const ids = runs.length > 0 ? runs.map(({ recipe }) => recipe.dataset.id) : [fallback];
  return Math.max(...ids.map((id) => describeDataset(id).classNames.length));
}
