// Everything that a recipe can ask for, described once. Schema, controls, links, the words of differences, the command
// line's help and docs/settings.md follow from this tree.
import type { DatasetDescription, DatasetFields } from "../data/dataset.ts";
import { DATASETS, type DatasetId } from "../data/descriptions.ts";
import { FAMILIES } from "../networks/families.ts";
import { choice, group, integer, number, onOff, variant, type Branch, type Group } from "../settings/field.ts";

export const RECIPE_VERSION = 3;

type DatasetBranch = Branch<{ readonly settings: Group<DatasetFields> }>;

function datasetBranch({ title, kind, summary, settings }: DatasetDescription): DatasetBranch {
  return {
    label: `${title}, ${kind}, colour`,
    words: title,
    help: summary,
    fields: { settings: group(settings, "data.") },
  };
}

const datasetBranches = Object.fromEntries(
  Object.entries(DATASETS).map(([id, description]) => [id, datasetBranch(description)]),
) as Record<DatasetId, DatasetBranch>;

export const optimizerField = variant({
  tag: "method",
  label: "Optimizer",
  help: "How the weights move along the gradient of the loss.",
  paper: "Section 4.2: SGD for ImageNet",
  link: "optimizer",
  default: "sgd",
  isDetail: true,
  branches: {
    sgd: {
      label: "SGD",
      help: "Gradient descent with momentum.",
      suits: { learningRate: 0.1 },
      fields: {
        momentum: number({
          label: "Momentum",
          help: "The share of the last step that goes on in the next: more of it evens out the noise of single batches.",
          paper: "Section 4.2: 0.9",
          min: 0,
          max: 0.999,
          step: 0.1,
          default: 0.9,
        }),
      },
    },
    adam: {
      label: "Adam",
      help: "Adam’s steps do not shrink with the gradient: it wants a smaller rate.",
      suits: { learningRate: 0.002 },
      fields: {
        beta1: number({
          label: "β₁",
          help: "How slowly the mean of the gradients, along which a step goes, forgets.",
          min: 0,
          max: 0.999,
          step: 0.01,
          default: 0.9,
        }),
        beta2: number({
          label: "β₂",
          help: "How slowly the mean of their squares, by which a step is scaled, forgets.",
          min: 0,
          max: 0.9999,
          step: 0.001,
          default: 0.999,
        }),
        epsilon: number({
          label: "ε",
          help: "Added to the scale of a step, so that none is divided by almost nothing.",
          min: 1e-12,
          max: 1,
          step: 1e-7,
          default: 1e-7,
        }),
      },
    },
  },
  words: (optimizer) =>
    optimizer.method === "sgd"
      ? `SGD ${optimizer.momentum}`
      : `Adam ${optimizer.beta1} ${optimizer.beta2} ${optimizer.epsilon}`,
});

export const scheduleField = variant({
  tag: "kind",
  label: "Schedule of the rate",
  help: "How the learning rate falls in the course of a run.",
  paper: "Section 4.2: stepwise",
  link: "schedule",
  default: "cosine",
  isDetail: true,
  branches: {
    constant: { label: "constant", help: "The initial rate throughout.", fields: {} },
    cosine: {
      label: "cosine",
      help: "Half a cosine from the initial rate to 0 over the whole run.",
      fields: {
        warmupEpochs: number({
          label: "Warm-up",
          help: "The rate rises linearly before the cosine begins.",
          unit: "epochs",
          link: "warmup",
          min: 0,
          max: 20,
          step: 0.5,
          default: 0,
        }),
      },
    },
    step: {
      label: "stepwise",
      help: "The rate is multiplied by a factor every so many epochs.",
      fields: {
        everyEpochs: integer({
          label: "A step every",
          help: "After so many epochs the rate is multiplied by the factor, again and again.",
          paper: "Section 4.2: 2",
          unit: "epochs",
          link: "step-epochs",
          min: 1,
          max: 1000,
          default: 2,
        }),
        factor: number({
          label: "Factor of a step",
          help: "What the rate is multiplied by at each step; 1 leaves it as it is.",
          paper: "Section 4.2: 0.94",
          link: "step-factor",
          min: 0.001,
          max: 1,
          step: 0.01,
          default: 0.94,
        }),
      },
    },
  },
  words: (schedule) => {
    switch (schedule.kind) {
      case "constant":
        return "constant";
      case "cosine":
        return schedule.warmupEpochs > 0 ? `cosine after ${schedule.warmupEpochs} warm-up` : "cosine";
      case "step":
        return `× ${schedule.factor} every ${schedule.everyEpochs}`;
      default:
        return schedule satisfies never;
    }
  },
});

const trainingField = group({
  epochs: integer({
    label: "Epochs",
    help: "How often every training image is seen; each epoch ends with a look at the validation images.",
    min: 1,
    max: 1000,
    default: 12,
    words: (epochs) => `${epochs} ${epochs === 1 ? "epoch" : "epochs"}`,
  }),
  learningRate: number({
    label: "Learning rate",
    help: "How far a step goes at first; the schedule lowers it.",
    paper: "Section 4.2: 0.045",
    link: "rate",
    min: 0,
    max: 1e6,
    step: 0.01,
    default: 0.1,
    words: (rate) => `rate ${rate}`,
  }),
  batchSize: integer({
    label: "Batch size",
    help: "Images whose gradients are averaged for one step.",
    unit: "images",
    link: "batch",
    min: 1,
    max: 512,
    step: 8,
    default: 32,
    words: (images) => `batch ${images}`,
    isDetail: true,
  }),
  optimizer: optimizerField,
  schedule: scheduleField,
  weightDecay: number({
    label: "Weight decay",
    help: "L2 coefficient of the filters; offsets, scales and biases are never decayed.",
    paper: "Section 4.3: 0.00001 for Xception",
    link: "decay",
    min: 0,
    max: 1,
    step: 0.0001,
    default: 1e-4,
    words: (coefficient) => `weight decay ${coefficient}`,
    isDetail: true,
  }),
  decayDepthwise: onOff({
    label: "Decay depthwise filters too",
    help: "Off, so that decay does not favour one end of the spectrum.",
    link: "decay-depthwise",
    default: false,
    words: (on) => (on ? "depthwise decayed" : "depthwise not decayed"),
    isDetail: true,
  }),
});

export const RECIPE = group({
  version: choice({
    label: "Version",
    options: [{ value: RECIPE_VERSION, label: String(RECIPE_VERSION) }],
    default: RECIPE_VERSION,
    help: "Of the recipe; earlier ones are read too.",
    isDrawnApart: true,
  }),
  network: variant({
    tag: "family",
    label: "Network",
    help: "The family of networks that is trained.",
    link: "family",
    branches: FAMILIES,
    default: "spectrum",
    isDrawnApart: true,
  }),
  dataset: variant({
    tag: "id",
    label: "Data set",
    help: "The pictures that the networks learn to tell apart.",
    link: "data",
    branches: datasetBranches,
    default: "emoji-10",
    isList: true,
  }),
  training: trainingField,
  evaluation: group({
    views: integer({
      label: "Views per test image",
      help: "The trained network sees each test image in so many fixed views, and its probabilities are averaged: more views, less chance.",
      link: "views",
      min: 1,
      max: 9,
      default: 3,
      words: (views) => `tested in ${views} ${views === 1 ? "view" : "views"}`,
      isDetail: true,
    }),
  }),
  arithmetic: choice({
    label: "Arithmetic",
    help: "Portable gives the same bits on every machine; fastest may fuse multiply and add, which rounds once instead of twice.",
    options: [
      { value: "portable", label: "portable" },
      { value: "fastest", label: "fastest" },
    ],
    default: "portable",
    words: (value) => `${value} arithmetic`,
    isDetail: true,
  }),
  storage: choice({
    label: "Activations kept in",
    help: "On a GPU, 16 move fewer bytes and round more; sums, weights and gradients keep 32.",
    options: [
      { value: "float32", label: "32 bits" },
      { value: "float16", label: "16 bits" },
    ],
    default: "float32",
    words: (value) => (value === "float16" ? "stored in 16 bits" : "stored in 32 bits"),
    isDetail: true,
  }),
  seed: integer({
    label: "Seed",
    help: "First weights, order of the data and augmentation follow from it.",
    min: 0,
    max: 2 ** 32 - 1,
    default: 1,
    words: (seed) => `seed ${seed}`,
  }),
});
