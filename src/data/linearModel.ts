// A linear model trained on the pixels of the same views: the reference line a network must clear.
// Multinomial logistic regression by gradient descent, with its own exponential, so that its accuracy is the same
// number in every browser. It knows no tensors.

import { normalise, trainingOrder } from "./batches.ts";
import { defaultAugmentation, viewBytes, type AugmentationSettings, type Dataset, type Split } from "./dataset.ts";
import { exponential } from "./elementaryFunctions.ts";
import { randomStream } from "./random.ts";

export interface LinearModelOptions {
  readonly seed: number;
  readonly augmentation: AugmentationSettings;
  /** Training views shown in all. */
  readonly viewCount: number;
}

export const defaultLinearModel: LinearModelOptions = { seed: 1, augmentation: defaultAugmentation, viewCount: 24000 };

export interface LinearModelResult {
  /** Macro accuracies (the mean of the classes' own accuracies), from 0 to 1. */
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
}

const batchSize = 32;
const learningRate = 0.002;
const momentum = 0.9;
const decay = 0.01; // of the weights, a step and unit of learning rate

/** Trains and evaluates; yields the share done (0 … 1) every few batches, so that a worker can listen in between. */
export function* fitLinearModel(dataset: Dataset, options: LinearModelOptions = defaultLinearModel): Generator<number, LinearModelResult, undefined> {
  const classCount = dataset.description.classNames.length;
  const model = new LinearModel(classCount, meanView(dataset, options));
  const bytes = new Uint8Array(viewBytes);
  const labels = dataset.labels("train");
  const batchCount = Math.max(1, Math.round(options.viewCount / batchSize));
  for (let epoch = 0, batch = 0; batch < batchCount; epoch++) {
    for (const indices of trainingOrder(labels, options.seed, epoch, batchSize)) {
      if (batch === batchCount) break;
      for (const [place, index] of indices.entries()) {
        dataset.writeTrainingView(index, randomStream(options.seed, "linear model", batch, place), options.augmentation, bytes, 0);
        model.learn(bytes, labels[index]!);
      }
      model.step(learningRate * (1 - batch / batchCount), indices.length);
      if (++batch % 8 === 0) yield batch / batchCount;
    }
  }
  return { validationAccuracy: macroAccuracy(dataset, "validation", model), testAccuracy: macroAccuracy(dataset, "test", model) };
}

/** The same without stops. */
export function trainLinearModel(dataset: Dataset, options: LinearModelOptions = defaultLinearModel): LinearModelResult {
  const training = fitLinearModel(dataset, options);
  for (;;) {
    const { done, value } = training.next();
    if (done === true) return value;
  }
}

/** The mean over some training views: subtracted from every view, it lets gradient descent look at differences only. */
function meanView(dataset: Dataset, options: LinearModelOptions): Float32Array {
  const sums = new Float64Array(viewBytes);
  const bytes = new Uint8Array(viewBytes);
  const view = new Float32Array(viewBytes);
  const stream = randomStream(options.seed, "linear model", "mean");
  const count = 500;
  for (let sample = 0; sample < count; sample++) {
    dataset.writeTrainingView(stream.integer(dataset.size("train")), stream, options.augmentation, bytes, 0);
    normalise(bytes, view);
    for (let pixel = 0; pixel < viewBytes; pixel++) sums[pixel] = sums[pixel]! + view[pixel]!;
  }
  return Float32Array.from(sums, (sum) => sum / count);
}

class LinearModel {
  readonly #mean: Float32Array;
  readonly #view = new Float32Array(viewBytes);
  /** A class after the other, viewBytes weights and then one bias each. */
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #velocity: Float32Array;
  readonly #scores: Float64Array;

  constructor(classCount: number, mean: Float32Array) {
    this.#mean = mean;
    const size = classCount * (viewBytes + 1);
    this.#weights = new Float32Array(size);
    this.#gradient = new Float32Array(size);
    this.#velocity = new Float32Array(size);
    this.#scores = new Float64Array(classCount);
  }

  /** The class with the highest score. */
  predict(bytes: Uint8Array): number {
    this.#score(bytes);
    let best = 0;
    for (let label = 1; label < this.#scores.length; label++) if (this.#scores[label]! > this.#scores[best]!) best = label;
    return best;
  }

  /** Adds the gradient of one view's cross-entropy. */
  learn(bytes: Uint8Array, label: number): void {
    this.#score(bytes);
    const scores = this.#scores;
    const highest = Math.max(...scores);
    let total = 0;
    for (let index = 0; index < scores.length; index++) total += scores[index] = exponential(scores[index]! - highest);
    const view = this.#view;
    const gradient = this.#gradient;
    for (let index = 0; index < scores.length; index++) {
      const error = scores[index]! / total - (index === label ? 1 : 0);
      if (error < 1e-3 && error > -1e-3) continue; // too little to move anything
      const from = index * (viewBytes + 1);
      for (let pixel = 0; pixel < viewBytes; pixel++) gradient[from + pixel] = gradient[from + pixel]! + error * view[pixel]!;
      gradient[from + viewBytes] = gradient[from + viewBytes]! + error;
    }
  }

  /** Gradient descent with momentum over the views learnt since the last step. */
  step(rate: number, views: number): void {
    const weights = this.#weights;
    const gradient = this.#gradient;
    const velocity = this.#velocity;
    for (let index = 0; index < weights.length; index++) {
      velocity[index] = momentum * velocity[index]! + gradient[index]! / views + decay * weights[index]!;
      weights[index] = weights[index]! - rate * velocity[index]!;
    }
    gradient.fill(0);
  }

  #score(bytes: Uint8Array): void {
    const view = this.#view;
    const mean = this.#mean;
    const weights = this.#weights;
    normalise(bytes, view);
    for (let pixel = 0; pixel < viewBytes; pixel++) view[pixel] = view[pixel]! - mean[pixel]!;
    for (let label = 0; label < this.#scores.length; label++) {
      const from = label * (viewBytes + 1);
      let sum0 = 0; // four sums, because each addition waits for the one before it
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let pixel = 0; pixel < viewBytes; pixel += 4) {
        sum0 += view[pixel]! * weights[from + pixel]!;
        sum1 += view[pixel + 1]! * weights[from + pixel + 1]!;
        sum2 += view[pixel + 2]! * weights[from + pixel + 2]!;
        sum3 += view[pixel + 3]! * weights[from + pixel + 3]!;
      }
      this.#scores[label] = sum0 + sum1 + (sum2 + sum3) + weights[from + viewBytes]!;
    }
  }
}

function macroAccuracy(dataset: Dataset, split: Split, model: LinearModel): number {
  const classCount = dataset.description.classNames.length;
  const right = new Float64Array(classCount);
  const all = new Float64Array(classCount);
  const bytes = new Uint8Array(viewBytes);
  for (const [index, label] of dataset.labels(split).entries()) {
    dataset.writeEvaluationView(split, index, bytes, 0);
    all[label] = all[label]! + 1;
    if (model.predict(bytes) === label) right[label] = right[label]! + 1;
  }
  const shares = [...right.keys()].filter((label) => all[label]! > 0).map((label) => right[label]! / all[label]!);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
