// What the comparison says so far, and how little one seed proves.
import { drawnRuns } from "../../lab/drawn.ts";
import type { LabState } from "../../lab/state.ts";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { caveatWords, latestComparisons, verdictWords } from "./verdict.ts";

const comparisonsNow = (state: LabState) => {
  const { runs, histories } = state;
  const shown = drawnRuns(state).ids.flatMap((id) => {
    const run = runs.get(id);
    const history = histories.get(id);
    return run && history ? [{ run, evaluations: history.evaluations }] : [];
  });
  return latestComparisons(shown, runs.values());
};

export function Verdict() {
  const comparisons = useLabStateEvery(1000, comparisonsNow);
  const [first] = comparisons;
  if (!first) return null;
  return (
    <p className="verdict">
      <b>{comparisons.some(({ goesOn }) => goesOn) ? "So far: " : "Measured: "}</b>
      {comparisons.map((comparison) => (
        <span key={comparison.withActivation}>{verdictWords(comparison)} </span>
      ))}
      <span className="soft">{caveatWords(first)}</span>
    </p>
  );
}
