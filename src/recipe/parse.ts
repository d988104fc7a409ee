// Reads a recipe from anything. What is wrong is said with the field, the value
// that stands there, and what is allowed.
import type { z } from "zod";
import { graphOf } from "./network.ts";
import { divisors } from "./divisors.ts";
import { recipeSchema, type Recipe } from "./schema.ts";

/** Every problem of a recipe, one sentence each. */
export class RecipeError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "RecipeError";
  }
}

/** Fills in defaults and checks; throws RecipeError. */
export function parseRecipe(input: unknown): Recipe {
  const parsed = recipeSchema.safeParse(input);
  if (!parsed.success) throw new RecipeError(parsed.error.issues.map((issue) => describe(issue, input)));
  const recipe = parsed.data;
  const { width, module } = recipe.network;
  if (width % module.segments !== 0) {
    throw new RecipeError([
      `network.module.segments is ${module.segments}: ${width} channels cannot be cut into ${module.segments} equal segments; allowed: ${divisors(width).join(", ")}.`,
    ]);
  }
  try {
    graphOf(recipe);
  } catch (error) {
    throw new RecipeError([`network: ${error instanceof Error ? error.message : String(error)}`]);
  }
  return recipe;
}

/** Reads JSON text; throws RecipeError, also where the text is not JSON. */
export function parseRecipeText(text: string): Recipe {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new RecipeError([`The recipe is not JSON: ${error instanceof Error ? error.message : String(error)}.`]);
  }
  return parseRecipe(input);
}

function describe(issue: z.core.$ZodIssue, input: unknown): string {
  const field = issue.path.map(String).join(".") || "recipe";
  return `${field} is ${show(valueAt(input, issue.path))}: allowed is ${allowed(issue)}.`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined), input);
}

/** JSON has no word for NaN and the infinities, and they are just what goes wrong. */
function show(value: unknown): string {
  return typeof value === "number" || value === undefined ? String(value) : JSON.stringify(value);
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
    case "too_big":
      return issue.origin === "array" ? `a list of ${issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`}` : issue.message;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "unrecognized_keys":
      return `only what this version knows, so not ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`;
    case "invalid_type":
      return issue.message.startsWith("Invalid") ? `a value of type ${issue.expected}` : issue.message;
    case "invalid_union":
      return [...new Set(issue.errors.flat().map(allowed))].join(" or ").replaceAll(" or one of ", ", ") || "one of the kinds this version knows";
    default:
      return issue.message;
  }
}
