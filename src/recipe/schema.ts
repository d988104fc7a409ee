// What can be asked of the lab, as a versioned schema with defaults. A recipe is complete: with the
// program's version it decides every number of a run.
import type { z } from "zod";
import { activationNames } from "../activations/list.ts";
import { datasetSection } from "./datasets.ts";
import { choice, number, oneOf, section, trueOrFalse, wholeNumber, wholeNumbers } from "./fields.ts";

export const RECIPE_VERSION = 1;

const activation = oneOf(...activationNames);

export const moduleSchema = section({
  segments: wholeNumber(1, 256).default(16),
  kernel: oneOf(1, 3, 5, 7).default(3),
  order: oneOf("pointwise-first", "spatial-first").default("pointwise-first"),
  intermediateActivation: activation.default("none"),
  intermediateBatchNorm: trueOrFalse.default(false),
});

export const networkSchema = section({
  family: oneOf("spectrum").default("spectrum"),
  width: wholeNumber(1, 256).default(48),
  /**
   * Modules per stage. The stem halves a 32×32 image, and so does each stage but the first: the fourth works at 2×2, and
   * a fifth would have one cell.
   */
  stages: wholeNumbers(1, 4, 8).default([2, 2]),
  module: moduleSchema.prefault({}),
  activation: activation.default("relu"),
  activationPlace: oneOf("before-module", "before-add", "after-add").default("after-add"),
  residual: trueOrFalse.default(true),
  dropout: number(0, 0.9).default(0),
});

/** The data set's own settings by key; those left out have the data set's defaults. */
export const datasetSchema = choice("id", "emoji-10", [datasetSection("emoji-10"), datasetSection("coupled-10")]);

export const optimizerSchema = choice("method", "sgd", [
  section({ method: oneOf("sgd"), momentum: number(0, 0.999).default(0.9) }),
  section({
    method: oneOf("adam"),
    beta1: number(0, 0.999).default(0.9),
    beta2: number(0, 0.9999).default(0.999),
    epsilon: number(1e-12, 1).default(1e-7),
  }),
]);

export const scheduleSchema = choice("kind", "cosine", [
  section({ kind: oneOf("constant") }),
  /** Half a cosine from the initial rate to 0 over the whole run. */
  section({ kind: oneOf("cosine"), warmupEpochs: number(0, 20).default(0) }),
  /** The rate is multiplied by `factor` every `everyEpochs` epochs (the paper: 0.94 every 2). */
  section({
    kind: oneOf("step"),
    everyEpochs: wholeNumber(1, 1000).default(2),
    factor: number(0.001, 1).default(0.94),
  }),
]);

export const trainingSchema = section({
  epochs: wholeNumber(1, 1000).default(12),
  batchSize: wholeNumber(1, 512).default(32),
  learningRate: number(0, 1e6).default(0.1),
  optimizer: optimizerSchema.prefault({}),
  schedule: scheduleSchema.prefault({}),
  /** L2 coefficient of filters; offsets, scales and biases are never decayed. */
  weightDecay: number(0, 1).default(1e-4),
  /** Decay on depthwise filters biases a sweep along the spectrum, so it is off by default. */
  decayDepthwise: trueOrFalse.default(false),
});

export const recipeSchema = section({
  version: oneOf(RECIPE_VERSION).default(RECIPE_VERSION),
  network: networkSchema.prefault({}),
  dataset: datasetSchema.prefault({}),
  training: trainingSchema.prefault({}),
  seed: wholeNumber(0, 2 ** 32 - 1).default(1),
  /** "portable" gives the same bits on every machine; "fastest" may fuse multiply and add, with one rounding, not two. */
  arithmetic: oneOf("portable", "fastest").default("portable"),
  /** "float16" stores activations in 16 bits on a GPU, where widths allow; sums, weights and gradients keep 32. */
  storage: oneOf("float32", "float16").default("float32"),
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
