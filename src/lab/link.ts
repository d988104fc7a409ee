// The link: an experiment as the part of an address after "#". Holds only what
// differs from the default, under short names; one table drives both writing and
// reading. Knows no address bar (address.ts).
import { activationNames } from "../activations/list.ts";
import { defaultExperiment, makeExperiment, type Experiment } from "../recipe/experiment.ts";
import { parseRecipe, RecipeError } from "../recipe/parse.ts";
import { defaultRecipe, type IntermediateActivation, type NetworkRecipe } from "../recipe/schema.ts";
import {
  ARM_FIELDS,
  escape,
  FIELDS,
  freeText,
  LinkError,
  read,
  readFree,
  unescape,
  write,
  type Field,
  type Leaf,
} from "./linkFields.ts";

export const LINK_VERSION = 1;

/** A data set's own settings follow as `data.KEY`. */
const DATA_PREFIX = "data.";

/** Without the "#"; empty for the default experiment. */
export function writeLink({ recipe, intermediateActivations, pinned }: Experiment): string {
  const pairs = differing(FIELDS, recipe).map(([name, value]) => `${name}=${value}`);
  const usual = parseRecipe({ dataset: { id: recipe.dataset.id } }).dataset.settings;
  for (const [key, value] of Object.entries(recipe.dataset.settings).sort()) {
    if (value !== usual[key]) pairs.push(`${DATA_PREFIX}${escape(key)}=${escape(freeText(value))}`);
  }
  if (intermediateActivations.join() !== defaultExperiment.intermediateActivations.join())
    pairs.push(`between=${intermediateActivations.join(",")}`);
  for (const network of pinned) pairs.push(`arm=${armText(network)}`);
  return pairs.length === 0 ? "" : [`v=${LINK_VERSION}`, ...pairs].join("&");
}

/** Reads what `writeLink` has written, with or without "#". Throws LinkError. */
export function readLink(link: string): Experiment {
  const pairs = link
    .replace(/^#/, "")
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => splitAt(pair, "="));
  const version = pairs.find(([name]) => name === "v")?.[1] ?? String(LINK_VERSION);
  if (version !== String(LINK_VERSION))
    throw new LinkError(`it is of version ${version}, and this page reads version ${LINK_VERSION}`);
  const asked = new Asked();
  let activations: readonly IntermediateActivation[] = defaultExperiment.intermediateActivations;
  const pinned: NetworkRecipe[] = [];
  for (const [name, text] of pairs) {
    if (name === "v") continue;
    else if (name === "between") activations = readActivations(text);
    else if (name === "arm") pinned.push(readArm(text));
    else if (name.startsWith(DATA_PREFIX))
      asked.setting(unescape(name.slice(DATA_PREFIX.length)), readFree(unescape(text)));
    else asked.take(FIELDS, name, text);
  }
  return makeExperiment(asked.recipe(), activations, pinned);
}

/** Fields whose value is not what a reader would fill in. */
function differing(fields: readonly Field[], recipe: object): [name: string, value: string][] {
  const { optimizer, schedule } = defaultRecipe.training;
  const usual = parseRecipe({
    training: {
      optimizer: { method: at(recipe, "training.optimizer.method") ?? optimizer.method },
      schedule: { kind: at(recipe, "training.schedule.kind") ?? schedule.kind },
    },
  });
  return fields.flatMap(({ name, path }): [string, string][] => {
    const value = leaf(at(recipe, path));
    // The method and the schedule are in `usual` already, so they are held against the default recipe's.
    const usualValue = leaf(at(path.endsWith(".method") || path.endsWith(".kind") ? defaultRecipe : usual, path));
    return value === undefined || (usualValue !== undefined && write(value) === write(usualValue))
      ? []
      : [[name, write(value)]];
  });
}

function armText(network: NetworkRecipe): string {
  return differing(ARM_FIELDS, { network })
    .map(([name, value]) => `${name}:${value}`)
    .join(",");
}

function readArm(text: string): NetworkRecipe {
  const asked = new Asked();
  for (const part of text.split(",").filter((piece) => piece !== "")) asked.take(ARM_FIELDS, ...splitAt(part, ":"));
  return asked.recipe().network;
}

function readActivations(text: string): readonly IntermediateActivation[] {
  return text.split(",").map((word) => {
    const found = activationNames.find((activation) => activation === word);
    if (!found) throw new LinkError(`between is ${JSON.stringify(word)}: allowed are ${activationNames.join(", ")}`);
    return found;
  });
}

/** A recipe as a link asks for it: nested anew from its fields, then filled in and checked. */
class Asked {
  readonly #input: Record<string, unknown> = {};
  readonly #settings = new Map<string, unknown>();

  take(fields: readonly Field[], name: string, text: string): void {
    const known = fields.find((candidate) => candidate.name === name);
    if (!known) throw new LinkError(`it has ${JSON.stringify(name)}, which this page does not know`);
    const names = known.path.split(".");
    let place = this.#input;
    for (const name of names.slice(0, -1)) {
      const inner: Record<string, unknown> = {};
      place = isRecord(place[name]) ? place[name] : ((place[name] = inner), inner);
    }
    place[names.at(-1) ?? ""] = read(known, unescape(text));
  }

  setting(key: string, value: unknown): void {
    this.#settings.set(key, value);
  }

  recipe() {
    const settings = this.#settings.size > 0 && { settings: Object.fromEntries(this.#settings) };
    const dataset = this.#input["dataset"];
    const input = { ...this.#input, dataset: { ...(isRecord(dataset) && dataset), ...settings } };
    try {
      return parseRecipe(input);
    } catch (error) {
      if (error instanceof RecipeError)
        throw new LinkError(error.problems.map((problem) => problem.replace(/\.$/, "")).join("; "));
      throw error;
    }
  }
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((place, name) => (isRecord(place) ? place[name] : undefined), value);
}

function leaf(value: unknown): Leaf | undefined {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  return Array.isArray(value) && value.every((item) => typeof item === "number") ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function splitAt(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}
