// What the comparison says so far, and how little one seed proves.
import { lazy, Suspense } from "react";
import { useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { comparisonsNow } from "./comparisonsNow.ts";
import { caveatWords, verdictWords } from "./verdict.ts";

/** A script of its own, with the statistics. */
const PairedVerdict = lazy(() => import("./PairedVerdict.tsx"));

export function Verdict() {
  const comparisons = useLabStateEvery(1000, comparisonsNow);
  const shown = useLabState(({ experiment }) => experiment.recipe);
  const [first] = comparisons;
  if (!first) return <p className="verdict" />;
  return (
    <p className="verdict">
      <b>{comparisons.some(({ goesOn }) => goesOn) ? "So far: " : "Measured: "}</b>
      {verdictWords(comparisons, shown).join(" ")} <span className="soft">{caveatWords(first)}</span>
      {comparisons.some(({ pairs }) => pairs.length > 1) && (
        <Suspense>
          {" "}
          <PairedVerdict comparisons={comparisons} />
        </Suspense>
      )}
    </p>
  );
}
