// What the comparison says so far: what all seeds say first, where there are several, and how little one seed proves.
import { lazy, Suspense } from "react";
import { linearModelAccuracy } from "../../lab/selectors.ts";
import { datasetKey } from "../../lab/state.ts";
import { useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { comparisonsNow } from "./comparisonsNow.ts";
import { caveatWords, floorWords, leadWords, oneByOne, verdictWords } from "./verdict.ts";

/** A script of its own, with the statistics. */
const PairedVerdict = lazy(() => import("./PairedVerdict.tsx"));

export function Verdict() {
  const comparisons = useLabStateEvery(1000, comparisonsNow);
  const shown = useLabState(({ experiment }) => experiment.recipe);
  const [first] = comparisons;
  const linear = useLabState((state) =>
    first ? linearModelAccuracy(state, datasetKey(first.base.recipe.dataset), first.split) : null,
  );
  if (!first) return <p className="verdict" />;
  const floor = floorWords(comparisons, linear);
  const single = oneByOne(comparisons);
  return (
    <p className="verdict">
      {comparisons.some(({ pairs }) => pairs.length > 1) && (
        <Suspense>
          <PairedVerdict comparisons={comparisons} shown={shown} />{" "}
        </Suspense>
      )}
      {single.length > 0 && (
        <>
          <b>{leadWords(single)}</b>
          <span className="verdict-measured">{verdictWords(single, shown).join(" ")}</span>{" "}
        </>
      )}
      {floor !== null && `${floor} `}
      <span className="soft">{caveatWords(single)}</span>
    </p>
  );
}
