// The results of many people, pooled: those of one study together whatever its seeds, each run once, and in groups of which
// the same recipe gives the same bits. The order of the files decides nothing.
import { armId, canonicalJson } from "../../recipe/hash.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { compareNumbers, isSameEverywhere, type Parting } from "../check.ts";
import { studyId } from "../guess.ts";
import { grouped, inOrder } from "../order.ts";
import { numbersDigest, type ResultRun, type StudyResult } from "../result.ts";
import { groupedByTerms, type SharedTerms } from "./terms.ts";

export interface NamedResult {
  /** Its name; no two have the same. */
  readonly file: string;
  readonly result: StudyResult;
}

/** A run, once, however many files tell it. */
export interface PooledRun {
  readonly run: ResultRun;
  /** All that tell it, with the same numbers, by name. The first brought it, the others' are duplicates. */
  readonly files: readonly string[];
}

/** Files tell a run on the same terms with different numbers: none of them is taken. */
export interface Contradiction {
  readonly recipe: Recipe;
  /** All that tell the run. */
  readonly files: readonly string[];
  /** Two of them, and the first number in which they differ. */
  readonly between: readonly [string, string];
  readonly first: Parting;
  /** Whether the run has the same bits on every machine, so that one of the files must be wrong. */
  readonly isBound: boolean;
}

/** Runs of which the same recipe gives the same bits. */
export interface PoolGroup extends SharedTerms {
  readonly runs: readonly PooledRun[];
  readonly contradictions: readonly Contradiction[];
}

/** All results of one study. */
export interface Pool {
  readonly files: readonly NamedResult[];
  /** The one with most runs first. */
  readonly groups: readonly PoolGroup[];
}

/** A pool for each study that the files hold, the one of most files first. */
export function poolResults(files: readonly NamedResult[]): readonly Pool[] {
  const byStudy = grouped(
    inOrder(files, ({ file }) => file),
    ({ result }) => studyId(result.study),
  );
  const pools = inOrder([...byStudy], ([id]) => id).map(([, own]): Pool => ({ files: own, groups: groupsOf(own) }));
  return pools.toSorted((one, other) => other.files.length - one.files.length);
}

interface Told {
  readonly file: string;
  readonly run: ResultRun;
}

/** `files` are in the order of their names. */
function groupsOf(files: readonly NamedResult[]): readonly PoolGroup[] {
  const told = files.flatMap(({ file, result }) => result.runs.map((run): Told => ({ file, run })));
  const groups = groupedByTerms(told, ({ run }) => run);
  return inOrder(
    groups.map(({ members, ...shared }) => groupOf(members, shared)),
    ({ terms }) => canonicalJson(terms),
  ).toSorted((one, other) => other.runs.length - one.runs.length);
}

function groupOf(told: readonly Told[], shared: SharedTerms): PoolGroup {
  const ofAll = told.map(({ run }) => run.terms);
  const [terms = shared.terms] = inOrder(ofAll, canonicalJson);
  const byRun = grouped(told, ({ run }) => runKey(run));
  const keys = inOrder([...byRun.keys()], (key) => key);
  const each = keys.map((key) => pooled(byRun.get(key) ?? []));
  return {
    terms,
    pictures: shared.pictures,
    runs: each.filter((found) => "run" in found),
    contradictions: each.filter((found) => "between" in found),
  };
}

/** What files tell of one run. */
function pooled(told: readonly Told[]): PooledRun | Contradiction {
  const files = told.map(({ file }) => file);
  const [one, ...others] = told;
  if (!one) throw new Error("No file tells the run.");
  const digest = others.length > 0 ? numbersDigest(one.run.numbers) : "";
  const other = others.find(({ run }) => numbersDigest(run.numbers) !== digest);
  const check = other && compareNumbers(one.run.numbers, other.run.numbers);
  if (other && check?.kind === "parts") {
    const { recipe, terms } = one.run;
    const between = [one.file, other.file] as const;
    return { recipe, files, between, first: check.first, isBound: isSameEverywhere(terms) };
  }
  const [least = one] = inOrder(told, ({ run }) => runOrder(run));
  return { run: least.run, files };
}

/** Sorts runs by their seeds. */
const runKey = ({ recipe }: ResultRun): string => `${String(recipe.seed).padStart(10, "0")} ${armId(recipe)}`;

/** Which of several runs with the same numbers stands for them. */
const runOrder = ({ elapsedMs, terms }: ResultRun): string =>
  `${String(Math.round(elapsedMs)).padStart(16, "0")} ${canonicalJson(terms)}`;
