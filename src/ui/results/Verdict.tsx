// What the comparison says so far, and how little one seed proves.
import type { LabState } from "../../lab/state.ts";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { caveatWords, latestComparison, verdictWords } from "./verdict.ts";

const comparisonNow = ({ runs }: LabState) => latestComparison(runs);

export function Verdict() {
  const comparison = useLabStateEvery(1000, comparisonNow);
  if (!comparison) return null;
  return (
    <p className="verdict">
      <b>{comparison.epoch < comparison.epochs ? "So far: " : "Measured: "}</b>
      {verdictWords(comparison)} <span className="soft">{caveatWords(comparison)}</span>
    </p>
  );
}
