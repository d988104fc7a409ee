// The page's names for a recipe's fields: the labels of the controls, used also in messages that name
// fields by their path in a recipe.
import { DATASETS } from "../../recipe/datasets.ts";

export const FIELD_LABELS = {
  "network.module.segments": "Segments",
  "network.module.kernel": "Spatial kernel",
  "network.module.order": "Order",
  "network.module.intermediateActivation": "Intermediate activation",
  "network.module.intermediateBatchNorm": "Batch norm between",
  "network.width": "Width",
  "network.stages": "Stages",
  "network.residual": "Residual connection",
  "network.activation": "Activation outside",
  "network.activationPlace": "Its place",
  "network.dropout": "Dropout",
  "dataset.id": "Data set",
  "training.epochs": "Epochs",
  "training.batchSize": "Batch size",
  "training.learningRate": "Learning rate",
  "training.optimizer.method": "Optimizer",
  "training.optimizer.momentum": "Momentum",
  "training.optimizer.beta1": "β₁",
  "training.optimizer.beta2": "β₂",
  "training.optimizer.epsilon": "ε",
  "training.schedule.kind": "Schedule of the rate",
  "training.schedule.warmupEpochs": "Warm-up",
  "training.schedule.everyEpochs": "A step every",
  "training.schedule.factor": "Factor of a step",
  "training.weightDecay": "Weight decay",
  "training.decayDepthwise": "Decay depthwise filters too",
  seed: "Seed",
  arithmetic: "Arithmetic",
  storage: "Activations kept in",
} as const;

const LABELS = new Map<string, string>(Object.entries(FIELD_LABELS));
const SETTINGS = new Map<string, string>(
  Object.values(DATASETS).flatMap(({ settings }) =>
    settings.map(({ key, label }) => [`dataset.settings.${key}`, label] as const),
  ),
);

/** "Modules in stage 2", for the stage of index 1. */
export function stageLabel(stage: number): string {
  return `Modules in stage ${stage + 1}`;
}

/** "training.epochs is 0: …" → "Epochs is 0: …"; a path without a control is left as it is. */
export function withLabels(message: string): string {
  return message.replace(/\b(?:network|dataset|training)(?:\.\w+)+|\b(?:seed|arithmetic|storage)(?= is )/g, (path) => {
    const stage = /^network\.stages\.(\d+)$/.exec(path)?.[1];
    return stage === undefined ? (LABELS.get(path) ?? SETTINGS.get(path) ?? path) : stageLabel(Number(stage));
  });
}
