// An experiment as a file: the recipe of the point that is shown, and every arm beside it. A file with a recipe alone is
// an experiment with one arm.
import { activationNames, type Activation } from "../activations/list.ts";
import { isRecord } from "../settings/field.ts";
import type { Path, Problem } from "../settings/problem.ts";
import {
  defaultExperiment,
  experimentOf,
  makeExperiment,
  MOST_PINNED,
  type Experiment,
  type PinnedArm,
} from "./experiment.ts";
import { parseRecipe, readJson, RecipeError, type RecipeFault } from "./parse.ts";

export const EXPERIMENT_VERSION = 2;

/** What the key `experiment` marks, with the version of the file. */
const KEYS = ["experiment", "recipe", "intermediateActivations", "pinned"] as const;
/** Those of a kept arm. */
const ARM_KEYS = ["network", "name"] as const;

/** The file's text. */
export function writeExperiment({ recipe, intermediateActivations, pinned }: Experiment): string {
  const file = { experiment: EXPERIMENT_VERSION, recipe, intermediateActivations, pinned };
  return `${JSON.stringify(file satisfies Record<(typeof KEYS)[number], unknown>, null, 2)}\n`;
}

/** Reads a file's text, of an experiment or of a recipe alone; throws RecipeError. */
export function parseExperimentText(text: string): Experiment {
  return parseExperiment(readJson(text));
}

/** Fills in defaults and checks; throws RecipeError. */
export function parseExperiment(input: unknown): Experiment {
  if (!isRecord(input) || !Object.hasOwn(input, "experiment")) return experimentOf(parseRecipe(input));
  const version = readVersion(input["experiment"]);
  refuseOtherKeys(input, KEYS, []);
  const recipe = at(["recipe"], 0, () => parseRecipe(input["recipe"]));
  const activations = readActivations(input["intermediateActivations"]);
  const kept = listAt("pinned", input["pinned"] ?? [], MOST_PINNED);
  // A kept network has the version of the recipe beside it, and must fit its data.
  const beside = isRecord(input["recipe"]) ? input["recipe"] : {};
  const readNetwork = (network: unknown, place: Path) =>
    at(place, 1, () => parseRecipe({ ...beside, network })).network;
  const pinned = kept.map((arm, index): PinnedArm => {
    const place = ["pinned", index];
    // Version 1 had no names.
    if (version === 1) return { network: readNetwork(arm, place), name: null };
    if (!isRecord(arm)) throw faultOf([{ path: place, value: arm, allowed: { kind: "group", keys: ARM_KEYS } }]);
    refuseOtherKeys(arm, ARM_KEYS, place);
    return { network: readNetwork(arm["network"], [...place, "network"]), name: readName(arm["name"], place) };
  });
  return makeExperiment(recipe, activations, pinned);
}

function refuseOtherKeys(input: Readonly<Record<string, unknown>>, keys: readonly string[], place: Path): void {
  const unknown = Object.keys(input).filter((key) => !keys.includes(key));
  refuse(unknown.map((key) => ({ path: [...place, key], value: input[key], allowed: { kind: "no field", keys } })));
}

function readName(name: unknown, place: Path): string | null {
  if (name === undefined || name === null || typeof name === "string") return name ?? null;
  throw faultOf([{ path: [...place, "name"], value: name, allowed: { kind: "text" } }]);
}

function readVersion(version: unknown): 1 | typeof EXPERIMENT_VERSION {
  if (version === 1 || version === EXPERIMENT_VERSION) return version;
  const isNewer = typeof version === "number" && version > EXPERIMENT_VERSION;
  const allowed = isNewer
    ? ({ kind: "older version", newest: EXPERIMENT_VERSION } as const)
    : ({ kind: "one of", values: [1, EXPERIMENT_VERSION] } as const);
  throw faultOf([{ path: ["experiment"], value: version, allowed }]);
}

function readActivations(input: unknown): readonly Activation[] {
  if (input === undefined) return defaultExperiment.intermediateActivations;
  const words = listAt("intermediateActivations", input, activationNames.length);
  const isKnown = (word: unknown): word is Activation => activationNames.some((name) => name === word);
  refuse(
    words.flatMap((value, index) =>
      isKnown(value)
        ? []
        : [{ path: ["intermediateActivations", index], value, allowed: { kind: "one of", values: activationNames } }],
    ),
  );
  return words.filter(isKnown);
}

function listAt(key: string, value: unknown, longest: number): readonly unknown[] {
  if (Array.isArray(value) && value.length <= longest) return value;
  throw faultOf([{ path: [key], value, allowed: { kind: "list", longest } }]);
}

/** Reads a part of the file. A fault is named by its place there: `place` instead of the first keys of its path. */
function at<T>(place: Path, keys: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RecipeError) throw new RecipeError(moved(error.fault, place, keys));
    throw error;
  }
}

function moved(fault: RecipeFault, place: Path, keys: number): RecipeFault {
  const move = (path: Path): Path => [...place, ...path.slice(keys)];
  switch (fault.kind) {
    case "fields":
      return { ...fault, problems: fault.problems.map((problem) => ({ ...problem, path: move(problem.path) })) };
    case "network":
      return { ...fault, path: move(fault.path) };
    case "text":
    case "json":
      return fault;
    default:
      return fault satisfies never;
  }
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw faultOf(problems);
}

function faultOf(problems: readonly Problem[]): RecipeError {
  return new RecipeError({ kind: "fields", problems });
}
