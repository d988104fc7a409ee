// Which study is open, as its address says: "study.ready=figure10&study.seeds=5&study.first=11", or one's own:
// "study.ready=own&study.factors=segments:1,3,24;between:none,relu".
import type { Shown } from "../../lab/views.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { LONGEST_TEXT } from "../../study/file.ts";
import { MATCHES } from "../../study/match.ts";
import { caveatsOf, READY_STUDIES, readyIds, type ReadyId, type ReadyStudy } from "../../study/ready.ts";
import { RECIPE } from "../../recipe/settings.ts";
import {
  combinationCount,
  MOST_MARGIN,
  MOST_RUNS_SHOWN,
  MOST_SEEDS,
  mostSeeds,
  type Factor,
  type Study,
} from "../../study/study.ts";
import { firstFactors, readFactors } from "./factorsText.ts";

/** What of an address decides the study. */
const ASKED = {
  ready: "study.ready",
  seeds: "study.seeds",
  first: "study.first",
  factors: "study.factors",
  match: "study.match",
  tuned: "study.tuned",
  margin: "study.margin",
  name: "study.name",
  question: "study.question",
} as const;

/** With how it is looked at. */
export const STUDY = {
  ...ASKED,
  measure: "study.measure",
  cost: "study.cost",
  spent: "study.x",
  curves: "study.curves",
} as const;

const { ready: _, first: __, ...OF_ONE } = ASKED;
/** What is of one study and not of another; another seed to begin with stays a pupil's own. */
export const ANOTHER = Object.fromEntries(Object.values(OF_ONE).map((name) => [name, null]));
export const OWN_NAME = "A study of your own";
export const OWN_QUESTION = "What matters, and how much?";

/** A ready study, or the person's own. */
export type StudyId = ReadyId | "own";

export interface ChosenStudy extends Omit<ReadyStudy, "paper"> {
  readonly id: StudyId;
  /** Null of one's own. */
  readonly paper: string | null;
  /** What of the address could not be understood, in sentences. */
  readonly faults: readonly string[];
}

/** Others that follow it are seeds, too. */
export const LARGEST_FIRST = RECIPE.fields.seed.max - MOST_SEEDS;

const OWN_SEEDS = 3;
const DECIDING: ReadonlySet<string> = new Set(Object.values(ASKED));

/** What of the address decides the study, and not only how it is looked at. */
export function studyAsked(shown: Shown): Shown {
  return Object.fromEntries(Object.entries(shown).filter(([name]) => DECIDING.has(name)));
}

/** What cannot be understood is as if it were not there. `recipe` is the bench's. */
export function chosenStudy(shown: Shown, recipe: Recipe): ChosenStudy {
  if (shown[STUDY.ready] === "own") return ownStudy(shown, recipe);
  const id = readyIds.find((each) => each === shown[STUDY.ready]) ?? "spectrum";
  const ready: ReadyStudy = READY_STUDIES[id];
  return { ...ready, id, ...asAsked(ready.study, shown) };
}

function ownStudy(shown: Shown, recipe: Recipe): ChosenStudy {
  const text = shown[STUDY.factors];
  const { factors, faults } =
    text === undefined ? { factors: firstFactors(recipe), faults: [] } : readFactors(text, recipe);
  const study: Study = {
    name: shown[STUDY.name]?.slice(0, LONGEST_TEXT) ?? OWN_NAME,
    question: shown[STUDY.question]?.slice(0, LONGEST_TEXT) ?? OWN_QUESTION,
    base: recipe,
    factors,
    seeds: seedsFrom(1, OWN_SEEDS),
    ...matchOf(shown),
    ...tunedOf(shown, factors),
    margin: 1,
  };
  const asked = asAsked(study, shown);
  return {
    id: "own",
    paper: null,
    caveats: caveatsOf(study),
    study: asked.study,
    faults: [...faults, ...asked.faults],
  };
}

/** What an address matches arms by; what is no match is none. */
function matchOf(shown: Shown): Pick<Study, "match"> {
  const match = MATCHES.find((each) => each === shown[STUDY.match]);
  return match ? { match } : {};
}

/** One of several factors; what is none is as if it were not there. */
function tunedOf(shown: Shown, factors: readonly Factor[]): Pick<Study, "tuned"> {
  const tuned = factors.length > 1 ? factors.find(({ setting }) => setting === shown[STUDY.tuned])?.setting : undefined;
  return tuned === undefined ? {} : { tuned };
}

/** With the margin and the seeds of the address. */
function asAsked(study: Study, shown: Shown): Pick<ChosenStudy, "study" | "faults"> {
  const margin = numberIn(shown[STUDY.margin], 0, MOST_MARGIN);
  return withSeeds(margin === null ? study : { ...study, margin }, shown);
}

/** As many seeds as the address asks for, or as there is room for, from the first that it names. */
function withSeeds(study: Study, shown: Shown): Pick<ChosenStudy, "study" | "faults"> {
  const wanted = wholeIn(shown[STUDY.seeds], 1, MOST_SEEDS) ?? study.seeds.length;
  const first = wholeIn(shown[STUDY.first], 0, LARGEST_FIRST) ?? 1;
  const seeds = Math.min(wanted, mostSeeds(study));
  const faults =
    seeds < wanted
      ? [
          `${combinationCount(study)} arms of ${wanted} seeds are more than ${MOST_RUNS_SHOWN} runs: ` +
            `the study is shown with ${seeds} seeds.`,
        ]
      : [];
  if (seeds === study.seeds.length && first === study.seeds[0]) return { study, faults };
  return { study: { ...study, seeds: seedsFrom(first, seeds) }, faults };
}

const seedsFrom = (first: number, length: number): readonly number[] => Array.from({ length }, (_, at) => first + at);

/** Null of what is none, or out of bounds. */
function numberIn(text: string | undefined, min: number, max: number): number | null {
  const value = text === undefined || text.trim() === "" ? NaN : Number(text);
  return value >= min && value <= max ? value + 0 : null;
}

function wholeIn(text: string | undefined, min: number, max: number): number | null {
  const value = numberIn(text, min, max);
  return Number.isInteger(value) ? value : null;
}
