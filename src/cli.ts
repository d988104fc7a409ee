// The lab without a page: trains a recipe in Node and prints one JSON event per line to standard
// output; progress goes to standard error.
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { openDataset } from "./data/registry.ts";
import { DatasetError } from "./data/dataset.ts";
import { nodeAssets } from "./device/nodeAssets.ts";
import { openEngine } from "./device/openEngine.ts";
import { graphCost } from "./graph/cost.ts";
import { dawnAdapter } from "./kernels/dawn.ts";
import { differences } from "./recipe/differences.ts";
import { armsOf } from "./recipe/experiment.ts";
import { parseExperimentText } from "./recipe/experimentFile.ts";
import { graphOf } from "./recipe/network.ts";
import { RecipeError, textOfBytes } from "./recipe/parse.ts";
import { defaultRecipe, type Recipe } from "./recipe/schema.ts";
import { settingsHelp } from "./recipe/settingsTable.ts";
import { MOST_BYTES } from "./recipe/text.ts";
import type { RunEvent } from "./run/events.ts";
import { train } from "./train/train.ts";

const USAGE = `Usage: npm run -s train -- [--recipe FILE [--arm N]] [--backend wasm|cpu|webgpu]
                            [--describe | --default]

  --recipe FILE   the recipe, as JSON; without it, the default recipe
  --arm N         which arm, where the file has several (the page's "Save recipe" keeps all)
  --backend NAME  wasm (default), cpu or webgpu
  --describe      print the network's table as JSON and do not train
  --default       print the default recipe and do not train
  --help          this, and every setting of a recipe
`;

const BACKENDS = ["wasm", "cpu", "webgpu"] as const;
type Backend = (typeof BACKENDS)[number];

/** The command line is wrong; nothing was done. */
class UsageError extends Error {}

interface Task {
  readonly action: "train" | "describe" | "default" | "help";
  readonly recipe: Recipe;
  readonly backend: Backend;
}

async function readTask(args: readonly string[]): Promise<Task> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        recipe: { type: "string" },
        arm: { type: "string" },
        backend: { type: "string", default: "wasm" },
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
  const action = values.help ? "help" : values.default ? "default" : values.describe ? "describe" : "train";
  const arms = values.recipe === undefined ? [defaultRecipe] : await readArms(values.recipe);
  return { action, backend, recipe: chosenArm(arms, values.arm) };
}

/** The recipes of the file: one, or those of all arms of an experiment. */
async function readArms(file: string): Promise<readonly Recipe[]> {
  let bytes: Uint8Array;
  try {
    // No more than is allowed, and one byte that says there is more: a pipe does not tell its size.
    bytes = await buffer(createReadStream(file, { end: MOST_BYTES }));
  } catch (error) {
    throw new UsageError(
      `The recipe ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return armsOf(parseExperimentText(textOfBytes(bytes)));
}

/** The arm with this number, from 1; without a number, the only one. */
function chosenArm(arms: readonly Recipe[], number: string | undefined): Recipe {
  const chosen = number === undefined && arms.length === 1 ? arms[0] : arms[Number(number) - 1];
  if (chosen) return chosen;
  const names = differences(arms).map((name, index) => `--arm ${index + 1}: ${name}`);
  throw new UsageError(
    (number === undefined
      ? `The recipe has ${arms.length} arms: say which with --arm N.`
      : `--arm is "${number}": allowed is a whole number from 1 to ${arms.length}.`) + `\n${names.join("\n")}`,
  );
}

async function fetchBytes(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(new URL(`../public/data/${name}`, import.meta.url));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

/** Trains and prints; returns the exit code: 0 finished, 1 failed, 130 interrupted. */
async function trainAndPrint({ recipe, backend }: Task): Promise<number> {
  const dataset = await openDataset(recipe.dataset.id, recipe.dataset.settings, fetchBytes);
  if (backend === "webgpu") {
    const adapter = await dawnAdapter();
    if ("reason" in adapter) throw new UsageError(`WebGPU is not available here: ${adapter.reason}.`);
  }
  const { info, device } = await openEngine(backend, recipe.arithmetic, nodeAssets);
  const abort = new AbortController();
  process.once("SIGINT", () => abort.abort());
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  let last: RunEvent | undefined;
  for await (const event of train(recipe, dataset, {
    runId: randomUUID(),
    engine: info,
    signal: abort.signal,
    breathe,
    ...(device && { device }),
  })) {
    last = event;
    report(event);
    if (event.type !== "checkpointed") process.stdout.write(`${JSON.stringify(event)}\n`);
    await breathe();
  }
  return last?.type === "finished" ? 0 : last?.type === "stopped" ? 130 : 1;
}

function report(event: RunEvent): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  switch (event.type) {
    case "started":
      return void process.stderr.write(`${event.engine.adapter} (${event.engine.reason}), ${event.steps} steps\n`);
    case "preparing":
      if (event.ready === 0 || event.ready === event.total)
        process.stderr.write(`preparing the GPU: ${event.ready} of ${event.total} kernels\n`);
      return;
    case "evaluated":
      return void process.stderr.write(
        `epoch ${event.epoch}, ${event.split}: accuracy ${percent(event.accuracy)}, ` +
          `loss ${event.loss.toFixed(3)}, ${(event.elapsedMs / 1000).toFixed(1)} s\n`,
      );
    case "finished":
      return void process.stderr.write(`finished: ${Math.round(event.imagesPerSecond)} images per second\n`);
    case "failed":
      return void process.stderr.write(`failed (${event.reason}): ${event.message}\n`);
    case "step":
    case "stopped":
    case "checkpointed":
      return;
    default:
      return event satisfies never;
  }
}

async function main(): Promise<number> {
  const task = await readTask(process.argv.slice(2));
  switch (task.action) {
    case "help":
      process.stdout.write(`${USAGE}\nA recipe's settings; what is left out takes its default:\n\n${settingsHelp()}\n`);
      return 0;
    case "default":
      process.stdout.write(`${JSON.stringify(defaultRecipe, null, 2)}\n`);
      return 0;
    case "describe":
      process.stdout.write(`${JSON.stringify(graphCost(graphOf(task.recipe)), null, 2)}\n`);
      return 0;
    case "train":
      return trainAndPrint(task);
    default:
      return task.action satisfies never;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const asked = error instanceof UsageError || error instanceof RecipeError || error instanceof DatasetError;
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${error instanceof UsageError ? `\n${USAGE}` : ""}`,
  );
  process.exitCode = asked ? 2 : 1;
}
