// The numbers of columns that stand side by side, row by row, with how each differs from the first column. Pure.
import { isRunRef, type Column } from "../../lab/columns.ts";
import type { Run } from "../../lab/state.ts";
import { networkCost } from "../../recipe/cost.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { leavesOf } from "../../settings/leaves.ts";
import { fewestToDecide } from "../../statistics/verdict.ts";
import { valueAt } from "../../settings/problem.ts";
import { plainWords } from "../../settings/words.ts";
import { count, duration, percent, percentWithError, plural, pointsBetween, short } from "../format.ts";

export interface NumberCell {
  readonly words: string;
  /** How it differs from the first column's, or what it is made of. */
  readonly note: string;
  /** Whether it is another than the first column's. */
  readonly differs: boolean;
}

export interface NumberRow {
  readonly title: string;
  /** What the numbers must not be taken for. */
  readonly caution?: string;
  readonly cells: readonly NumberCell[];
}

/** The settings that the columns do not share, in the order of the recipe. */
export function differingSettings(columns: readonly Column[]): readonly NumberRow[] {
  const areRuns = columns.every(({ ref }) => isRunRef(ref));
  const said = columns.map(({ recipe }) => settingsOf(recipe, areRuns));
  const titles = new Map(said.flatMap((own) => [...own].map(([key, { title }]) => [key, title])));
  return [...titles].flatMap(([key, title]) => {
    const words = said.map((own) => own.get(key)?.words ?? "–");
    if (new Set(words).size === 1) return [];
    return [{ title, cells: words.map((own) => ({ words: own, note: "", differs: own !== words[0] })) }];
  });
}

/** By path, since two branches may have settings of the same label. A seed belongs to a run, not to an arm. */
function settingsOf(
  recipe: Recipe,
  hasSeed: boolean,
): ReadonlyMap<string, { readonly title: string; readonly words: string }> {
  const leaves = leavesOf(RECIPE, recipe).filter(({ field }) => hasSeed || field !== RECIPE.fields.seed);
  return new Map(
    leaves.map((leaf) => [
      leaf.path.join("."),
      { title: leaf.field.label, words: plainWords(leaf.field, valueAt(recipe, leaf.path)) },
    ]),
  );
}

export function costRows(columns: readonly Column[]): readonly NumberRow[] {
  const costs = columns.map(({ recipe }) => networkCost(recipe));
  const row = (title: string, of: "parameters" | "multiplyAdds", words: (value: number) => string): NumberRow => ({
    title,
    cells: costs.map((cost) => timesCell(cost[of], costs[0]?.[of], words)),
  });
  return [row("Parameters", "parameters", count), row("Multiply-adds per image", "multiplyAdds", short)];
}

/** Accuracies by seed, and speeds. */
export function resultRows(columns: readonly Column[]): readonly NumberRow[] {
  const [first] = columns;
  const ended = columns.map(({ runs }) => runs.flatMap(({ finished }) => finished ?? []));
  const speeds = ended.map((own) => own.map(({ imagesPerSecond }) => imagesPerSecond));
  const times = ended.map((own) => own.map(({ elapsedMs }) => elapsedMs));
  return [
    { title: "Test accuracy", cells: columns.map((column) => testCell(column, first)) },
    { title: "Validation accuracy", cells: columns.map((column) => validationCell(column, first)) },
    // As it happened to be, so nothing is marked.
    { title: "Images per second", caution: MACHINE_TOO, cells: speeds.map((own) => meanCell(own, count)) },
    { title: "Time", caution: MACHINE_TOO, cells: times.map((own) => meanCell(own, duration)) },
  ];
}

const MACHINE_TOO = "with whatever else the machine did";

const NOTHING: NumberCell = { words: "–", note: "", differs: false };

/** A mean with its range; of a single run, that it is one. */
function meanCell(values: readonly number[], words: (value: number) => string): NumberCell {
  const own = mean(values);
  if (own === undefined) return NOTHING;
  const [least, most] = [words(Math.min(...values)), words(Math.max(...values))];
  const note = values.length === 1 ? "one run" : `mean of ${values.length} runs, ${least} to ${most}`;
  return { words: words(own), note, differs: false };
}

/** A number, and how many times the first column's it is. */
function timesCell(value: number | undefined, first: number | undefined, words: (value: number) => string): NumberCell {
  if (value === undefined) return NOTHING;
  const times = first === undefined || first === 0 ? 1 : value / first;
  const differs = first !== undefined && value !== first;
  return { words: words(value), note: differs ? `×\u202f${times.toPrecision(2)}` : "", differs };
}

/** The mean over the seeds, and the mean difference over the seeds that both columns have. */
function testCell(column: Column, first: Column | undefined): NumberCell {
  const tested = testBySeed(column.runs);
  const [only] = tested.values();
  if (!only) return { ...NOTHING, note: "not trained to the end yet" };
  const values = [...tested.values()].map(({ accuracy }) => accuracy);
  const words = values.length === 1 ? percentWithError(only.accuracy, only.accuracyError) : percent(mean(values) ?? 0);
  const spread = values.length === 1 ? "one seed" : `mean of ${plural(values.length, "seed")}, ${rangeWords(values)}`;
  if (!first || first === column) return { words, note: spread, differs: false };
  const others = testBySeed(first.runs);
  const pairs = [...tested].flatMap(([seed, { accuracy }]) => {
    const other = others.get(seed);
    return other ? [[accuracy, other.accuracy] as const] : [];
  });
  const [pair] = pairs;
  if (!pair) return { words, note: `${spread}; no seed in common`, differs: false };
  const isAlone = pairs.length === 1;
  const points = isAlone ? pointsBetween(...pair) : 100 * (mean(pairs.map(([own, other]) => own - other)) ?? 0);
  const on = isAlone ? "on one seed: may be chance" : pairedSeeds(pairs.length);
  const note = `${pointsWords(points)} ${on}${values.length === 1 ? "" : `; ${spread}`}`;
  return { words, note, differs: points !== 0 };
}

/** Means over the runs of a column, marked where the first column's is another. */
function validationCell(column: Column, first: Column | undefined): NumberCell {
  const own = validationOf(column);
  if (!own) return NOTHING;
  const { accuracy, least, most } = own;
  const after = `after ${least === most ? plural(most, "epoch") : `${least} to ${most} epochs`}`;
  const beside = first && first !== column ? validationOf(first) : null;
  const points = beside ? pointsBetween(accuracy, beside.accuracy) : 0;
  const note = points === 0 ? after : `${pointsWords(points)}; ${after}`;
  return { words: percent(accuracy), note, differs: points !== 0 };
}

function validationOf({ runs }: Column) {
  const evaluated = runs.flatMap(({ last }) => last.validation ?? []);
  const accuracy = mean(evaluated.map((each) => each.accuracy));
  if (accuracy === undefined) return null;
  const epochs = evaluated.map(({ epoch }) => epoch);
  return { accuracy, least: Math.min(...epochs), most: Math.max(...epochs) };
}

function pairedSeeds(pairs: number): string {
  const fewest = fewestToDecide();
  return `on ${pairs} paired seeds${pairs < fewest ? `: below ${fewest}, may be chance` : ""}`;
}

function pointsWords(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)} points`;
}

/** The last finished run of each seed. */
function testBySeed(runs: readonly Run[]): ReadonlyMap<number, NonNullable<Run["last"]["test"]>> {
  const tested = runs.flatMap((run) => (run.last.test ? [[run.recipe.seed, run.last.test] as const] : []));
  return new Map(tested);
}

function rangeWords(values: readonly number[]): string {
  const inPercent = (value: number) => (value * 100).toFixed(1);
  return `${inPercent(Math.min(...values))} to ${percent(Math.max(...values))}`;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
