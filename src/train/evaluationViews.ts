// Evaluation views of a split as bytes, made once per data set: they are the same for every run.
import { viewBytes, type Dataset } from "../data/dataset.ts";
import type { EvaluationSplit } from "../run/events.ts";

const viewsOf = new WeakMap<Dataset, Map<EvaluationSplit, Uint8Array<ArrayBuffer>>>();

/** [images, height, width, channels] bytes of the split, image after image. */
export function evaluationViews(dataset: Dataset, split: EvaluationSplit): Uint8Array<ArrayBuffer> {
  let splits = viewsOf.get(dataset);
  if (!splits) viewsOf.set(dataset, (splits = new Map()));
  let views = splits.get(split);
  if (!views) {
    const bytes = viewBytes(dataset.description);
    views = new Uint8Array(dataset.size(split) * bytes);
    for (let index = 0; index < dataset.size(split); index++)
      dataset.writeEvaluationView(split, index, views, index * bytes);
    splits.set(split, views);
  }
  return views;
}
