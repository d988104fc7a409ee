// A linear model trained on the pixels of the same views: the reference line a network must clear.
// Multinomial logistic regression by gradient descent, with its own exponential, so that its accuracy is the same
// number in every browser.

import { normalise, trainingOrder } from "./batches.ts";
import { defaultAugmentation, viewBytes, type AugmentationSettings, type Dataset, type Split } from "./dataset.ts";
import { exponential } from "./elementaryFunctions.ts";
import { randomStream } from "./random.ts";

export interface LinearModelOptions {
  readonly seed: number;
  readonly augmentation: AugmentationSettings;
  /** Number of training views shown in total. */
  readonly viewCount: number;
  /** Views per test image, whose probabilities are averaged; validation has one, as networks have. */
  readonly testViews: number;
}

/** Tested in as many views as networks are by default. */
export const defaultLinearModel: LinearModelOptions = {
  seed: 1,
  augmentation: defaultAugmentation,
  viewCount: 12000,
  testViews: 3,
};

export interface LinearModelResult {
  /** Macro accuracies (the mean of the classes' own accuracies), from 0 to 1. */
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
}

const batchSize = 32;
/** Views go through the model four at a time: each weight is then fetched once for four products. */
const together = 4;
const learningRate = 0.0005;
const momentum = 0.9;
const decay = 0.03; // share of the weights taken off per step and unit of learning rate

/** Trains and evaluates; yields the share done (0 … 1) every few batches, so that a worker can handle messages. */
export function* fitLinearModel(
  dataset: Dataset,
  options: LinearModelOptions = defaultLinearModel,
): Generator<number, LinearModelResult, undefined> {
  const model = new LinearModel(dataset.description.classNames.length, meanView(dataset, options));
  const inputs = viewBytes(dataset.description);
  const bytes = new Uint8Array(together * inputs);
  const labels = dataset.labels("train");
  const batchCount = Math.max(1, Math.round(options.viewCount / batchSize));
  for (let epoch = 0, batch = 0; batch < batchCount; epoch++) {
    for (const indices of trainingOrder(labels, options.seed, epoch, batchSize)) {
      if (batch === batchCount) break;
      for (let first = 0; first < batchSize; first += together) {
        for (let place = 0; place < together; place++) {
          const stream = randomStream(options.seed, "linear model", batch, first + place);
          dataset.writeTrainingView(indices[first + place]!, stream, options.augmentation, bytes, place * inputs);
        }
        model.learn(bytes, indices.subarray(first, first + together), labels);
      }
      model.step(learningRate * (1 - batch / batchCount));
      if (++batch % 8 === 0) yield batch / batchCount;
    }
  }
  return {
    validationAccuracy: macroAccuracy(dataset, "validation", model, 1),
    testAccuracy: macroAccuracy(dataset, "test", model, options.testViews),
  };
}

/** The same, without pauses. */
export function trainLinearModel(
  dataset: Dataset,
  options: LinearModelOptions = defaultLinearModel,
): LinearModelResult {
  const training = fitLinearModel(dataset, options);
  for (;;) {
    const { done, value } = training.next();
    if (done === true) return value;
  }
}

/** The mean over some training views: subtracted from every view, it lets gradient descent look at differences only. */
function meanView(dataset: Dataset, options: LinearModelOptions): Float64Array {
  const inputs = viewBytes(dataset.description);
  const sums = new Float64Array(inputs);
  const bytes = new Uint8Array(inputs);
  const view = new Float32Array(inputs);
  const stream = randomStream(options.seed, "linear model", "mean");
  const count = 500;
  for (let sample = 0; sample < count; sample++) {
    dataset.writeTrainingView(stream.integer(dataset.size("train")), stream, options.augmentation, bytes, 0);
    normalise(bytes, view);
    for (let pixel = 0; pixel < inputs; pixel++) sums[pixel] = sums[pixel]! + view[pixel]!;
  }
  return sums.map((sum) => sum / count);
}

class LinearModel {
  readonly #classCount: number;
  readonly #mean: Float64Array;
  /** Class by class: its weights, then its bias. */
  readonly #weights: Float64Array;
  readonly #gradient: Float64Array;
  readonly #velocity: Float64Array;
  /** Four views and their scores: view after view. */
  readonly #views: Float64Array;
  readonly #floats: Float32Array;
  readonly #scores: Float64Array;

  constructor(classCount: number, mean: Float64Array) {
    this.#classCount = classCount;
    this.#mean = mean;
    const inputs = mean.length;
    this.#views = new Float64Array(together * inputs);
    this.#floats = new Float32Array(together * inputs);
    const size = classCount * (inputs + 1);
    this.#weights = new Float64Array(size);
    this.#gradient = new Float64Array(size);
    this.#velocity = new Float64Array(size);
    this.#scores = new Float64Array(together * classCount);
  }

  /** The probabilities of the classes, for each of the four views in `bytes`. */
  probabilities(bytes: Uint8Array): Float64Array[] {
    this.#score(bytes);
    return Array.from({ length: together }, (_, view) => softmax(this.#scoresOf(view)));
  }

  /** Adds the gradient of the four views' cross-entropy; `labels[indices[i]]` is the class of the i-th. */
  learn(bytes: Uint8Array, indices: Uint32Array, labels: Uint8Array): void {
    this.#score(bytes);
    for (const [view, index] of indices.entries()) {
      const scores = this.#scoresOf(view);
      softmax(scores).forEach((share, label) => (scores[label] = share - (label === labels[index] ? 1 : 0))); // now errors
    }
    const inputs = this.#mean.length;
    const views = this.#views;
    const gradient = this.#gradient;
    for (let label = 0; label < this.#classCount; label++) {
      const [error0, error1, error2, error3] = this.#fourOf(label);
      const from = label * (inputs + 1);
      for (let pixel = 0; pixel < inputs; pixel++) {
        gradient[from + pixel] =
          gradient[from + pixel]! +
          (error0 * views[pixel]! +
            error1 * views[inputs + pixel]! +
            error2 * views[2 * inputs + pixel]! +
            error3 * views[3 * inputs + pixel]!);
      }
      gradient[from + inputs] = gradient[from + inputs]! + (error0 + error1 + error2 + error3);
    }
  }

  /** Gradient descent with momentum over one batch of views learnt since the last step. */
  step(rate: number): void {
    const weights = this.#weights;
    const gradient = this.#gradient;
    const velocity = this.#velocity;
    for (let index = 0; index < weights.length; index++) {
      velocity[index] = momentum * velocity[index]! + gradient[index]! / batchSize + decay * weights[index]!;
      weights[index] = weights[index]! - rate * velocity[index]!;
    }
    gradient.fill(0);
  }

  #scoresOf(view: number): Float64Array {
    return this.#scores.subarray(view * this.#classCount, (view + 1) * this.#classCount);
  }

  #fourOf(label: number): [number, number, number, number] {
    const at = (view: number): number => this.#scores[view * this.#classCount + label]!;
    return [at(0), at(1), at(2), at(3)];
  }

  #score(bytes: Uint8Array): void {
    const inputs = this.#mean.length;
    const views = this.#views;
    const weights = this.#weights;
    normalise(bytes, this.#floats);
    for (let at = 0; at < views.length; at++) views[at] = this.#floats[at]! - this.#mean[at % inputs]!;
    for (let label = 0; label < this.#classCount; label++) {
      const from = label * (inputs + 1);
      const bias = weights[from + inputs]!;
      let sum0 = bias;
      let sum1 = bias;
      let sum2 = bias;
      let sum3 = bias;
      for (let pixel = 0; pixel < inputs; pixel++) {
        const weight = weights[from + pixel]!;
        sum0 += weight * views[pixel]!;
        sum1 += weight * views[inputs + pixel]!;
        sum2 += weight * views[2 * inputs + pixel]!;
        sum3 += weight * views[3 * inputs + pixel]!;
      }
      [sum0, sum1, sum2, sum3].forEach((sum, view) => (this.#scores[view * this.#classCount + label] = sum));
    }
  }
}

function softmax(scores: Float64Array): Float64Array {
  const highest = Math.max(...scores);
  const exponentials = scores.map((score) => exponential(score - highest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

function macroAccuracy(dataset: Dataset, split: Split, model: LinearModel, views: number): number {
  const classCount = dataset.description.classNames.length;
  const right = new Float64Array(classCount);
  const all = new Float64Array(classCount);
  const inputs = viewBytes(dataset.description);
  const bytes = new Uint8Array(together * inputs);
  const labels = dataset.labels(split);
  for (let first = 0; first < labels.length; first += together) {
    const indices = Array.from({ length: Math.min(together, labels.length - first) }, (_, place) => first + place);
    const sums = Array.from({ length: together }, () => new Float64Array(classCount));
    for (let view = 0; view < views; view++) {
      for (const [place, index] of indices.entries())
        dataset.writeEvaluationView(split, index, view, bytes, place * inputs);
      for (const [place, own] of model.probabilities(bytes).entries())
        own.forEach((share, label) => (sums[place]![label] = sums[place]![label]! + share));
    }
    for (const [place, index] of indices.entries()) {
      const label = labels[index]!;
      const sum = sums[place]!;
      all[label] = all[label]! + 1;
      if (sum.indexOf(Math.max(...sum)) === label) right[label] = right[label]! + 1;
    }
  }
  const shares = [...all.keys()].filter((label) => all[label]! > 0).map((label) => right[label]! / all[label]!);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
