// The command line as a task.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { parseRecipeText } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { EXIT_HELP, UsageError } from "./exitCodes.ts";

export const USAGE = `Usage: npm run -s train -- [--recipe FILE] [--backend wasm|cpu|webgpu] [--out FOLDER [--continue]]
       npm run -s train -- [--recipe FILE] --describe | --default | --help

  --recipe FILE   the recipe, as JSON; without it, the default recipe
  --backend NAME  wasm (default), cpu or webgpu
  --out FOLDER    keeps the run: its events in events.jsonl, and after each epoch a checkpoint
  --continue      goes on with the run in FOLDER from its checkpoint; its recipe need not be named again
  --describe      print the network's table as JSON and do not train
  --default       print the default recipe and do not train
  --help          this, and every setting of a recipe

${EXIT_HELP}`;

const BACKENDS = ["wasm", "cpu", "webgpu"] as const;
export type Backend = (typeof BACKENDS)[number];

export interface Task {
  readonly action: "train" | "describe" | "default" | "help";
  /** Null where none is named. */
  readonly recipe: Recipe | null;
  readonly backend: Backend;
  /** The folder that keeps the run. */
  readonly out: string | null;
  /** Whether to go on with the run that is in the folder. */
  readonly goesOn: boolean;
}

/** Throws UsageError, and RecipeError where the recipe's file holds none. */
export async function readTask(args: readonly string[]): Promise<Task> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        recipe: { type: "string" },
        backend: { type: "string", default: "wasm" },
        out: { type: "string" },
        continue: { type: "boolean", default: false },
        describe: { type: "boolean", default: false },
        default: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const backend = BACKENDS.find((name) => name === values.backend);
  if (!backend) throw new UsageError(`--backend is "${values.backend}": allowed is one of ${BACKENDS.join(", ")}.`);
  if (values.out === "") throw new UsageError("--out names no folder.");
  if (values.continue && values.out === undefined)
    throw new UsageError("--continue needs --out FOLDER: the folder of the run to go on with.");
  return {
    action: values.help ? "help" : values.default ? "default" : values.describe ? "describe" : "train",
    backend,
    recipe: values.recipe === undefined ? null : await readRecipe(values.recipe),
    out: values.out ?? null,
    goesOn: values.continue,
  };
}

async function readRecipe(file: string): Promise<Recipe> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `The recipe ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return parseRecipeText(text);
}
