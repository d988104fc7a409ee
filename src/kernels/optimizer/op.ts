// One optimizer step over all parameters of a network, in place: weight decay, the update, and the
// moving (Polyak) average, which no recipe asks for yet. Contract, errors, function.
import { engine, type NamedTensorMap, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { ownMemory } from "../inPlace.ts";

export const OptimizerStep = "OptimizerStep";

/**
 * g is the gradient plus decay · p, the derivative of an L2 penalty of decay/2 · p².
 * sgd (one slot: v): v ← momentum · v + g, p ← p − rate · v.
 * adam (two slots: m, v; Kingma & Ba, 2015, algorithm 1): m ← β₁·m + (1 − β₁)·g,
 * v ← β₂·v + (1 − β₂)·g², p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
 * average a ← averageDecay · a + (1 − averageDecay) · p, with the new p.
 */
export type OptimizerAttributes = {
  method: "sgd" | "adam";
  learningRate: number;
  /** sgd only: 0 for none. */
  momentum: number;
  /** adam only. */
  beta1: number;
  beta2: number;
  epsilon: number;
  /** t, counted from 1. */
  step: number;
  /** One coefficient per parameter; 0 for none. */
  decays: number[];
  /** 0 when there are no averages. */
  averageDecay: number;
};

/** The settings that may change from step to step. */
export type OptimizerFactors = Omit<OptimizerAttributes, "method" | "decays">;

/** The name under which a replayed step is given new values. */
export const OPTIMIZER_FACTORS = "optimizer";

export type OptimizerTensors = {
  parameters: readonly Variable[];
  /** One per parameter, of the same shapes. */
  gradients: readonly Tensor[];
  /** For each parameter its slots: [v] for sgd, [m, v] for adam; zero at first. */
  slots: readonly (readonly Variable[])[];
  /** For each parameter its moving average. */
  averages?: readonly Variable[] | undefined;
};

/** Number of slots per parameter. */
export const slotCount: Readonly<Record<OptimizerAttributes["method"], number>> = { sgd: 1, adam: 2 };

/**
 * Moves all parameters, slots and averages by one step. The fast engines write into the
 * variables' own memory: a variable keeps its place, so a tensor that shares it (a clone or a
 * reshape taken since the last step) shows the new values too. A variable that shares its
 * memory when it comes in is first given its own, so that nothing else changes.
 */
export function optimizerStep(options: OptimizerTensors & OptimizerAttributes): void {
  const { parameters, gradients, slots, averages, ...attributes } = options;
  check(options);
  const changing = [...parameters, ...slots.flat(), ...(averages ?? [])];
  changing.forEach(ownMemory);
  const inputs: NamedTensorMap = {};
  parameters.forEach((parameter, i) => {
    inputs[`p${i}`] = parameter;
  });
  gradients.forEach((gradient, i) => {
    inputs[`g${i}`] = gradient;
  });
  slots.flat().forEach((slot, i) => {
    inputs[`s${i}`] = slot;
  });
  averages?.forEach((average, i) => {
    inputs[`a${i}`] = average;
  });
  engine().runKernel<Tensor[]>(OptimizerStep, inputs, attributes);
}

/** βᵗ by squaring: only multiplications, so the same bits in every browser. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square *= square) {
    if (left % 2 === 1) result *= square;
  }
  return result;
}

function check({
  parameters,
  gradients,
  slots,
  averages,
  decays,
  averageDecay,
  method,
  step,
}: OptimizerTensors & OptimizerAttributes): void {
  const count = parameters.length;
  if (!Number.isInteger(step) || step < 1) throw new Error(`Optimizer step ${step}: steps are counted from 1.`);
  const lists: [string, number][] = [
    ["gradients", gradients.length],
    ["lists of slots", slots.length],
    ["decays", decays.length],
  ];
  if (averages) lists.push(["averages", averages.length]);
  for (const [what, length] of lists) {
    if (length !== count) throw new Error(`${length} ${what} for ${count} parameters.`);
  }
  if (averageDecay !== 0 && !averages) throw new Error(`An average decay of ${averageDecay} and 0 averages.`);
  parameters.forEach((parameter, i) => {
    const own = slots[i] ?? [];
    if (own.length !== slotCount[method])
      throw new Error(`${parameter.name}: ${own.length} slots, but ${method} has ${slotCount[method]}.`);
    for (const other of [gradients[i], ...own, averages?.[i]]) {
      if (other && other.size !== parameter.size) {
        throw new Error(
          `${parameter.name} of shape [${parameter.shape.join(", ")}] met ` +
            `a gradient, slot or average of shape [${other.shape.join(", ")}].`,
        );
      }
    }
  });
}
