// A model's metrics on a whole split, as in use: moving averages, no augmentation.
import { dispose, tensor1d, tensor4d, tidy, zeros, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { normalise } from "../data/batches.ts";
import { viewBytes, type Dataset } from "../data/dataset.ts";
import { softmaxCrossEntropy } from "../kernels/softmaxCrossEntropy/op.ts";
import type { Model } from "../model/model.ts";
import type { Evaluation, EvaluationSplit } from "../run/events.ts";
import { collectMetrics } from "./metrics.ts";

const BATCH_SIZE = 64;

/** Evaluation views of a split as bytes, made once a data set: they are the same for every run. */
const viewsOf = new WeakMap<Dataset, Map<EvaluationSplit, Uint8Array>>();

/** `breathe` is awaited between batches and may throw to end the evaluation. */
export async function evaluate(model: Model, dataset: Dataset, split: EvaluationSplit, breathe: () => Promise<void>): Promise<Evaluation> {
  const [height, width, channels] = dataset.description.imageShape;
  const views = evaluationViews(dataset, split);
  const labels = dataset.labels(split);
  const metrics = collectMetrics(dataset.description.classNames.length);
  for (let start = 0; start < labels.length; start += BATCH_SIZE) {
    await breathe();
    const end = Math.min(start + BATCH_SIZE, labels.length);
    const pixels = new Float32Array((end - start) * viewBytes);
    normalise(views.subarray(start * viewBytes, end * viewBytes), pixels);
    const batchLabels = labels.subarray(start, end);
    const { loss, probabilities } = tidy(() => outcome(
      model, tensor4d(pixels, [end - start, height, width, channels]), tensor1d(Int32Array.from(batchLabels), "int32"),
    ));
    try {
      metrics.add(await probabilities.data(), await loss.data(), batchLabels);
    } finally {
      dispose([loss, probabilities]);
    }
  }
  return metrics.result(split);
}

/** Runs an evaluation's batch of each size, on blank images and within the caller's tidy, for an engine that compiles ahead. */
export function rehearseEvaluation(model: Model, dataset: Dataset): void {
  const counts = (["validation", "test"] as const).map((split) => dataset.size(split));
  const sizes = new Set(counts.flatMap((count) => [Math.min(count, BATCH_SIZE), count % BATCH_SIZE]));
  sizes.delete(0);
  for (const size of sizes) outcome(model, zeros([size, ...dataset.description.imageShape]), zeros([size], "int32"));
}

const outcome = (model: Model, images: Tensor4D, labels: Tensor1D) => softmaxCrossEntropy(model.run(images, { kind: "inference" }), labels);

function evaluationViews(dataset: Dataset, split: EvaluationSplit): Uint8Array {
  let splits = viewsOf.get(dataset);
  if (!splits) viewsOf.set(dataset, (splits = new Map()));
  let views = splits.get(split);
  if (!views) {
    views = new Uint8Array(dataset.size(split) * viewBytes);
    for (let index = 0; index < dataset.size(split); index++) dataset.writeEvaluationView(split, index, views, index * viewBytes);
    splits.set(split, views);
  }
  return views;
}
