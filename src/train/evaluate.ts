// A model's metrics on a whole split, in inference mode: moving averages, no augmentation.
import { dispose, tensor1d, tensor4d, tidy, zeros, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { normalise } from "../data/batches.ts";
import { viewBytes, type Dataset } from "../data/dataset.ts";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy/op.ts";
import type { Model } from "../model/model.ts";
import type { Evaluation, EvaluationSplit } from "../run/events.ts";
import { evaluationViews } from "./evaluationViews.ts";
import { collectMetrics } from "./metrics.ts";

const BATCH_SIZE = 64;

/** Where the images of an evaluation come from: [end − first, height, width, channels]. */
export type EvaluationImages = (split: EvaluationSplit, first: number, end: number) => Tensor4D;

/** Uploads each batch. */
export function uploadedImages(dataset: Dataset): EvaluationImages {
  const bytes = viewBytes(dataset.description);
  return (split, first, end) => {
    const pixels = new Float32Array((end - first) * bytes);
    normalise(evaluationViews(dataset, split).subarray(first * bytes, end * bytes), pixels);
    return tensor4d(pixels, [end - first, ...dataset.description.imageShape]);
  };
}

/**
 * `breathe` is awaited between batches and may throw to end the evaluation. Results are requested batch by batch but
 * awaited at the end, so that a GPU goes from batch to batch without a stall.
 */
export async function evaluate(
  model: Model,
  dataset: Dataset,
  split: EvaluationSplit,
  images: EvaluationImages,
  breathe: () => Promise<void>,
): Promise<Evaluation> {
  const labels = dataset.labels(split);
  const metrics = collectMetrics(dataset.description.classNames.length);
  const readings: Promise<Reading>[] = [];
  try {
    for (let start = 0; start < labels.length; start += BATCH_SIZE) {
      await breathe();
      const own = labels.subarray(start, start + BATCH_SIZE);
      const reading = read(
        tidy(() => outcome(model, images(split, start, start + own.length), tensor1d(Int32Array.from(own), "int32"))),
        own,
      );
      reading.catch(() => {}); // reported at the end
      readings.push(reading);
    }
  } finally {
    await Promise.allSettled(readings);
  }
  for (const { probabilities, losses, labels: own } of await Promise.all(readings))
    metrics.add(probabilities, losses, own);
  return metrics.result(split);
}

interface Reading {
  readonly probabilities: ArrayLike<number>;
  readonly losses: ArrayLike<number>;
  readonly labels: Uint8Array;
}

async function read({ loss, probabilities }: ReturnType<typeof outcome>, labels: Uint8Array): Promise<Reading> {
  try {
    const [found, losses] = await Promise.all([probabilities.data(), loss.data()]);
    return { probabilities: found, losses, labels };
  } finally {
    dispose([loss, probabilities]);
  }
}

/** Runs an evaluation's batch of each size, within the caller's tidy, for an engine that compiles ahead. */
export function rehearseEvaluation(model: Model, dataset: Dataset, images: EvaluationImages): void {
  for (const split of ["validation", "test"] as const) {
    const count = dataset.size(split);
    const sizes = new Set([Math.min(count, BATCH_SIZE), count % BATCH_SIZE]);
    sizes.delete(0);
    for (const size of sizes) outcome(model, images(split, 0, size), zeros([size], "int32"));
  }
}

const outcome = (model: Model, images: Tensor4D, labels: Tensor1D) =>
  softmaxCrossEntropy(model.run(images, { kind: "inference" }), labels);
