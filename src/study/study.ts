// A study: a question, a base recipe, the factors that are varied, and the seeds. Its arms and runs follow from it.
import { changedRecipe } from "../recipe/change.ts";
import { armId } from "../recipe/hash.ts";
import { RecipeError, type RecipeFault } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { RECIPE } from "../recipe/settings.ts";
import { familyOf } from "../networks/families.ts";
import { valueAt } from "../settings/problem.ts";
import { leavesOf, nested, type Leaf } from "../settings/leaves.ts";
import { matched, type Match } from "./match.ts";
import { grouped } from "./order.ts";

export const STUDY_VERSION = 1;
export const MOST_ARMS = 256;
/** A class of 30 that takes ten each has 300, as far as there is room for their runs. */
export const MOST_SEEDS = 500;
/** Points of accuracy. */
export const MOST_MARGIN = 100;
/** Of a study that the page shows: it looks them all up again each second while they train. */
export const MOST_RUNS_SHOWN = 2000;

/** A setting of the recipe, and the values that are tried. */
export interface Factor {
  /** The setting's name in links: "segments", "between", "data.kappa". */
  readonly setting: string;
  /** At least one, each as a recipe has it. */
  readonly values: readonly FactorValue[];
}
export type FactorValue = number | string | boolean | readonly number[];

export interface Study {
  readonly name: string;
  /** What it is to find out. */
  readonly question: string;
  /** What all arms share. Its seed is ignored. */
  readonly base: Recipe;
  /** The first is the axis of the chart; the last is what is compared, against its first value. */
  readonly factors: readonly Factor[];
  readonly seeds: readonly number[];
  /** What every arm costs as much of as the base; without it, the arms are as the factors say. */
  readonly match?: Match;
  /** The setting of a factor whose value each arm chooses for itself, by validation accuracy (tuning.ts). */
  readonly tuned?: string;
  /** Points of accuracy that make no practical difference. */
  readonly margin: number;
}

/** One combination of the factors' values. */
export interface StudyArm {
  /** The base with these values. */
  readonly recipe: Recipe;
  /** In the order of the factors. */
  readonly values: readonly FactorValue[];
  /** The recipe's hash without the seed. */
  readonly id: string;
  /** What it costs over the base's cost, less 1; null where nothing is matched. */
  readonly mismatch: number | null;
}

/** A combination that is not trained, and why. */
export interface LeftOut {
  readonly values: readonly FactorValue[];
  readonly why:
    | { readonly kind: "fault"; readonly fault: RecipeFault }
    /** Matched, it is the very network of the combination before it with these values. */
    | { readonly kind: "same"; readonly as: readonly FactorValue[] }
    /** The match decides this factor's value itself. */
    | { readonly kind: "sized"; readonly factor: Factor };
}

export interface Arms {
  readonly arms: readonly StudyArm[];
  readonly leftOut: readonly LeftOut[];
}

const armsBefore = new WeakMap<Study, Arms>();

/**
 * All combinations of the factors' values, the last factor's changing fastest. What cannot be trained, or is another
 * already, is left out.
 */
export function armsOfStudy(study: Study): Arms {
  const known = armsBefore.get(study);
  if (known) return known;
  const arms: StudyArm[] = [];
  const leftOut: LeftOut[] = [];
  for (const values of combinations(study.factors)) {
    try {
      const { recipe, mismatch } = sizedFor(study, recipeOf(study, values));
      const id = armId(recipe);
      const twin = arms.find((arm) => arm.id === id);
      const sized = study.factors.find((factor, at) => isSized(factor, values[at], recipe));
      if (sized) leftOut.push({ values, why: { kind: "sized", factor: sized } });
      else if (twin) leftOut.push({ values, why: { kind: "same", as: twin.values } });
      else arms.push({ recipe, values, id, mismatch });
    } catch (error) {
      if (!(error instanceof RecipeError)) throw error;
      leftOut.push({ values, why: { kind: "fault", fault: error.fault } });
    }
  }
  const found = { arms, leftOut };
  armsBefore.set(study, found);
  return found;
}

/** Before any is left out. */
export function combinationCount({ factors }: Pick<Study, "factors">): number {
  return factors.reduce((product, { values }) => product * values.length, 1);
}

/** As many seeds as the page has room for. */
export function mostSeeds(study: Study): number {
  return Math.min(MOST_SEEDS, Math.floor(MOST_RUNS_SHOWN / combinationCount(study)));
}

/** Arms that differ in nothing but the last factor. */
export function armsByPoint(arms: readonly StudyArm[]): readonly (readonly StudyArm[])[] {
  return [...grouped(arms, ({ values }) => JSON.stringify(values.slice(0, -1))).values()];
}

/** All runs, seed by seed, so that a study stopped anywhere has nearly whole pairs. */
export function runsOfStudy(study: Study): readonly Recipe[] {
  const { arms } = armsOfStudy(study);
  return study.seeds.flatMap((seed) => arms.map(({ recipe }) => ({ ...recipe, seed })));
}

/** Whether two values of a factor are the same. */
export function isSameValue(one: FactorValue | undefined, other: FactorValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const leavesBefore = new WeakMap<Recipe, ReadonlyMap<string, Leaf>>();

/** The setting that a factor varies, in a recipe; undefined where it has none of that name. */
export function leafOf({ setting }: Factor, recipe: Recipe): Leaf | undefined {
  const known = leavesBefore.get(recipe) ?? new Map(leavesOf(RECIPE, recipe).map((leaf) => [leaf.link, leaf]));
  leavesBefore.set(recipe, known);
  return known.get(setting);
}

/** Whether an arm has another value than was asked for; points of the spectrum keep their place, and not their number. */
function isSized(factor: Factor, value: FactorValue | undefined, recipe: Recipe): boolean {
  const leaf = leafOf(factor, recipe);
  if (!leaf || leaf.field === familyOf(recipe.network).slider?.field) return false;
  return !isSameValue(valueAt(recipe, leaf.path) as FactorValue, value);
}

function sizedFor({ base, match }: Study, recipe: Recipe): Pick<StudyArm, "recipe" | "mismatch"> {
  return match ? matched(recipe, base, match) : { recipe, mismatch: null };
}

/** Throws RecipeError where the values do not fit together. */
function recipeOf({ base, factors }: Study, values: readonly FactorValue[]): Recipe {
  const wanted = factors.map((factor, at) => ({ factor, value: values[at] }));
  // What else there is to set depends on a chosen family, data set, optimizer or schedule.
  const isChoice = ({ factor }: (typeof wanted)[number]) => leafOf(factor, base)?.field.kind === "variant";
  const chosen = changed(base, wanted.filter(isChoice));
  const others = wanted.filter((each) => !isChoice(each));
  // At once: a width and the number of segments that divides it may each be unfit for what stood before. And twice: the
  // first time the family makes other options fit a changed width, the second time it is told again what is wanted.
  return changed(changed(chosen, others), others);
}

function changed(recipe: Recipe, wanted: readonly { factor: Factor; value: FactorValue | undefined }[]): Recipe {
  if (wanted.length === 0) return recipe;
  const values = wanted.map(({ factor, value }) => {
    const leaf = leafOf(factor, recipe);
    if (!leaf) throw unknown(factor.setting, recipe);
    return [leaf.path, value] as const;
  });
  return changedRecipe(recipe, nested(values));
}

function unknown(setting: string, recipe: Recipe): RecipeError {
  const keys = leavesOf(RECIPE, recipe).map(({ link }) => link);
  return new RecipeError({
    kind: "fields",
    problems: [{ path: ["factors", setting], value: setting, allowed: { kind: "no field", keys } }],
  });
}

function combinations(factors: readonly Factor[]): readonly (readonly FactorValue[])[] {
  return factors.reduce<readonly (readonly FactorValue[])[]>(
    (sofar, { values }) => sofar.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}
