// Which runs are on the same terms: those of which the same recipe gives the same bits.
import { canonicalJson } from "../../recipe/hash.ts";
import { differingTerms } from "../check.ts";
import type { ResultRun, Terms } from "../result.ts";

export type RunOnTerms = Pick<ResultRun, "recipe" | "terms">;

/** What runs have alike. They may be of several data sets: a study can vary them. */
export interface SharedTerms {
  /** Of one of the runs. */
  readonly terms: Terms;
  /** The checksum of the pictures of each data set, by what recipes say of it. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Groups in the order in which they begin. */
export function groupedByTerms<T>(
  list: readonly T[],
  runOf: (each: T) => RunOnTerms,
): readonly (SharedTerms & { readonly members: readonly T[] })[] {
  const groups: { readonly terms: Terms; readonly pictures: Map<string, string>; readonly members: T[] }[] = [];
  for (const each of list) {
    const own = sharedTerms(runOf(each));
    const same = groups.find((group) => differingShared(group, own).length === 0);
    if (same) {
      same.members.push(each);
      for (const [data, checksum] of own.pictures) same.pictures.set(data, checksum);
    } else groups.push({ ...own, members: [each] });
  }
  return groups;
}

/** Of one run. */
export function sharedTerms({ recipe, terms }: RunOnTerms) {
  return { terms, pictures: new Map([[canonicalJson(recipe.dataset), terms.datasetChecksum]]) } satisfies SharedTerms;
}

/** In what they differ; a data set that only one of them has is no difference. */
export function differingShared(one: SharedTerms, other: SharedTerms): readonly (keyof Terms)[] {
  const { datasetChecksum } = one.terms;
  const isOther = [...other.pictures].some(([data, checksum]) => (one.pictures.get(data) ?? checksum) !== checksum);
  return [
    ...differingTerms(one.terms, { ...other.terms, datasetChecksum }),
    ...(isOther ? (["datasetChecksum"] as const) : []),
  ];
}
