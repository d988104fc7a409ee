// A model's metrics on a whole split, in inference mode: moving averages, no augmentation.
import { dispose, tensor1d, tensor4d, tidy, zeros, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { normalise } from "../data/batches.ts";
import { viewBytes, type Dataset } from "../data/dataset.ts";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy/op.ts";
import type { Model } from "../model/model.ts";
import type { Evaluation } from "../run/events.ts";
import { averageViews, type Reading } from "./averageViews.ts";
import { evaluationViews, type EvaluationTask } from "./evaluationViews.ts";
import { metricsOf } from "./metrics.ts";

const BATCH_SIZE = 64;

/** Views `first` to before `end` of a task, in the order of evaluationViews: [end − first, height, width, channels]. */
export type EvaluationImages = (task: EvaluationTask, first: number, end: number) => Tensor4D;

/** Uploads each batch. */
export function uploadedImages(dataset: Dataset): EvaluationImages {
  const bytes = viewBytes(dataset.description);
  return (task, first, end) => {
    const pixels = new Float32Array((end - first) * bytes);
    normalise(evaluationViews(dataset, task).subarray(first * bytes, end * bytes), pixels);
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
  images: EvaluationImages,
  task: EvaluationTask,
  breathe: () => Promise<void>,
): Promise<Evaluation> {
  const { split, views } = task;
  const labels = dataset.labels(split);
  const count = views * labels.length;
  const readings: Promise<Reading>[] = [];
  try {
    for (let start = 0; start < count; start += BATCH_SIZE) {
      await breathe();
      const end = Math.min(start + BATCH_SIZE, count);
      const own = Int32Array.from({ length: end - start }, (_, at) => labels[(start + at) % labels.length] ?? 0);
      const reading = read(tidy(() => outcome(model, images(task, start, end), tensor1d(own, "int32"))));
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

/** Runs the task's batches of each size, within the caller's tidy, for an engine that compiles ahead. */
export function rehearseEvaluation(
  model: Model,
  dataset: Dataset,
  images: EvaluationImages,
  task: EvaluationTask,
): void {
  const count = task.views * dataset.size(task.split);
  const sizes = new Set([Math.min(count, BATCH_SIZE), count % BATCH_SIZE]);
  sizes.delete(0);
  for (const size of sizes) outcome(model, images(task, 0, size), zeros([size], "int32"));
}

const outcome = (model: Model, images: Tensor4D, labels: Tensor1D) =>
  softmaxCrossEntropy(model.run(images, { kind: "inference" }), labels);
