// Which runs are listed, in which order, under which heads. Pure; its state is in the address, under names that begin with
// "runs.".
import { armId } from "../../../recipe/hash.ts";
import { networkName } from "../../../recipe/differences.ts";
import type { Shown } from "../../../lab/views.ts";
import type { Run } from "../../../lab/state.ts";
import { fieldOf, USUAL_COLUMNS, type FieldValue, type RunField } from "./fields.ts";
import { passes, readFilter, type Term } from "./filter.ts";

export interface Listing {
  readonly sort: { readonly field: string; readonly isDescending: boolean } | null;
  /** "arm", "press", or a field. */
  readonly group: string | null;
  readonly columns: readonly string[];
  readonly filter: string;
  readonly terms: readonly Term[];
  readonly faults: readonly string[];
  /** Keys of groups that are folded. */
  readonly folded: ReadonlySet<string>;
}

export const LISTING = {
  sort: "runs.sort",
  group: "runs.group",
  columns: "runs.columns",
  filter: "runs.filter",
  folded: "runs.folded",
} as const;

/** What cannot be understood is as if it were not there. */
export function readListing(shown: Shown): Listing {
  const sort = shown[LISTING.sort] ?? "";
  const field = sort.replace(/^-/, "");
  const group = shown[LISTING.group] ?? null;
  const columns = (shown[LISTING.columns] ?? "").split(",").filter((id) => fieldOf(id));
  const filter = shown[LISTING.filter] ?? "";
  return {
    sort: field === "name" || fieldOf(field) ? { field, isDescending: sort.startsWith("-") } : null,
    group: group !== null && groupTitle(group) !== null ? group : null,
    columns: columns.length > 0 ? columns : USUAL_COLUMNS,
    filter,
    ...readFilter(filter),
    folded: new Set((shown[LISTING.folded] ?? "").split(",").filter((key) => key !== "")),
  };
}

/** The next sort when a head is pressed: descending, ascending, as begun. */
export function nextSort({ sort }: Listing, field: string): string | null {
  if (sort?.field !== field) return `-${field}`;
  return sort.isDescending ? field : null;
}

/** "Arm", "Press on Train", or the field's; null where there is no such group. */
export function groupTitle(group: string): string | null {
  if (group === "arm") return "Arm";
  if (group === "press") return "Press on “Train”";
  return fieldOf(group)?.title ?? null;
}

export type ListItem =
  | { readonly kind: "run"; readonly id: string }
  | { readonly kind: "group"; readonly id: string; readonly group: RunGroup };

export interface RunGroup {
  readonly key: string;
  readonly title: string;
  readonly ids: readonly string[];
  readonly isFolded: boolean;
  /** Of the finished runs, each recipe once, in [0, 1]; null without any. */
  readonly test: { readonly runs: number; readonly mean: number; readonly least: number; readonly most: number } | null;
}

interface Listed {
  readonly order: readonly string[];
  readonly runs: ReadonlyMap<string, Run>;
  readonly names: ReadonlyMap<string, string>;
}

/** The rows from the top: runs, and heads of groups where they are grouped. */
export function listItems({ order, runs, names }: Listed, listing: Listing): readonly ListItem[] {
  const { terms, sort, group, folded } = listing;
  if (terms.length === 0 && !sort && group === null) return order.map((id) => ({ kind: "run", id }));
  const found = order.flatMap((id) => runs.get(id) ?? []);
  const nameOf = (run: Run): string => names.get(run.id) ?? "";
  const passing = terms.length === 0 ? found : found.filter((run) => passes(terms, run, nameOf(run)));
  const sorted = sort ? sortedRuns(passing, sort.isDescending, valueBy(fieldOf(sort.field), nameOf)) : passing;
  if (group === null) return sorted.map(({ id }) => ({ kind: "run", id }));
  return groupsOf(sorted, group, folded).flatMap((each): readonly ListItem[] => {
    const head = { kind: "group", id: `group ${each.key}`, group: each } as const;
    return each.isFolded ? [head] : [head, ...each.ids.map((id) => ({ kind: "run", id }) as const)];
  });
}

function valueBy(field: RunField | undefined, nameOf: (run: Run) => string): (run: Run) => FieldValue {
  return field ? (run) => field.value(run) : nameOf;
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Runs without a value come last, whichever way is up; equal ones stay in their order. */
function sortedRuns(runs: readonly Run[], isDescending: boolean, valueOf: (run: Run) => FieldValue): readonly Run[] {
  const valued = runs.map((run) => ({ run, value: valueOf(run) }));
  const sign = isDescending ? -1 : 1;
  valued.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    if (typeof a.value === "number" && typeof b.value === "number") return sign * (a.value - b.value);
    return sign * COLLATOR.compare(String(a.value), String(b.value));
  });
  return valued.map(({ run }) => run);
}

/** In the order of their first runs. */
function groupsOf(runs: readonly Run[], group: string, folded: ReadonlySet<string>): readonly RunGroup[] {
  const byKey = new Map<string, Run[]>();
  for (const run of runs) {
    const key = groupKey(run, group);
    const own = byKey.get(key);
    if (own) own.push(run);
    else byKey.set(key, [run]);
  }
  return [...byKey].map(([key, own]) => ({
    key,
    title: titleOf(own, group, key),
    ids: own.map(({ id }) => id),
    isFolded: folded.has(key),
    test: testOf(own),
  }));
}

/** Short enough for an address, without a comma. */
function groupKey(run: Run, group: string): string {
  if (group === "arm") return armId(run.recipe).slice(0, 8);
  if (group === "press") return run.pressId;
  return String(fieldOf(group)?.value(run) ?? "none").replaceAll(",", " ");
}

function titleOf(runs: readonly Run[], group: string, key: string): string {
  const [first] = runs;
  if (!first) return key;
  // What the arm is, whatever its runs are called.
  if (group === "arm") return networkName(first.recipe.network);
  if (group === "press") return [...new Set(runs.map(({ recipe }) => networkName(recipe.network)))].join("; ");
  return `${groupTitle(group) ?? group}: ${key}`;
}

function testOf(runs: readonly Run[]): RunGroup["test"] {
  // A run that repeats another is the same again, and counts once.
  const tested = runs.flatMap(({ recipeHash, last }) => (last.test ? [[recipeHash, last.test.accuracy] as const] : []));
  const accuracies = [...new Map(tested).values()];
  if (accuracies.length === 0) return null;
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  return { runs: accuracies.length, mean, least: Math.min(...accuracies), most: Math.max(...accuracies) };
}
