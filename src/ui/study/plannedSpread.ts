// The spread of pairs that a plan of seeds begins with: as it was observed, as near to the study as there are pairs. Pure.
import type { Run } from "../../lab/state.ts";
import { canonicalJson } from "../../recipe/hash.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { medianOf, summarise } from "../../statistics/pairs.ts";
import { pairSpread } from "../../study/words.ts";
import { measuredOf, outcomeOf } from "../../study/outcome.ts";
import { endedRuns } from "./endedRuns.ts";
import type { Study } from "../../study/study.ts";

export interface PlannedSpread {
  /** Standard deviation of the differences within pairs, in points of accuracy. */
  readonly points: number;
  readonly from: "study" | "kept" | "example";
}

/** The median spread in the result that comes with the page: ten comparisons of three pairs each, of the ready studies' recipe. */
export const EXAMPLE_SPREAD = 1.4;
/** Two pairs say next to nothing about their spread. */
const FEWEST_PAIRS = 3;

/**
 * That of the study's own comparisons; else that of kept runs which share all but network and seed with it; else the example's.
 * `finished` are the study's runs, `kept` all.
 */
export function plannedSpread(study: Study, finished: readonly Run[], kept: Iterable<Run>): PlannedSpread {
  const { comparisons } = outcomeOf(study, measuredOf(endedRuns(finished))).accuracy;
  const own = pairSpread(comparisons.filter(({ differences }) => differences.length >= FEWEST_PAIRS));
  if (own !== null) return { points: own, from: "study" };
  const near = spreadOfKept(study.base, kept);
  return near === null ? { points: EXAMPLE_SPREAD, from: "example" } : { points: near, from: "kept" };
}

/** The median over arms, each paired with the one of most seeds; null without three pairs. */
function spreadOfKept(base: Recipe, kept: Iterable<Run>): number | null {
  const wanted = trainingKey(base);
  const finished = [...kept].filter(({ status, recipe }) => status === "finished" && trainingKey(recipe) === wanted);
  const [reference, ...others] = [...measuredOf(endedRuns(finished)).values()].sort((a, b) => b.size - a.size);
  if (!reference) return null;
  const spreads = others
    .map((arm) =>
      [...arm].flatMap(([seed, { accuracy }]) => {
        const beside = reference.get(seed);
        return beside ? [100 * (accuracy - beside.accuracy)] : [];
      }),
    )
    .flatMap((differences) => (differences.length < FEWEST_PAIRS ? [] : [summarise(differences).spread]))
    .filter((spread) => spread > 0);
  return spreads.length === 0 ? null : medianOf(spreads);
}

const keysBefore = new WeakMap<Recipe, string>();

function trainingKey(recipe: Recipe): string {
  const known = keysBefore.get(recipe) ?? canonicalJson({ ...recipe, network: null, seed: 0 });
  keysBefore.set(recipe, known);
  return known;
}
