// A pool in words, the same on the page and on the command line: its files, what is left out and why, and what it means.
import { armId } from "../../recipe/hash.ts";
import { placeWords, termsWords } from "../partingWords.ts";
import type { Contradiction, NamedResult, Pool, PoolGroup } from "./pool.ts";
import { fileFates, type FileFate, type PoolView } from "./poolView.ts";
import { armsOfStudy, type Study } from "../study.ts";
import { differingShared } from "./terms.ts";
import { armWords } from "../words.ts";

/** A file, as it was read: its result, or why it holds none, as a sentence. */
export type ReadFile = NamedResult | { readonly file: string; readonly why: string };

/** A file as the cells of a table. */
export interface FileCells {
  readonly file: string;
  readonly runs: number;
  readonly seeds: string;
  readonly version: string;
  readonly engine: string;
  readonly fate: string;
}

const NONE = "–";
/** Whoever has more contradictions has the same trouble with all of them. */
const MOST_TOLD = 3;

/** A line for each file, in their order; `pool` is the one that is shown. */
export function fileCells(files: readonly ReadFile[], pool: Pool, view: PoolView): readonly FileCells[] {
  const fates = fileFates(pool, view);
  return files.map((read): FileCells => {
    const { file } = read;
    if ("why" in read) return { file, runs: 0, seeds: NONE, version: NONE, engine: NONE, fate: `refused: ${read.why}` };
    const { study, runs } = read.result;
    const fate = fates.get(file);
    return {
      file,
      runs: runs.length,
      seeds: seedsWords(runs.map(({ recipe }) => recipe.seed)),
      version: distinctWords(runs.map(({ terms }) => terms.version)),
      engine: distinctWords(runs.map(({ terms }) => terms.adapter)),
      fate: fate ? fateWords(fate) : `refused: a result of another study, “${study.name}”`,
    };
  });
}

/** "version 0.3.0, WebAssembly": tells a group from the others. */
export function groupWords(own: PoolGroup, { groups }: Pool): string {
  const { terms } = own;
  const isOtherData = groups.some((group) => differingShared(own, group).includes("datasetChecksum"));
  return [
    `version ${terms.version}`,
    terms.adapter,
    ...(terms.threads === undefined ? [] : [`${terms.threads} GPU threads`]),
    ...(isOtherData ? [`pictures ${terms.datasetChecksum.slice(0, 8)}`] : []),
  ].join(", ");
}

/** What of a pool is not in what is shown, or not as one might think: sentences. */
export function poolRemarks(pool: Pool, view: PoolView): readonly string[] {
  const [shown] = view.groups;
  const hidden = pool.groups.filter((group) => !view.groups.includes(group));
  const repeated = view.runs.filter(({ files }) => files.length > 1).length;
  return [
    ...hidden.map((group) => {
      const differing = shown ? differingShared(shown, group) : [];
      return `Left out: ${runsWords(group.runs.length)} on ${groupWords(group, pool)}, which is ${termsWords(differing)}.`;
    }),
    ...displacedWords(view),
    ...contradictionWords(view.contradictions, view.result.study),
    ...(view.seedsLeftOut > 0
      ? [
          `Left out: ${view.seedsLeftOut} seeds, first those without runs and then the largest, because a study of so many ` +
            "arms has no room for more.",
        ]
      : []),
    ...(repeated > 0
      ? [
          `${runsWords(repeated)} of the same seeds ${repeated === 1 ? "is" : "are"} told alike by several files, and ` +
            "counted once. Other seeds would tell more: in a class, each sets a “First seed” of their own.",
        ]
      : []),
  ];
}

/** What mixing leaves out: a seed's runs are of one engine. */
function displacedWords({ groups, runs, result: { study } }: PoolView): readonly string[] {
  const [shown, seeds] = [new Set(runs), new Set(study.seeds)];
  const displaced = groups
    .flatMap((group) => group.runs)
    .filter((each) => seeds.has(each.run.recipe.seed) && !shown.has(each));
  if (displaced.length === 0) return [];
  const seedsTold = seedsWords(displaced.map(({ run }) => run.recipe.seed));
  return [
    `Left out: ${runsWords(displaced.length)}, because another engine has as many runs of their seeds (${seedsTold}) or more: ` +
      "a seed’s runs are of one engine.",
  ];
}

function fateWords(fate: FileFate): string {
  switch (fate.kind) {
    case "pooled": {
      const { brought, duplicates, contradicted, leftOut } = fate;
      const others = [
        ...(duplicates > 0 ? [`${duplicates} told by another file`] : []),
        ...(contradicted > 0 ? [`${contradicted} contradicted`] : []),
        ...(leftOut > 0 ? [`${leftOut} left out`] : []),
      ];
      return others.length === 0 ? "pooled" : [`${brought} pooled`, ...others].join(", ");
    }
    case "duplicate":
      return `duplicate of ${fate.of.join(" and ")}`;
    case "other terms":
      return `left out: ${termsWords(fate.differing)}`;
    case "seeds of another engine":
      return "left out: another engine has as many runs of its seeds, or more";
    case "no room":
      return "left out: no room for more seeds";
    case "no runs":
      return "no finished runs";
    default:
      return fate satisfies never;
  }
}

function contradictionWords(contradictions: readonly Contradiction[], study: Study): readonly string[] {
  const names = new Map(armsOfStudy(study).arms.map((arm) => [arm.id, armWords(arm, study)]));
  const more = contradictions.length - MOST_TOLD;
  return [
    ...contradictions.slice(0, MOST_TOLD).map(({ recipe, between: [one, other], first, isBound }) => {
      const { told, found } = first;
      const place = `${names.get(armId(recipe)) ?? ""}, seed ${recipe.seed}`;
      const numbers =
        Number.isNaN(told) || Number.isNaN(found)
          ? "only one of them has a number there"
          : `${told.toPrecision(9)} and ${found.toPrecision(9)}`;
      const reason = isBound ? "one of them is not what it says" : "two machines may differ in this engine’s last bits";
      return `${one} and ${other} contradict each other on ${place}, ${placeWords(first)}: ${numbers}. Neither is taken: ${reason}.`;
    }),
    ...(more > 0 ? [`${runsWords(more)} more ${more === 1 ? "is" : "are"} contradicted likewise.`] : []),
  ];
}

/** "1 to 3, 11". */
export function seedsWords(seeds: readonly number[]): string {
  const sorted = [...new Set(seeds)].toSorted((a, b) => a - b);
  const ranges: { readonly from: number; to: number }[] = [];
  for (const seed of sorted) {
    const last = ranges.at(-1);
    if (last && seed === last.to + 1) last.to = seed;
    else ranges.push({ from: seed, to: seed });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(", ") || NONE;
}

const runsWords = (runs: number): string => (runs === 1 ? "1 run" : `${runs} runs`);

const distinctWords = (words: readonly string[]): string => [...new Set(words)].join("; ") || NONE;
