// One training step of a model: forward, backward, the optimizer, the moving averages.
import {
  dispose,
  keep,
  tensor,
  tensor1d,
  tensor4d,
  tidy,
  variableGrads,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../data/random.ts";
import { batchMean } from "../kernels/batchMean/op.ts";
import { batchScores } from "../kernels/batchScores/op.ts";
import { moveAverages } from "../kernels/movingAverages/op.ts";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy/op.ts";
import type { BatchStatistics } from "../model/forward.ts";
import type { Model } from "../model/model.ts";
import type { Optimizer } from "./optimizer.ts";
import type { PixelBatch } from "./trainingBatches.ts";

export interface StepSettings {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** With the step, names the stream of dropout masks. */
  readonly seed: number;
  readonly imageShape: readonly [number, number, number];
}

/** A batch on the engine. */
export interface StepTensors {
  readonly images: Tensor4D;
  /** int32 [batch]. */
  readonly labels: Tensor1D;
  readonly dropoutMask: (name: string, shape: readonly number[], rate: number) => Tensor;
}

/** A batch's scores, [2]: mean cross-entropy in nats, and accuracy in [0, 1]; both from before the update. */
export type StepScores = Tensor1D;

/** Moves the model by one batch; returns the batch's scores, which belong to the caller. */
export function trainingStep(
  model: Model,
  optimizer: Optimizer,
  batch: PixelBatch,
  settings: StepSettings,
): StepScores {
  return tidy(() =>
    stepOn(
      model,
      optimizer,
      {
        images: tensor4d(batch.pixels, [batch.labels.length, ...settings.imageShape]),
        labels: tensor1d(batch.labels, "int32"),
        dropoutMask: (name, shape, rate) => dropoutMask(name, shape, rate, settings),
      },
      settings,
    ),
  );
}

/** The step itself; the surrounding tidy releases its intermediate tensors. */
export function stepOn(
  model: Model,
  optimizer: Optimizer,
  { images, labels, dropoutMask: mask }: StepTensors,
  { learningRate, step }: Pick<StepSettings, "learningRate" | "step">,
): StepScores {
  const statistics: BatchStatistics[] = [];
  const scores: StepScores[] = [];
  const { grads } = variableGrads(() => {
    const logits = model.run(images, {
      kind: "training",
      dropoutMask: mask,
      onStatistics: (own) => statistics.push(own),
    });
    const { loss, probabilities } = softmaxCrossEntropy(logits, labels);
    const mean = batchMean(loss);
    scores.push(keep(batchScores(mean, probabilities, labels)));
    return mean;
  }, [...optimizer.trainable]);
  const [kept] = scores;
  if (!kept) throw new Error("A step was taken without its scores.");
  try {
    optimizer.apply(
      optimizer.trainable.map((parameter) => gradientOf(grads, parameter)),
      learningRate,
      step,
    );
    updateMovingAverages(model, statistics);
    return kept.clone(); // belongs to the surrounding tidy, as everything else
  } finally {
    kept.dispose();
  }
}

function gradientOf(gradients: Readonly<Record<string, Tensor>>, parameter: Variable): Tensor {
  const gradient = gradients[parameter.name];
  if (!gradient)
    throw new Error(`The loss does not depend on ${parameter.name} of shape [${parameter.shape.join(", ")}].`);
  return gradient;
}

/** Moves every norm's moving mean and variance by the batch's; releases the statistics. */
function updateMovingAverages(model: Model, statistics: readonly BatchStatistics[]): void {
  const byName = new Map(model.parameters.map(({ spec, variable }) => [spec.name, variable]));
  const moving = (name: string): Variable => {
    const found = byName.get(name);
    if (!found) throw new Error(`The network has no moving average ${name}.`);
    return found;
  };
  moveAverages(
    statistics.flatMap(({ norm, momentum, mean, variance }) => [
      { moving: moving(`${norm}/movingMean`), batch: mean, momentum },
      { moving: moving(`${norm}/movingVariance`), batch: variance, momentum },
    ]),
  );
  dispose(statistics.flatMap(({ mean, variance }) => [mean, variance]));
}

/** 0 with probability `rate`, else 1 / (1 − rate); seeded by the run, the layer and the step. */
export function dropoutMask(name: string, shape: readonly number[], rate: number, settings: StepSettings): Tensor {
  return tensor(dropoutMaskValues(name, shape, rate, settings), [...shape]);
}

/** The mask's numbers, row by row. */
export function dropoutMaskValues(
  name: string,
  shape: readonly number[],
  rate: number,
  settings: StepSettings,
): Float32Array {
  const stream = randomStream(settings.seed, "dropout", name, settings.step);
  const mask = new Float32Array(shape.reduce((product, length) => product * length, 1));
  return mask.map(() => (stream.uniform() < rate ? 0 : 1 / (1 - rate)));
}
