// What of a pool is shown: one group of runs, or several engines' mixed because somebody wants that; and what became of each
// file in it.
import { armId, canonicalJson } from "../../recipe/hash.ts";
import { inOrder } from "../order.ts";
import type { Contradiction, NamedResult, Pool, PooledRun, PoolGroup } from "./pool.ts";
import type { StudyResult, Terms } from "../result.ts";
import { differingShared, sharedTerms } from "./terms.ts";
import { armsOfStudy, mostSeeds, type Study } from "../study.ts";

export interface PoolView {
  readonly result: StudyResult;
  readonly groups: readonly PoolGroup[];
  readonly runs: readonly PooledRun[];
  readonly contradictions: readonly Contradiction[];
  /** How many seeds are left out because a study has no room for more. */
  readonly seedsLeftOut: number;
}

/** What became of a file in what is shown of its pool. */
export type FileFate =
  | {
      readonly kind: "pooled";
      /** How many of its runs no file before it tells. */
      readonly brought: number;
      readonly duplicates: number;
      readonly contradicted: number;
      /** How many of its runs are in another group, or have no room. */
      readonly leftOut: number;
    }
  /** Other files, before it by name, tell all of its runs. */
  | { readonly kind: "duplicate"; readonly of: readonly string[] }
  /** None of its runs is shown, because of what their terms differ in. */
  | { readonly kind: "other terms"; readonly differing: readonly (keyof Terms)[] }
  /** Mixed, none is, because another engine tells more runs of their seeds, or as many. */
  | { readonly kind: "seeds of another engine" }
  /** None is, because the study has no room for more seeds. */
  | { readonly kind: "no room" }
  | { readonly kind: "no runs" };

/** Other groups of the same pictures and program, whose runs may be mixed with this one's when somebody wants it. */
export function mixable({ groups }: Pool, chosen: PoolGroup): readonly PoolGroup[] {
  return groups.filter((group) => {
    const differing = differingShared(chosen, group);
    return group !== chosen && !differing.includes("version") && !differing.includes("datasetChecksum");
  });
}

/** One group; mixed, also those of other engines, where each seed's runs are of one group: no pair is of two engines. */
export function viewOfPool(pool: Pool, group: PoolGroup, isMixed = false): PoolView {
  const others = isMixed ? mixable(pool, group) : [];
  const groups = pool.groups.filter((each) => each === group || others.includes(each));
  const contradictions = groups.flatMap((each) => each.contradictions);
  const telling = new Set([...groups.flatMap(({ runs }) => runs), ...contradictions].flatMap(({ files }) => files));
  const files = pool.files.filter(({ file }) => telling.has(file));
  const trained = new Set(groups.flatMap((each) => each.runs).map(({ run }) => run.recipe.seed));
  const { study, seedsLeftOut } = pooledStudy(
    files.map(({ result }) => result.study),
    trained,
  );
  const places = new Map(armsOfStudy(study).arms.map(({ id }, at) => [id, at]));
  const placeOf = ({ run }: PooledRun) => places.get(armId(run.recipe)) ?? places.size;
  const runs = study.seeds.flatMap((seed) => runsOfSeed(groups, seed).toSorted((a, b) => placeOf(a) - placeOf(b)));
  // A guess is one person's, made before that person's first run.
  const result = { study, guess: null, runs: runs.map(({ run }) => run) };
  return { result, groups, runs, contradictions, seedsLeftOut };
}

/** What became of each file of a pool. */
export function fileFates({ files }: Pool, view: PoolView): ReadonlyMap<string, FileFate> {
  return new Map(files.map((named) => [named.file, fateOf(named, view)]));
}

function fateOf({ file, result }: NamedResult, view: PoolView): FileFate {
  const { runs, contradictions, groups } = view;
  const told = runs.filter(({ files }) => files.includes(file));
  const brought = told.filter(({ files }) => files[0] === file).length;
  const contradicted = contradictions.filter(({ files }) => files.includes(file)).length;
  const [first] = result.runs;
  if (!first) return { kind: "no runs" };
  if (told.length + contradicted === 0) {
    const [shown] = groups;
    if (shown && !groups.some((group) => group.runs.some(({ files }) => files.includes(file))))
      return { kind: "other terms", differing: differingShared(shown, sharedTerms(first)) };
    const hasRoom = result.runs.some(({ recipe }) => view.result.study.seeds.includes(recipe.seed));
    return { kind: hasRoom ? "seeds of another engine" : "no room" };
  }
  const leftOut = result.runs.length - told.length - contradicted;
  if (brought + contradicted + leftOut === 0)
    return { kind: "duplicate", of: [...new Set(told.flatMap(({ files }) => files[0] ?? []))] };
  return { kind: "pooled", brought, duplicates: told.length - brought, contradicted, leftOut };
}

/** With the seeds of all, as many as a study may have: first those that have runs, from the smallest on. */
function pooledStudy(
  studies: readonly Study[],
  trained: ReadonlySet<number>,
): { readonly study: Study; readonly seedsLeftOut: number } {
  const [study] = inOrder(studies, (each) => canonicalJson({ ...each, seeds: [] }));
  if (!study) throw new Error("A pool has no files.");
  const all = [...new Set(studies.flatMap((each) => each.seeds))];
  const seeds = all.toSorted((a, b) => Number(trained.has(b)) - Number(trained.has(a)) || a - b);
  const room = mostSeeds(study);
  const kept = seeds.slice(0, room).toSorted((a, b) => a - b);
  return { study: { ...study, seeds: kept }, seedsLeftOut: Math.max(0, seeds.length - room) };
}

/** Of the group that has most runs of the seed; of the first of several. */
function runsOfSeed(groups: readonly PoolGroup[], seed: number): readonly PooledRun[] {
  const ofSeed = groups.map(({ runs }) => runs.filter(({ run }) => run.recipe.seed === seed));
  return ofSeed.reduce((most, each) => (each.length > most.length ? each : most));
}
