// The identity of a recipe: the SHA-256 of its canonical JSON. Two recipes that ask for the same have
// the same hash, on every machine.
import { sha256 } from "../data/sha256.ts";
import type { Recipe } from "./schema.ts";

/** JSON with sorted keys and no spaces. Throws on what JSON cannot express exactly: NaN, the infinities and −0. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value) || Object.is(value, -0))
      throw new Error(
        `${Object.is(value, -0) ? "−0" : value} has no canonical form: a recipe holds finite numbers and plain 0.`,
      );
    return JSON.stringify(value);
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
  }
  throw new Error(`A value of type ${typeof value} has no canonical form.`);
}

/** 64 hexadecimal digits. */
export function recipeHash(recipe: Recipe): string {
  return sha256(new TextEncoder().encode(canonicalJson(identity(recipe))));
}

/** A field that was added later is left out while it has the earlier behaviour, so that old recipes keep their hash. */
function identity({ storage, evaluation, network, dataset, ...rest }: Recipe): object {
  // The family became a choice in version 2, the views of an evaluation in version 3.
  const version = network.family === "spectrum" ? 1 : 2;
  return {
    ...rest,
    version,
    network: without({ stem: 3 }, network),
    dataset: { ...dataset, settings: without({ copies: 2, noiseScale: "fixed" }, dataset.settings) },
    ...(storage !== "float32" && { storage }),
    ...(evaluation.views !== 1 && { evaluation }),
  };
}

/** The settings but for those that have the earlier value. */
function without(earlier: Readonly<Record<string, unknown>>, settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([key, value]) => value !== earlier[key]));
}

const sameArmBefore = new WeakMap<Recipe, WeakMap<Recipe, boolean>>();

/**
 * Whether two recipes differ in nothing but their seeds, as equal ids say too. To look for an arm among thousands of runs
 * takes a seventh of the time that their ids would take.
 */
export function isSameArm(one: Recipe, other: Recipe): boolean {
  let known = sameArmBefore.get(one);
  if (!known) sameArmBefore.set(one, (known = new WeakMap()));
  const before = known.get(other);
  if (before !== undefined) return before;
  const same = isSame({ ...one, seed: other.seed }, other);
  known.set(other, same);
  return same;
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => isSame(one[key], other[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

const armIdsBefore = new WeakMap<Recipe, string>();

/** Names what a recipe asks for apart from its seed: runs with the same one are repeats of one arm. */
export function armId(recipe: Recipe): string {
  const known = armIdsBefore.get(recipe);
  if (known !== undefined) return known;
  const id = recipeHash({ ...recipe, seed: 0 });
  armIdsBefore.set(recipe, id);
  return id;
}
