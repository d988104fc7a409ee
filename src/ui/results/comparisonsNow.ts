// The comparisons of the runs that are drawn.
import { drawnRuns } from "../../lab/drawn.ts";
import type { LabState } from "../../lab/state.ts";
import type { EvaluationSplit } from "../../run/events.ts";
import { latestComparisons, type Comparison } from "./comparisons.ts";

export function comparisonsNow(state: LabState): readonly Comparison[] {
  const { runs, histories } = state;
  const shown = drawnRuns(state).ids.flatMap((id) => {
    const run = runs.get(id);
    const history = histories.get(id);
    return run && history ? [{ run, evaluations: history.evaluations }] : [];
  });
  return latestComparisons(shown, runs.values());
}

/** What the sentence below the charts is about, so that the table can mark it; null where there is no sentence. */
export function comparedSplit(state: LabState): EvaluationSplit | null {
  return comparisonsNow(state)[0]?.split ?? null;
}
