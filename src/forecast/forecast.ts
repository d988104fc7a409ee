// What a recipe will take on a machine, memory and time, before it starts.
import { networkCost } from "../recipe/cost.ts";
import type { Recipe } from "../recipe/schema.ts";
import { limitsOf, type Limits, type Machine } from "./machine.ts";

/** Bytes that something takes, and those that there are; null where that is not known. */
interface Room {
  readonly needed: number;
  readonly limit: number | null;
}

export interface Forecast {
  readonly parameters: number;
  readonly batchSize: number;
  /** At the peak of a step, as little as has been measured. */
  readonly memory: Room;
  /** The same, as much as has been measured. */
  readonly mostMemory: Room;
  /** The largest array. */
  readonly array: Room;
  readonly secondsPerStep: number;
  /** The largest batch that is not too large, and 0 where none is. */
  readonly fittingBatch: number;
}

/** "doubtful": it may not fit, or takes long. "too large": it cannot fit. */
export type Verdict = "fits" | "doubtful" | "too large";

/** A step's peak over the bytes of all outputs of its network, measured over networks of every kind (decision 049). */
const PEAK_SHARE = { least: 0.6, most: 1.1 } as const;
/** Forward, and the gradients of inputs and filters. */
const PASSES = 3;
/** Longer than anybody waits for a sign of life. */
const LONG_STEP_SECONDS = 30;
const FLOAT_BYTES = 4;
const SLOTS = { sgd: 1, adam: 2 } as const satisfies Record<Recipe["training"]["optimizer"]["method"], number>;

/** Throws GraphError where the recipe's parts do not fit together. */
export function forecast(recipe: Recipe, machine: Machine): Forecast {
  const { batchSize, optimizer } = recipe.training;
  const { parameters, multiplyAdds, activationBytes, nodes } = networkCost(recipe);
  const limits = limitsOf(machine);
  const halves = machine.engine === "webgpu" && recipe.storage === "float16" ? 0.5 : 1;
  // Values, gradients and what the optimizer remembers of each.
  const state = parameters * FLOAT_BYTES * (2 + SLOTS[optimizer.method]);
  const peak = activationBytes * PEAK_SHARE.least * halves;
  const largest = Math.max(...nodes.map((node) => node.activationBytes)) * halves;
  return {
    parameters,
    batchSize,
    memory: { needed: state + peak * batchSize, limit: limits.memoryBytes },
    mostMemory: { needed: state + activationBytes * PEAK_SHARE.most * halves * batchSize, limit: limits.memoryBytes },
    array: { needed: Math.max(largest * batchSize, parameters * FLOAT_BYTES), limit: limits.bufferBytes },
    secondsPerStep: (PASSES * multiplyAdds * batchSize) / limits.multiplyAddsPerSecond,
    fittingBatch: fittingBatch({ state, peak, largest, parameters }, limits),
  };
}

function fittingBatch(
  { state, peak, largest, parameters }: Readonly<Record<"state" | "peak" | "largest" | "parameters", number>>,
  { memoryBytes, bufferBytes }: Limits,
): number {
  if (bufferBytes !== null && parameters * FLOAT_BYTES > bufferBytes) return 0;
  const byMemory = memoryBytes === null ? Infinity : (memoryBytes - state) / peak;
  const byArray = bufferBytes === null ? Infinity : bufferBytes / largest;
  return Math.max(0, Math.floor(Math.min(byMemory, byArray)));
}

export function verdictOf({ memory, mostMemory, array, secondsPerStep }: Forecast): Verdict {
  if (isOver(memory) || isOver(array)) return "too large";
  return isOver(mostMemory) || secondsPerStep > LONG_STEP_SECONDS ? "doubtful" : "fits";
}

export function isOver({ needed, limit }: Room): boolean {
  return limit !== null && needed > limit;
}

const BY_WEIGHT: readonly Verdict[] = ["fits", "doubtful", "too large"];

/** The forecast of the recipe that is hardest on the machine; null if all fit. */
export function worstForecast(recipes: readonly Recipe[], machine: Machine): Forecast | null {
  const weight = (each: Forecast) => BY_WEIGHT.indexOf(verdictOf(each));
  const [worst] = recipes
    .map((recipe) => forecast(recipe, machine))
    .filter((each) => weight(each) > 0)
    .toSorted((one, other) => weight(other) - weight(one) || other.memory.needed - one.memory.needed);
  return worst ?? null;
}
