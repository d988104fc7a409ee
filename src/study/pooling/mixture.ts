// What to know of a verdict over runs of several engines or versions, wherever it is told.
import { groupedByTerms, type RunOnTerms, type SharedTerms } from "./terms.ts";

/** Stands beside the verdict; empty where the same recipe gives the same bits in all runs. */
export function mixtureWords(runs: readonly RunOnTerms[]): string {
  const groups = groupedByTerms(runs, (run) => run);
  if (groups.length < 2) return "";
  const seeds = groups.flatMap(({ members }) => [...new Set(members.map(({ recipe }) => recipe.seed))]);
  const pairs =
    new Set(seeds).size === seeds.length
      ? "the two runs of a pair are always of one"
      : "the two runs of some pairs are not of one, so that their difference is not the arms’ alone";
  return `Mixed: the verdict is over runs of ${severalWords(groups)}. The same recipe gives other numbers on each; ${pairs}.`;
}

/** "2 engines (WebAssembly; a GPU) and 2 versions (0.3.0; 0.4.0)". */
function severalWords(groups: readonly SharedTerms[]): string {
  const engines = groups.map(({ terms: { adapter, threads } }) =>
    threads === undefined ? adapter : `${adapter}, ${threads} GPU threads`,
  );
  const versions = groups.map(({ terms }) => terms.version);
  const several = [...counted(engines, "engines"), ...counted(versions, "versions")];
  return several.join(" and ") || `${groups.length} sets of pictures`;
}

function counted(words: readonly string[], what: string): readonly string[] {
  const each = [...new Set(words)];
  return each.length < 2 ? [] : [`${each.length} ${what} (${each.join("; ")})`];
}
