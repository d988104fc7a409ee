// The link: an experiment as the part of an address after "#". Holds only what
// differs from the default, under short names; one table drives both writing and
// reading. Knows no address bar (address.ts).
import { ACTIVATION_ORDER, defaultExperiment, makeExperiment, type Experiment } from "../recipe/experiment.ts";
import { parseRecipe, RecipeError } from "../recipe/parse.ts";
import { defaultRecipe, type IntermediateActivation, type NetworkRecipe } from "../recipe/schema.ts";

export const LINK_VERSION = 1;

/** A link that says no experiment: what is wrong with it, in sentences. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

type Leaf = number | string | boolean | readonly number[];
type Kind = "number" | "word" | "switch" | "numbers";
interface Field {
  readonly name: string;
  /** Where it stands in a recipe. */
  readonly path: string;
  readonly kind: Kind;
}

const field = (name: string, path: string, kind: Kind): Field => ({ name, path, kind });

const NETWORK_FIELDS: readonly Field[] = [
  field("segments", "network.module.segments", "number"),
  field("kernel", "network.module.kernel", "number"),
  field("order", "network.module.order", "word"),
  field("norm-between", "network.module.intermediateBatchNorm", "switch"),
  field("width", "network.width", "number"),
  field("stages", "network.stages", "numbers"),
  field("residual", "network.residual", "switch"),
  field("activation", "network.activation", "word"),
  field("activation-place", "network.activationPlace", "word"),
  field("dropout", "network.dropout", "number"),
];

/** Within a pinned arm only: elsewhere `between` says it for all arms. */
const ARM_FIELDS: readonly Field[] = [...NETWORK_FIELDS, field("between", "network.module.intermediateActivation", "word")];

const FIELDS: readonly Field[] = [
  ...NETWORK_FIELDS,
  field("data", "dataset.id", "word"),
  field("epochs", "training.epochs", "number"),
  field("batch", "training.batchSize", "number"),
  field("rate", "training.learningRate", "number"),
  field("optimizer", "training.optimizer.method", "word"),
  field("momentum", "training.optimizer.momentum", "number"),
  field("beta1", "training.optimizer.beta1", "number"),
  field("beta2", "training.optimizer.beta2", "number"),
  field("epsilon", "training.optimizer.epsilon", "number"),
  field("schedule", "training.schedule.kind", "word"),
  field("warmup", "training.schedule.warmupEpochs", "number"),
  field("step-epochs", "training.schedule.everyEpochs", "number"),
  field("step-factor", "training.schedule.factor", "number"),
  field("decay", "training.weightDecay", "number"),
  field("decay-depthwise", "training.decayDepthwise", "switch"),
  field("seed", "seed", "number"),
  field("arithmetic", "arithmetic", "word"),
];

/** A data set's own settings follow as `data.KEY`. */
const DATA_PREFIX = "data.";

/** Without the "#"; empty for the default experiment. */
export function writeLink({ recipe, intermediateActivations, pinned }: Experiment): string {
  const pairs = differing(FIELDS, recipe).map(([name, value]) => `${name}=${value}`);
  for (const [key, value] of Object.entries(recipe.dataset.settings).sort()) pairs.push(`${DATA_PREFIX}${escape(key)}=${escape(freeText(value))}`);
  if (intermediateActivations.join() !== defaultExperiment.intermediateActivations.join()) pairs.push(`between=${intermediateActivations.join(",")}`);
  for (const network of pinned) pairs.push(`arm=${armText(network)}`);
  return pairs.length === 0 ? "" : [`v=${LINK_VERSION}`, ...pairs].join("&");
}

/** Reads what `writeLink` has written, with or without "#". Throws LinkError. */
export function readLink(link: string): Experiment {
  const pairs = link.replace(/^#/, "").split("&").filter((pair) => pair !== "").map((pair) => splitAt(pair, "="));
  const version = pairs.find(([name]) => name === "v")?.[1] ?? String(LINK_VERSION);
  if (version !== String(LINK_VERSION)) throw new LinkError(`it is of version ${version}, and this page reads version ${LINK_VERSION}`);
  const asked = new Asked();
  let activations: readonly IntermediateActivation[] = defaultExperiment.intermediateActivations;
  const pinned: NetworkRecipe[] = [];
  for (const [name, text] of pairs) {
    if (name === "v") continue;
    else if (name === "between") activations = readActivations(text);
    else if (name === "arm") pinned.push(readArm(text));
    else if (name.startsWith(DATA_PREFIX)) asked.set(`dataset.settings.${unescape(name.slice(DATA_PREFIX.length))}`, readFree(unescape(text)));
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
    return value === undefined || (usualValue !== undefined && write(value) === write(usualValue)) ? [] : [[name, write(value)]];
  });
}

function armText(network: NetworkRecipe): string {
  return differing(ARM_FIELDS, { network }).map(([name, value]) => `${name}:${value}`).join(",");
}

function readArm(text: string): NetworkRecipe {
  const asked = new Asked();
  for (const part of text.split(",").filter((piece) => piece !== "")) asked.take(ARM_FIELDS, ...splitAt(part, ":"));
  return asked.recipe().network;
}

function readActivations(text: string): readonly IntermediateActivation[] {
  return text.split(",").map((word) => {
    const found = ACTIVATION_ORDER.find((activation) => activation === word);
    if (!found) throw new LinkError(`between is ${JSON.stringify(word)}: allowed are ${ACTIVATION_ORDER.join(", ")}`);
    return found;
  });
}

/** A recipe as a link asks for it: nested anew from its fields, then filled in and checked. */
class Asked {
  readonly #input: Record<string, unknown> = {};

  take(fields: readonly Field[], name: string, text: string): void {
    const known = fields.find((candidate) => candidate.name === name);
    if (!known) throw new LinkError(`it has ${JSON.stringify(name)}, which this page does not know`);
    this.set(known.path, read(known, unescape(text)));
  }

  set(path: string, value: unknown): void {
    const names = path.split(".");
    let place = this.#input;
    for (const name of names.slice(0, -1)) {
      const inner: Record<string, unknown> = {};
      place = isRecord(place[name]) ? place[name] : ((place[name] = inner), inner);
    }
    place[names.at(-1) ?? ""] = value;
  }

  recipe() {
    const training = isRecord(this.#input["training"]) ? this.#input["training"] : {};
    const { optimizer, schedule } = training;
    const input = {
      ...this.#input,
      training: {
        ...training,
        ...(isRecord(optimizer) && { optimizer: { method: defaultRecipe.training.optimizer.method, ...optimizer } }),
        ...(isRecord(schedule) && { schedule: { kind: defaultRecipe.training.schedule.kind, ...schedule } }),
      },
    };
    try {
      return parseRecipe(input);
    } catch (error) {
      if (error instanceof RecipeError) throw new LinkError(error.problems.map((problem) => problem.replace(/\.$/, "")).join("; "));
      throw error;
    }
  }
}

function write(value: Leaf): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return escape(Array.isArray(value) ? value.join("-") : String(value));
}

function read({ name, kind }: Field, text: string): unknown {
  switch (kind) {
    case "word":
      return text;
    case "number":
      return readNumber(name, text);
    case "numbers":
      return text.split("-").map((part) => readNumber(name, part));
    case "switch":
      if (text !== "on" && text !== "off") throw new LinkError(`${name} is ${JSON.stringify(text)}: allowed are on, off`);
      return text === "on";
    default:
      return kind satisfies never;
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new LinkError(`${name} is ${JSON.stringify(text)}: a number is allowed`);
  return value;
}

/** A setting whose kind only its data set knows: what would be read as a number or a switch is quoted if it is a word. */
function freeText(value: number | string | boolean): string {
  if (typeof value !== "string") return write(value);
  return typeof readFree(value) === "string" && !value.startsWith("'") ? value : `'${value}`;
}

function readFree(text: string): number | string | boolean {
  if (text.startsWith("'")) return text.slice(1);
  if (text === "on" || text === "off") return text === "on";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function escape(text: string): string {
  return encodeURIComponent(text);
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError(`${JSON.stringify(text)} is not written as a link's text is`);
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
