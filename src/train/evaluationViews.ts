// Evaluation views of a split as bytes, made once per data set: they are the same for every run.
import { viewBytes, type Dataset } from "../data/dataset.ts";
import type { EvaluationSplit } from "../run/events.ts";

/** What is evaluated: each image of the split, in so many views. */
export interface EvaluationTask {
  readonly split: EvaluationSplit;
  readonly views: number;
}

const viewsOf = new WeakMap<Dataset, Map<string, Uint8Array<ArrayBuffer>>>();

/** Bytes [views · images, height, width, channels] of the task's split: the first view of every image, then the second, … */
export function evaluationViews(dataset: Dataset, { split, views }: EvaluationTask): Uint8Array<ArrayBuffer> {
  let known = viewsOf.get(dataset);
  if (!known) viewsOf.set(dataset, (known = new Map()));
  const key = `${split} ${views}`;
  let found = known.get(key);
  if (!found) {
    const bytes = viewBytes(dataset.description);
    const images = dataset.size(split);
    found = new Uint8Array(views * images * bytes);
    for (let view = 0; view < views; view++)
      for (let index = 0; index < images; index++)
        dataset.writeEvaluationView(split, index, view, found, (view * images + index) * bytes);
    known.set(key, found);
  }
  return found;
}
