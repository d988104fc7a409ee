// From a recipe's optimizer to its state and its step over a model's trainable
// parameters.
import { tensor, variable, zerosLike, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { placeTogether } from "../kernels/placeTogether.ts";
import { optimizerStep, slotCount, type OptimizerFactors } from "../kernels/optimizer/op.ts";
import type { ParameterSpec } from "../graph/parameters.ts";
import type { Parameter } from "../model/parameters.ts";
import type { TrainingRecipe } from "../recipe/schema.ts";

export interface Optimizer {
  readonly trainable: readonly Variable[];
  /** Its state by name, for checkpoints. */
  readonly state: readonly { readonly name: string; readonly variable: Variable }[];
  /** Constants: the same at every step. */
  readonly settings: Omit<OptimizerFactors, "learningRate" | "step">;
  /** One step, in place; `gradients` are in the order of `trainable`. `step` counts from 1. */
  apply(gradients: readonly Tensor[], learningRate: number, step: number): void;
  dispose(): void;
}

/** The L2 coefficient of a parameter. Filters decay, depthwise ones only if asked; offsets, scales, biases do not. */
export function decayOf(spec: ParameterSpec, training: TrainingRecipe): number {
  const decays = spec.role === "filter" && (!spec.depthwise || training.decayDepthwise);
  return decays ? training.weightDecay : 0;
}

/** `saved` is state by name; what it lacks starts at zero. */
export function createOptimizer(
  parameters: readonly Parameter[],
  training: TrainingRecipe,
  saved: Readonly<Record<string, Float32Array>> = {},
): Optimizer {
  // Parameters with the same decay lie side by side, so that an engine that can takes them in one pass.
  const own = parameters
    .filter(({ spec }) => spec.trainable)
    .sort((a, b) => decayOf(b.spec, training) - decayOf(a.spec, training));
  const slotNames = Array.from({ length: slotCount[training.optimizer.method] }, (_, index) => `slot${index}`);
  const slots = own.map(({ spec, variable: parameter }) =>
    slotNames.map((slotName) => {
      const name = `${spec.name}/${slotName}`;
      const values = saved[name];
      const first = values ? tensor(values, parameter.shape) : zerosLike(parameter);
      const slot = variable(first, false);
      first.dispose();
      return { name, variable: slot };
    }),
  );
  const trainable = own.map(({ variable: parameter }) => parameter);
  const decays = own.map(({ spec }) => decayOf(spec, training));
  placeTogether(trainable);
  slotNames.forEach((_, k) => placeTogether(slots.flatMap((ofParameter) => ofParameter[k]?.variable ?? [])));
  const settings = {
    averageDecay: 0,
    // Zeros for the settings of the methods that the recipe does not choose.
    momentum: 0,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
    ...training.optimizer,
  };
  const shared = {
    parameters: trainable,
    slots: slots.map((ofParameter) => ofParameter.map(({ variable: slot }) => slot)),
    decays,
    ...settings,
  };
  return {
    trainable,
    state: slots.flat(),
    settings,
    apply: (gradients, learningRate, step) => optimizerStep({ ...shared, gradients, learningRate, step }),
    dispose: () => slots.flat().forEach(({ variable: slot }) => slot.dispose()),
  };
}
