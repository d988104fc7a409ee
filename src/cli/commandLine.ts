// The command line as a task.
import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { differences } from "../recipe/differences.ts";
import { namedArms, type Arm } from "../recipe/experiment.ts";
import { parseExperimentText } from "../recipe/experimentFile.ts";
import { textOfBytes } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { MOST_BYTES } from "../recipe/text.ts";
import { EXIT_HELP, UsageError } from "./exitCodes.ts";

export const USAGE = `Usage: npm run -s train -- [--recipe FILE [--arm N]] [--backend wasm|cpu|webgpu] [--force]
                            [--out FOLDER [--continue]]
       npm run -s train -- [--recipe FILE [--arm N]] --describe | --default | --help

  --recipe FILE   the recipe, as JSON; without it, the default recipe
  --arm N         which arm, where the file has several (the page's "Save recipe" keeps all)
  --backend NAME  wasm (default), cpu or webgpu
  --force         train also what may not fit into memory or takes long
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
  /** What may not fit, or takes long, is trained all the same. */
  readonly isForced: boolean;
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
        arm: { type: "string" },
        backend: { type: "string", default: "wasm" },
        force: { type: "boolean", default: false },
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
  if (values.arm !== undefined && values.recipe === undefined) throw new UsageError("--arm needs --recipe FILE.");
  if (values.out === "") throw new UsageError("--out names no folder.");
  if (values.continue && values.out === undefined)
    throw new UsageError("--continue needs --out FOLDER: the folder of the run to go on with.");
  return {
    action: values.help ? "help" : values.default ? "default" : values.describe ? "describe" : "train",
    backend,
    isForced: values.force,
    recipe: values.recipe === undefined ? null : chosenArm(await readArms(values.recipe), values.arm),
    out: values.out ?? null,
    goesOn: values.continue,
  };
}

/** The arms of the file: one recipe's, or all of an experiment. */
async function readArms(file: string): Promise<readonly Arm[]> {
  let bytes: Uint8Array;
  try {
    // No more than is allowed, and one byte that says there is more: a pipe does not tell its size.
    bytes = await buffer(createReadStream(file, { end: MOST_BYTES }));
  } catch (error) {
    throw new UsageError(
      `The recipe ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return namedArms(parseExperimentText(textOfBytes(bytes)));
}

/** The arm with this number, from 1; without a number, the only one. */
function chosenArm(arms: readonly Arm[], number: string | undefined): Recipe {
  const chosen = number === undefined && arms.length === 1 ? arms[0] : arms[Number(number) - 1];
  if (chosen) return chosen.recipe;
  const names = differences(arms.map(({ recipe }) => recipe)).map(
    (words, index) => `--arm ${index + 1}: ${[arms[index]?.name ?? [], words].flat().join(": ")}`,
  );
  throw new UsageError(
    (number === undefined
      ? `The recipe has ${arms.length} arms: say which with --arm N.`
      : `--arm is "${number}": allowed is a whole number from 1 to ${arms.length}.`) + `\n${names.join("\n")}`,
  );
}
