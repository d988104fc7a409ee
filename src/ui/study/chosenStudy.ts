// Which study is open, as its address says: "study.ready=figure10&study.seeds=5", or one's own:
// "study.ready=own&study.factors=segments:1,3,24;between:none,relu".
import type { Shown } from "../../lab/views.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { caveatsOf, READY_STUDIES, readyIds, type ReadyId, type ReadyStudy } from "../../study/ready.ts";
import { MOST_SEEDS, type Study } from "../../study/study.ts";
import { firstFactors, readFactors } from "./factorsText.ts";

export const STUDY = { ready: "study.ready", seeds: "study.seeds", factors: "study.factors" } as const;

/** A ready study, or the person's own. */
export type StudyId = ReadyId | "own";

export interface ChosenStudy extends Omit<ReadyStudy, "paper"> {
  readonly id: StudyId;
  /** Null of one's own. */
  readonly paper: string | null;
  /** What of the address could not be understood, in sentences. */
  readonly faults: readonly string[];
}

const OWN_SEEDS = 3;

/** What cannot be understood is as if it were not there. `recipe` is the bench's. */
export function chosenStudy(shown: Shown, recipe: Recipe): ChosenStudy {
  if (shown[STUDY.ready] === "own") return ownStudy(shown, recipe);
  const id = readyIds.find((each) => each === shown[STUDY.ready]) ?? "spectrum";
  const ready: ReadyStudy = READY_STUDIES[id];
  return { ...ready, id, study: withSeeds(ready.study, shown), faults: [] };
}

function ownStudy(shown: Shown, recipe: Recipe): ChosenStudy {
  const text = shown[STUDY.factors];
  const { factors, faults } =
    text === undefined ? { factors: firstFactors(recipe), faults: [] } : readFactors(text, recipe);
  const study: Study = {
    name: "A study of your own",
    question: "What matters, and how much?",
    base: recipe,
    factors,
    seeds: Array.from({ length: OWN_SEEDS }, (_, at) => at + 1),
    margin: 1,
  };
  return {
    id: "own",
    study: withSeeds(study, shown),
    paper: null,
    caveats: caveatsOf(study),
    faults,
  };
}

function withSeeds(study: Study, shown: Shown): Study {
  const seeds = Number(shown[STUDY.seeds]);
  const isNumber = Number.isInteger(seeds) && seeds >= 1 && seeds <= MOST_SEEDS;
  if (!isNumber || seeds === study.seeds.length) return study;
  return { ...study, seeds: Array.from({ length: seeds }, (_, at) => at + 1) };
}
