// The link's table: the short names of a recipe's fields, where they stand in it, and
// how their values are written and read. Knows neither defaults nor arms.

/** A link that says no experiment: what is wrong with it, in sentences. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

export type Leaf = number | string | boolean | readonly number[];
type Kind = "number" | "word" | "switch" | "numbers";
export interface Field {
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
export const ARM_FIELDS: readonly Field[] = [
  ...NETWORK_FIELDS,
  field("between", "network.module.intermediateActivation", "word"),
];

export const FIELDS: readonly Field[] = [
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
  field("storage", "storage", "word"),
];

export function write(value: Leaf): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return escape(Array.isArray(value) ? value.join("-") : String(value));
}

export function read({ name, kind }: Field, text: string): unknown {
  switch (kind) {
    case "word":
      return text;
    case "number":
      return readNumber(name, text);
    case "numbers":
      return text.split("-").map((part) => readNumber(name, part));
    case "switch":
      if (text !== "on" && text !== "off")
        throw new LinkError(`${name} is ${JSON.stringify(text)}: allowed are on, off`);
      return text === "on";
    default:
      return kind satisfies never;
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value))
    throw new LinkError(`${name} is ${JSON.stringify(text)}: a number is allowed`);
  return value;
}

/** A setting whose kind only its data set knows: a word that would be read as a number is quoted. */
export function freeText(value: number | string): string {
  return typeof value === "string" && (typeof readFree(value) === "number" || value.startsWith("'"))
    ? `'${value}`
    : String(value);
}

export function readFree(text: string): number | string {
  if (text.startsWith("'")) return text.slice(1);
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

export function escape(text: string): string {
  return encodeURIComponent(text);
}

export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new LinkError(`${JSON.stringify(text)} is not written as a link's text is`);
  }
}
