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
import { parseStudyText } from "../study/file.ts";
import { readyIds, type ReadyId } from "../study/ready.ts";
import type { Study } from "../study/study.ts";
import { EXIT_HELP, UsageError } from "./exitCodes.ts";

export const USAGE = `Usage: npm run -s train -- [--recipe FILE [--arm N]] [--backend wasm|cpu|webgpu] [--force]
                            [--out FOLDER [--continue]]
       npm run -s train -- [--recipe FILE [--arm N]] --describe | --default | --help
       npm run -s train -- --study FILE [--shard I/N] --out FOLDER | --plan
       npm run -s train -- --results PLACE... | --report PLACE... [--into DIR] | --result PLACE... [--group N] [--mix]
       npm run -s train -- --ready [NAME]

  --recipe FILE   the recipe, as JSON; without it, the default recipe
  --arm N         which arm, where the file has several (the page's "Save recipe" keeps all)
  --backend NAME  wasm (default), cpu or webgpu
  --force         train also what may not fit into memory or takes long
  --out FOLDER    keeps the run: its events in events.jsonl, and after each epoch a checkpoint
  --continue      goes on with the run in FOLDER from its checkpoint; its recipe need not be named again
  --describe      print the network's table as JSON and do not train
  --default       print the default recipe and do not train
  --study FILE    trains all runs of a study, each into a folder of its own below FOLDER; what is finished there is
                  left out and what was interrupted goes on, so that a study is taken up again by the same command
  --shard I/N     of the study's runs only every Nth, from the Ith on: for N processes beside each other
  --plan          print the study's runs, a JSON object per line with the seconds that it takes here, and do not train
  --results PLACE print what a study's runs say, as JSON: means, intervals, paired differences, verdicts. PLACE is a study's
                  folder or the file of a result; the runs of several are pooled, those of one engine and version alone
  --report PLACE  the same as a report in Markdown
  --into DIR      write the report into DIR instead, and with it every file that the page's "Save" offers: a web page,
                  the figure, the runs and their curves for other programs, and a description of them all
  --result PLACE  print every number of them as the file that the page opens ("Open results") and checks
  --group N       of runs of several engines or versions, the Nth group of one; without it the largest
  --mix           adds runs of other engines, of the same version and pictures
  --ready [NAME]  list the ready studies, or print one as a file for --study
  --help          this, and every setting of a recipe

${EXIT_HELP}`;

const BACKENDS = ["wasm", "cpu", "webgpu"] as const;
export type Backend = (typeof BACKENDS)[number];

/** Trains a recipe, describes it, or prints what there is to know. */
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

/** Something about studies. */
export type StudyTask =
  | ({ readonly action: "study"; readonly study: Study; readonly out: string; readonly shard: Shard } & HowToTrain)
  | { readonly action: "plan"; readonly study: Study; readonly shard: Shard; readonly backend: Backend }
  | ({ readonly action: Told } & Places)
  /** A report and everything that goes with it, as files of a folder. */
  | ({ readonly action: "files"; readonly into: string } & Places)
  /** Null lists all. */
  | { readonly action: "ready"; readonly id: ReadyId | null };

/** Folders of studies and files of results, and what of them is told. */
export interface Places {
  readonly places: readonly string[];
  /** Which group of runs of the same terms, from 1. */
  readonly group: number;
  /** Whether runs of other engines are added. */
  readonly isMixed: boolean;
}

/** What can be told of places. */
const TOLD = ["results", "report", "result"] as const;
type Told = (typeof TOLD)[number];

export type HowToTrain = Pick<Task, "backend" | "isForced">;

/** The `index`th of `count` parts, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Throws UsageError, and RecipeError where a named file holds no recipe or study. */
export async function readTask(args: readonly string[]): Promise<Task | StudyTask> {
  let values;
  let positionals;
  try {
    ({ values, positionals } = parseArgs({
      args: withReadyValue(args),
      allowPositionals: true,
      options: {
        recipe: { type: "string" },
        arm: { type: "string" },
        backend: { type: "string", default: "wasm" },
        force: { type: "boolean", default: false },
        out: { type: "string" },
        continue: { type: "boolean", default: false },
        describe: { type: "boolean", default: false },
        default: { type: "boolean", default: false },
        study: { type: "string" },
        shard: { type: "string" },
        plan: { type: "boolean", default: false },
        results: { type: "string" },
        report: { type: "string" },
        into: { type: "string" },
        result: { type: "string" },
        group: { type: "string" },
        mix: { type: "boolean", default: false },
        ready: { type: "string" },
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
  const told = readTold(values, positionals);
  if (!values.help && told !== null) return told;
  if (!values.help && ["study", "shard", "ready"].some((name) => name in values))
    return readStudyTask(values, { backend, isForced: values.force });
  return {
    action: values.help ? "help" : values.default ? "default" : values.describe ? "describe" : "train",
    backend,
    isForced: values.force,
    recipe: values.recipe === undefined ? null : chosenArm(await readArms(values.recipe), values.arm),
    out: values.out ?? null,
    goesOn: values.continue,
  };
}

/** The name after --ready may be left out. */
function withReadyValue(args: readonly string[]): string[] {
  return args.flatMap((arg, at) => (arg === "--ready" && !/^[^-]/.test(args[at + 1] ?? "") ? [arg, ""] : [arg]));
}

interface ToldValues extends Readonly<Partial<Record<Told | "into", string>>> {
  readonly group?: string;
  readonly mix: boolean;
}

/** Null where nothing is to be told; the other places stand after the first. */
function readTold(values: ToldValues, others: readonly string[]): StudyTask | null {
  const action = TOLD.find((name) => values[name] !== undefined);
  if (action === undefined) {
    const [unexpected] = others;
    const options = `--${TOLD.join(", --")}`;
    if (unexpected !== undefined)
      throw new UsageError(`"${unexpected}" belongs to no option: several places are taken by ${options} only.`);
    if (values.group !== undefined || values.mix) throw new UsageError(`--group and --mix need one of ${options}.`);
    if (values.into !== undefined) throw new UsageError("--into needs --report PLACE.");
    return null;
  }
  const { [action]: first = "", group = "1", mix, into } = values;
  if (into === "") throw new UsageError("--into names no folder.");
  if (into !== undefined && action !== "report") throw new UsageError("--into needs --report PLACE.");
  const places = [first, ...others];
  if (places.includes("")) throw new UsageError(`--${action} names no folder and no file.`);
  if (!/^[1-9]\d*$/.test(group)) throw new UsageError(`--group is "${group}": allowed is a whole number from 1.`);
  const asked = { places, group: Number(group), isMixed: mix };
  return into === undefined ? { action, ...asked } : { action: "files", into, ...asked };
}

interface StudyValues {
  readonly study?: string;
  readonly shard?: string;
  readonly ready?: string;
  readonly plan: boolean;
  readonly out?: string;
}

async function readStudyTask(values: StudyValues, how: HowToTrain): Promise<StudyTask> {
  const { study, shard, ready, plan, out } = values;
  if (ready !== undefined) {
    const id = readyIds.find((each) => each === ready) ?? null;
    if (id === null && ready !== "")
      throw new UsageError(`--ready is "${ready}": allowed is one of ${readyIds.join(", ")}.`);
    return { action: "ready", id };
  }
  if (study === undefined) throw new UsageError("--shard needs --study FILE.");
  const task = { study: parseStudyText(textOfBytes(await readBytes("study", study))), shard: readShard(shard) };
  if (plan) return { action: "plan", ...task, backend: how.backend };
  if (out === undefined || out === "") throw new UsageError("--study needs --out FOLDER, for its runs, or --plan.");
  return { action: "study", ...task, out, ...how };
}

function readShard(text = "1/1"): Shard {
  const [index = 0, count = 0] = /^\d+\/\d+$/.test(text) ? text.split("/").map(Number) : [];
  if (index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--shard is "${text}": allowed is I/N, with I from 1 to N.`);
}

/** The arms of the file: one recipe's, or all of an experiment. */
async function readArms(file: string): Promise<readonly Arm[]> {
  return namedArms(parseExperimentText(textOfBytes(await readBytes("recipe", file))));
}

async function readBytes(what: "recipe" | "study", file: string): Promise<Uint8Array> {
  try {
    // No more than is allowed, and one byte that says there is more: a pipe does not tell its size.
    return await buffer(createReadStream(file, { end: MOST_BYTES }));
  } catch (error) {
    throw new UsageError(
      `The ${what} ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
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
