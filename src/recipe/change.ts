// A recipe with some of its fields changed.
import { familyOf, type Network } from "../networks/families.ts";
import { branchOf, isRecord, type Field, type Fields, type AnyVariant } from "../settings/field.ts";
import { nested } from "../settings/leaves.ts";
import type { Path } from "../settings/problem.ts";
import { checkRecipe, readRecipe } from "./parse.ts";
import type { Recipe } from "./schema.ts";
import { RECIPE } from "./settings.ts";

/** Some fields of a recipe, at any depth; what is left out stays. */
export type RecipeChange = PartsOf<Recipe>;
type PartsOf<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: PartsOf<T[K]> } : T;

/** One field's new value at its path. Whether it is allowed is checked where the change is made. */
export function changeAt(path: Path, value: unknown): RecipeChange {
  return nested([[path, value]]);
}

/**
 * The changed recipe, checked. A variant that changes its branch (another family, data set, optimizer or schedule) begins
 * with that branch's defaults, and a neighbouring setting that had the value suited to the old branch takes the value
 * suited to the new one. The network's family then makes its options fit each other. Throws RecipeError.
 */
export function changedRecipe(recipe: Recipe, change: RecipeChange): Recipe {
  const changed = readRecipe(merged(RECIPE, recipe, change));
  return checkRecipe({ ...changed, network: settled(changed.network, recipe.network) });
}

function settled(changed: Network, before: Network): Network {
  return changed.family === before.family ? familyOf(changed).settle(changed, before) : changed;
}

function merged(field: Field, before: unknown, change: unknown): unknown {
  if (!isRecord(change) || !isRecord(before)) return change;
  switch (field.kind) {
    case "group":
      return mergedFields(field.fields, before, change);
    case "variant": {
      const isOfAnotherBranch = Object.hasOwn(change, field.tag) && change[field.tag] !== before[field.tag];
      return isOfAnotherBranch ? change : mergedFields(branchOf(field, before)?.fields ?? {}, before, change);
    }
    default:
      return change;
  }
}

type Values = Readonly<Record<string, unknown>>;

function mergedFields(fields: Fields, before: Values, change: Values): Values {
  const result: Record<string, unknown> = { ...before, ...change };
  for (const [key, field] of Object.entries(fields)) {
    if (!Object.hasOwn(change, key)) continue;
    result[key] = merged(field, before[key], change[key]);
    if (field.kind === "variant") Object.assign(result, suited(field, key, before, change));
  }
  return result;
}

/** A variant's neighbours that had the value suited to its old branch, with the value suited to the new one. */
function suited(field: AnyVariant, key: string, before: Values, change: Values): Values {
  const old = branchOf(field, before[key])?.suits ?? {};
  const next = Object.entries(branchOf(field, change[key])?.suits ?? {});
  return Object.fromEntries(next.filter(([name]) => before[name] === old[name] && !Object.hasOwn(change, name)));
}
