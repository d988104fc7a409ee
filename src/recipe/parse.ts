// Reads a recipe from any value. An error names the field, its value, and what is allowed.
import type { z } from "zod";
import { divisors } from "./divisors.ts";
import { jsonFault } from "./jsonFault.ts";
import { graphOf } from "./network.ts";
import { RECIPE_VERSION, recipeSchema, type Recipe } from "./schema.ts";

/** Every problem of a recipe, one sentence each. */
export class RecipeError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "RecipeError";
  }
}

/** Fills in defaults and checks; throws RecipeError. */
export function parseRecipe(input: unknown): Recipe {
  refuseNewer(input);
  const parsed = recipeSchema.safeParse(input);
  if (!parsed.success)
    throw new RecipeError([...new Set(parsed.error.issues.flatMap((issue) => describe(issue, input)))]);
  const problems = mismatches(parsed.data);
  if (problems.length > 0) throw new RecipeError(problems);
  try {
    graphOf(parsed.data);
  } catch (error) {
    throw new RecipeError([`network: ${error instanceof Error ? error.message : String(error)}.`]);
  }
  return parsed.data;
}

/** Reads JSON text; throws RecipeError, also where the text is not JSON. */
export function parseRecipeText(text: string): Recipe {
  const plain = text.replace(/^\uFEFF/, ""); // editors on Windows may put a byte order mark first
  let input: unknown;
  try {
    input = JSON.parse(plain);
  } catch (error) {
    throw new RecipeError([`The recipe is not JSON: ${jsonFault(plain) ?? String(error)}.`]);
  }
  return parseRecipe(input);
}

/** A newer recipe is refused for its version, whatever else in it is unknown. */
function refuseNewer(input: unknown): void {
  const version = valueAt(input, ["version"]);
  if (typeof version === "number" && version > RECIPE_VERSION) {
    throw new RecipeError([
      `version is ${version}: this recipe was made by a newer version of the lab, ` +
        `and this one reads version ${RECIPE_VERSION}; open it with a newer lab.`,
    ]);
  }
}

/** Fields that are allowed individually, but not together. */
function mismatches({ network, training }: Recipe): readonly string[] {
  const problems: string[] = [];
  const { width, module } = network;
  if (width % module.segments !== 0) {
    problems.push(
      `network.module.segments is ${module.segments}: ${width} channels cannot be cut into ` +
        `${module.segments} equal segments; allowed is one of ${divisors(width).join(", ")}.`,
    );
  }
  const { schedule, epochs } = training;
  if (schedule.kind === "cosine" && schedule.warmupEpochs > 0 && schedule.warmupEpochs >= epochs) {
    problems.push(
      `training.schedule.warmupEpochs is ${schedule.warmupEpochs}: allowed is less than training.epochs, which is ${epochs}.`,
    );
  }
  return problems;
}

function describe(issue: z.core.$ZodIssue, input: unknown): readonly string[] {
  const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map(
    (path) => `${path.map(String).join(".") || "The recipe"} ${stands(valueAt(input, path))}: ${issue.message}.`,
  );
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    input,
  );
}

const LONGEST_SHOWN = 60;

function stands(value: unknown): string {
  if (value === undefined) return "is missing";
  const shown = show(value);
  return `is ${shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown}`;
}

function show(value: unknown): string {
  if (typeof value === "number") return String(value); // JSON has no word for NaN and the infinities, which are common faults
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === "object" ? "an object" : String(value); // what JSON cannot express: a circle, a bigint
  }
}
