// A model's metrics on a whole split, in inference mode: moving averages, no augmentation.
import { dispose, tensor1d, tensor4d, tidy, zeros, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { normalise } from "../data/batches.ts";
import { viewBytes, type Dataset } from "../data/dataset.ts";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy/op.ts";
import type { Model } from "../model/model.ts";
import type { Evaluation, EvaluationSplit } from "../run/events.ts";
import { averageViews, type Reading } from "./averageViews.ts";
import { evaluationViews } from "./evaluationViews.ts";
import { metricsOf } from "./metrics.ts";

const BATCH_SIZE = 64;

/** Views `first` to before `end` of a split's views (see evaluationViews.ts): [end − first, height, width, channels]. */
export type EvaluationImages = (split: EvaluationSplit, first: number, end: number) => Tensor4D;

/** What is evaluated: each image of the split in so many views, the first of those that `images` has. */
export interface EvaluationTask {
  readonly split: EvaluationSplit;
  readonly views: number;
  readonly images: EvaluationImages;
}

/** Uploads each batch. */
export function uploadedImages(dataset: Dataset, views: number): EvaluationImages {
  const bytes = viewBytes(dataset.description);
  return (split, first, end) => {
    const pixels = new Float32Array((end - first) * bytes);
    normalise(evaluationViews(dataset, split, views).subarray(first * bytes, end * bytes), pixels);
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
  { split, views, images }: EvaluationTask,
  breathe: () => Promise<void>,
): Promise<Evaluation> {
  const labels = dataset.labels(split);
  const count = views * labels.length;
  const readings: Promise<Reading>[] = [];
  try {
    for (let start = 0; start < count; start += BATCH_SIZE) {
      await breathe();
      const end = Math.min(start + BATCH_SIZE, count);
      const own = Int32Array.from({ length: end - start }, (_, at) => labels[(start + at) % labels.length] ?? 0);
      const reading = read(tidy(() => outcome(model, images(split, start, end), tensor1d(own, "int32"))));
      reading.catch(() => {}); // reported at the end
      readings.push(reading);
    }
  } finally {
    await Promise.allSettled(readings);
  }
  const all = await Promise.all(readings);
  const averaged = averageViews(
    {
      probabilities: all.flatMap((reading) => Array.from(reading.probabilities)),
      losses: all.flatMap((reading) => Array.from(reading.losses)),
    },
    views,
  );
  const classes = dataset.description.classNames.length;
  return { split, ...metricsOf(averaged, { classes, labels, families: dataset.families?.(split) }) };
}

async function read({ loss, probabilities }: ReturnType<typeof outcome>): Promise<Reading> {
  try {
    const [found, losses] = await Promise.all([probabilities.data(), loss.data()]);
    return { probabilities: found, losses };
  } finally {
    dispose([loss, probabilities]);
  }
}

/**
 * Runs the batches of each size of an evaluation in one view and in `views`, within the caller's tidy, for an engine
 * that compiles ahead.
 */
export function rehearseEvaluation(model: Model, dataset: Dataset, views: number, images: EvaluationImages): void {
  for (const split of ["validation", "test"] as const) {
    const counts = [dataset.size(split), views * dataset.size(split)];
    const sizes = new Set(counts.flatMap((count) => [Math.min(count, BATCH_SIZE), count % BATCH_SIZE]));
    sizes.delete(0);
    for (const size of sizes) outcome(model, images(split, 0, size), zeros([size], "int32"));
  }
}

const outcome = (model: Model, images: Tensor4D, labels: Tensor1D) =>
  softmaxCrossEntropy(model.run(images, { kind: "inference" }), labels);
