// What can be asked of the lab, as a versioned schema with defaults. A recipe is
// complete: with the program's version it decides every number of a run.
// Refuses to know how a recipe is shown or trained.
import { z } from "zod";

export const RECIPE_VERSION = 1;

// The message says what is allowed; parse.ts puts the field and the value before it.
const wholeNumber = (minimum: number, maximum: number) => {
  const error = `a whole number from ${minimum} to ${maximum}`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error });
};
const number = (minimum: number, maximum: number) => {
  const error = `a number from ${minimum} to ${maximum}`;
  return z.number({ error }).min(minimum, { error }).max(maximum, { error });
};

const activation = z.enum(["none", "relu", "elu"]);

export const moduleSchema = z.strictObject({
  segments: wholeNumber(1, 256).default(16),
  kernel: z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]).default(3),
  order: z.enum(["pointwise-first", "spatial-first"]).default("pointwise-first"),
  intermediateActivation: activation.default("none"),
  intermediateBatchNorm: z.boolean().default(false),
});

export const networkSchema = z.strictObject({
  family: z.literal("spectrum").default("spectrum"),
  width: wholeNumber(1, 256).default(48),
  /** Modules a stage. Three halvings of a 32×32 image are the most that leave anything to convolve. */
  stages: z.array(wholeNumber(1, 8)).min(1).max(4).default([2, 2]),
  module: moduleSchema.prefault({}),
  activation: activation.default("relu"),
  activationPlace: z.enum(["before-module", "before-add", "after-add"]).default("after-add"),
  residual: z.boolean().default(true),
  dropout: number(0, 0.9).default(0),
});

export const datasetSchema = z.strictObject({
  id: z.enum(["emoji-10", "coupled-10"]).default("emoji-10"),
  /** The data set's own settings by key; what is left out takes the data set's default. */
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
});

export const optimizerSchema = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("sgd"), momentum: number(0, 0.999).default(0.9) }),
  z.strictObject({
    method: z.literal("adam"),
    beta1: number(0, 0.999).default(0.9),
    beta2: number(0, 0.9999).default(0.999),
    epsilon: number(1e-12, 1).default(1e-7),
  }),
]);

export const scheduleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant") }),
  /** Half a cosine from the initial rate to 0 over the whole run. */
  z.strictObject({ kind: z.literal("cosine"), warmupEpochs: number(0, 20).default(0) }),
  /** The rate is multiplied by `factor` every `everyEpochs` epochs (the paper: 0.94 every 2). */
  z.strictObject({ kind: z.literal("step"), everyEpochs: wholeNumber(1, 1000).default(2), factor: number(0.001, 1).default(0.94) }),
]);

export const trainingSchema = z.strictObject({
  epochs: wholeNumber(1, 1000).default(10),
  batchSize: wholeNumber(1, 512).default(32),
  learningRate: number(0, 1e6).default(0.05),
  optimizer: optimizerSchema.prefault({ method: "sgd" }),
  schedule: scheduleSchema.prefault({ kind: "cosine" }),
  /** L2 coefficient of filters; offsets, scales and biases are never decayed. */
  weightDecay: number(0, 1).default(1e-4),
  /** Decay on depthwise filters biases a sweep along the spectrum: off unless asked for. */
  decayDepthwise: z.boolean().default(false),
});

export const recipeSchema = z.strictObject({
  version: z.literal(RECIPE_VERSION).default(RECIPE_VERSION),
  network: networkSchema.prefault({}),
  dataset: datasetSchema.prefault({}),
  training: trainingSchema.prefault({}),
  seed: wholeNumber(0, 2 ** 32 - 1).default(1),
  /** "portable" gives the same bits on every machine; "fastest" may fuse multiply and add, which rounds once instead of twice. */
  arithmetic: z.enum(["portable", "fastest"]).default("portable"),
});

export type Recipe = z.output<typeof recipeSchema>;
export type ModuleRecipe = Recipe["network"]["module"];
export type NetworkRecipe = Recipe["network"];
export type DatasetRecipe = Recipe["dataset"];
export type TrainingRecipe = Recipe["training"];
export type OptimizerRecipe = TrainingRecipe["optimizer"];
export type ScheduleRecipe = TrainingRecipe["schedule"];
export type IntermediateActivation = ModuleRecipe["intermediateActivation"];

export const defaultRecipe: Recipe = recipeSchema.parse({});
