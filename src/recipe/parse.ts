// Reads a recipe from text, a link's fields, or a record of an earlier version.
import { GraphError } from "../graph/node.ts";
import { familyOf } from "../networks/families.ts";
import { readField, valueAt, type Path, type Problem } from "../settings/problem.ts";
import { byPath, problemClause, type Naming } from "../settings/words.ts";
import { jsonFault, jsonFaultWords, type JsonFault } from "./jsonFault.ts";
import { migrated } from "./migrate.ts";
import { graphOf } from "./network.ts";
import { MOST_BYTES, readText, textFaultWords, type TextFault } from "./text.ts";
import type { Recipe } from "./schema.ts";
import { RECIPE, RECIPE_VERSION } from "./settings.ts";

/** Why something is not a recipe. */
export type RecipeFault =
  | { readonly kind: "fields"; readonly problems: readonly Problem[] }
  /** A file's bytes are no text. */
  | { readonly kind: "text"; readonly fault: TextFault }
  /** The text is not JSON, or a name in it is repeated, and where; null where only JSON.parse knows. */
  | { readonly kind: "json"; readonly fault: JsonFault | null }
  /** The network at this path cannot be built: a node, and what does not fit. */
  | { readonly kind: "network"; readonly path: Path; readonly node: string; readonly problem: string };

export class RecipeError extends Error {
  override readonly name = "RecipeError";
  constructor(readonly fault: RecipeFault) {
    super(faultWords(fault).join("\n"));
  }
}

/** Whoever has more to mend is helped by the first few. */
const MOST_TOLD = 8;

/** One sentence for each fault, of many for the first. Places are named by their paths unless another naming is given. */
export function faultWords(fault: RecipeFault, name?: Naming): readonly string[] {
  return faultClauses(fault, name).map((clause) => `${clause}.`);
}

/** The same to be put into a longer sentence: without full stops. */
export function faultClauses(fault: RecipeFault, name?: Naming): readonly string[] {
  switch (fault.kind) {
    case "fields":
      return fieldClauses(fault.problems, name);
    case "text":
      return [textFaultWords(fault.fault)];
    case "json":
      return [
        (fault.fault?.found.kind === "repeated name" ? "The recipe cannot be read" : "The recipe is not JSON") +
          (fault.fault ? `: ${jsonFaultWords(fault.fault)}` : ""),
      ];
    case "network":
      return [`${byPath(fault.path)}: ${fault.node}: ${fault.problem}`];
    default:
      return fault satisfies never;
  }
}

function fieldClauses(problems: readonly Problem[], name?: Naming): readonly string[] {
  const told = problems.slice(0, MOST_TOLD).map((problem) => problemClause(problem, name));
  return problems.length > MOST_TOLD ? [...told, `and ${problems.length - MOST_TOLD} more`] : told;
}

/** Fills in defaults and checks; throws RecipeError. */
export function parseRecipe(input: unknown): Recipe {
  return checkRecipe(readRecipe(input));
}

/** Fills in defaults and checks each field individually; throws RecipeError. */
export function readRecipe(input: unknown): Recipe {
  refuseNewer(input);
  const reading = readField(RECIPE, migrated(input));
  if (reading.problems) throw new RecipeError({ kind: "fields", problems: reading.problems });
  return reading.value;
}

/** The recipe, if its fields fit together; throws RecipeError. */
export function checkRecipe(recipe: Recipe): Recipe {
  const problems = mismatches(recipe);
  if (problems.length > 0) throw new RecipeError({ kind: "fields", problems });
  try {
    graphOf(recipe);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecipeError({ kind: "network", path: ["network"], node: error.node, problem: error.problem });
  }
  return recipe;
}

/** The text of a file with a recipe; reads no more of the file than a recipe may have. Throws RecipeError. */
export async function textOfFile(file: Blob): Promise<string> {
  return textOfBytes(new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer()));
}

/** The text of a recipe's bytes, in UTF-8 or UTF-16; throws RecipeError. */
export function textOfBytes(bytes: Uint8Array): string {
  const reading = readText(bytes);
  if (reading.fault) throw new RecipeError({ kind: "text", fault: reading.fault });
  return reading.text;
}

/** Reads JSON text; throws RecipeError, also where the text is not JSON. */
export function parseRecipeText(text: string): Recipe {
  return parseRecipe(readJson(text));
}

/** What JSON text says; throws RecipeError where it is not JSON. */
export function readJson(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, ""); // editors on Windows may put a byte order mark first
  const fault = jsonFault(plain);
  let input: unknown;
  try {
    input = JSON.parse(plain);
  } catch {
    throw new RecipeError({ kind: "json", fault });
  }
  // JSON.parse takes the last of two values with the same name, without a word.
  if (fault) throw new RecipeError({ kind: "json", fault });
  return input;
}

/** A newer recipe is refused for its version, whatever else in it is unknown. */
function refuseNewer(input: unknown): void {
  const version = valueAt(input, ["version"]);
  if (typeof version !== "number" || !(version > RECIPE_VERSION)) return;
  const allowed = { kind: "older version", newest: RECIPE_VERSION } as const;
  throw new RecipeError({ kind: "fields", problems: [{ path: ["version"], value: version, allowed }] });
}

/** Fields that are allowed individually, but not together. */
function mismatches({ network, training: { schedule, epochs } }: Recipe): readonly Problem[] {
  const ofNetwork = familyOf(network)
    .mismatches(network)
    .map((problem) => ({ ...problem, path: ["network", ...problem.path] }));
  if (schedule.kind !== "cosine" || schedule.warmupEpochs === 0 || schedule.warmupEpochs < epochs) return ofNetwork;
  const allowed = { kind: "less than", path: ["training", "epochs"], value: epochs } as const;
  return [...ofNetwork, { path: ["training", "schedule", "warmupEpochs"], value: schedule.warmupEpochs, allowed }];
}
