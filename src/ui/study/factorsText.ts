// The factors of a study of one's own, in an address: "segments:1,3,24;between:none,relu". What is varied is the recipe of
// the bench.
import { splitAt } from "../../lab/link.ts";
import { LinkError, linkFaultWords, readValue, writeValue } from "../../lab/linkFields.ts";
import { familyOf } from "../../networks/families.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { RECIPE } from "../../recipe/settings.ts";
import { leavesOf, type Leaf } from "../../settings/leaves.ts";
import { MOST_ARMS, type Factor, type FactorValue } from "../../study/study.ts";

const BETWEEN_FACTORS = ";";
const BETWEEN_VALUES = ",";

export interface ReadFactors {
  readonly factors: readonly Factor[];
  /** What could not be understood, in sentences. */
  readonly faults: readonly string[];
}

/** The settings of a recipe that a study can vary. */
export function variableLeaves(recipe: Recipe): readonly Leaf[] {
  return leavesOf(RECIPE, recipe).filter(
    ({ field }) => field !== RECIPE.fields.version && field !== RECIPE.fields.seed && field.kind !== "variant",
  );
}

export function writeFactors(factors: readonly Factor[]): string {
  return factors.map(({ setting, values }) => `${setting}:${writeValues(values)}`).join(BETWEEN_FACTORS);
}

export function writeValues(values: readonly FactorValue[]): string {
  return values.map(writeValue).join(BETWEEN_VALUES);
}

/** Reads what `writeFactors` has written; what cannot be understood is left out, and said. */
export function readFactors(text: string, recipe: Recipe): ReadFactors {
  const leaves = variableLeaves(recipe);
  const factors: Factor[] = [];
  const faults: string[] = [];
  let arms = 1;
  for (const piece of text.split(BETWEEN_FACTORS).filter((each) => each.trim() !== "")) {
    const [setting, list] = splitAt(piece, ":");
    const leaf = leaves.find(({ link }) => link === setting);
    if (!leaf || factors.some((factor) => factor.setting === setting)) {
      faults.push(`“${setting}” cannot be varied here.`);
      continue;
    }
    const { values, fault } = readValues(list, leaf);
    if (fault !== null) faults.push(fault);
    else if (arms * values.length > MOST_ARMS) faults.push(`More than ${MOST_ARMS} arms are too many.`);
    else {
      factors.push({ setting, values });
      arms *= values.length;
    }
  }
  return { factors, faults };
}

/** The values in a text, "1, 3, 24", each once; or the sentence that says what is wrong with it. */
export function readValues(
  text: string,
  { link, field }: Leaf,
): { readonly values: readonly FactorValue[]; readonly fault: string | null } {
  const pieces = text
    .split(BETWEEN_VALUES)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  if (pieces.length === 0) return { values: [], fault: `${field.label}: at least one value is needed.` };
  try {
    // A setting's value has one of these types; whether it is allowed is checked with the arm's recipe.
    const values = pieces.map((piece) => readValue(link, field, piece) as FactorValue);
    const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
    return { values: [...distinct.values()], fault: null };
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    return { values: [], fault: `${field.label}: ${linkFaultWords(error.fault)}.` };
  }
}

/** What a new factor begins with: all there is to choose, or the value that the recipe has. */
export function usualValues({ field }: Leaf, recipe: Recipe, now: unknown): readonly FactorValue[] {
  const { slider, compared } = familyOf(recipe.network);
  if (slider && field === slider.field) return slider.stops(recipe.network);
  if (compared && field === compared.field) return ["none", "relu"];
  if (field.kind === "switch") return [false, true];
  if (field.kind === "choice") return field.options.map(({ value }) => value);
  return [now as FactorValue];
}

/** The factors of a study that nobody has changed: the whole spectrum, where there is one. */
export function firstFactors(recipe: Recipe): readonly Factor[] {
  const { slider, compared } = familyOf(recipe.network);
  return variableLeaves(recipe)
    .filter(({ field }) => field === slider?.field || field === compared?.field)
    .map((leaf) => ({ setting: leaf.link, values: usualValues(leaf, recipe, null) }));
}
