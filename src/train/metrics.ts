// Loss, accuracy, top-3 and the confusion matrix from a model's probabilities, in plain arrays.
import type { Evaluation, EvaluationSplit } from "../run/events.ts";

export interface MetricsSoFar {
  /** probabilities [count, classes] and loss [count] row by row; labels [count]. */
  add(probabilities: ArrayLike<number>, losses: ArrayLike<number>, labels: ArrayLike<number>): void;
  result(split: EvaluationSplit): Evaluation;
}

export function collectMetrics(classes: number): MetricsSoFar {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const total = new Array<number>(classes).fill(0);
  const amongThree = new Array<number>(classes).fill(0);
  const lossSums = new Array<number>(classes).fill(0);
  return {
    add(probabilities, losses, labels) {
      for (let image = 0; image < labels.length; image++) {
        const truth = labels[image] ?? 0;
        const row = Array.from({ length: classes }, (_, index) => probabilities[image * classes + index] ?? 0);
        lossSums[truth] = (lossSums[truth] ?? 0) + (losses[image] ?? 0);
        const prediction = row.indexOf(Math.max(...row));
        const counts = confusion[truth];
        if (counts && prediction >= 0) counts[prediction] = (counts[prediction] ?? 0) + 1;
        total[truth] = (total[truth] ?? 0) + 1;
        // The rank of the true class. Of equal probabilities the lower class comes first, as in the prediction. NaN is wrong.
        const own = row[truth] ?? NaN;
        const rank = row.filter((p, index) => p > own || (p === own && index < truth)).length;
        if (rank < 3 && !Number.isNaN(own)) amongThree[truth] = (amongThree[truth] ?? 0) + 1;
      }
    },
    result(split) {
      return {
        split,
        loss: macro(total, (label) => lossSums[label] ?? 0),
        accuracy: macro(total, (label) => confusion[label]?.[label] ?? 0),
        top3Accuracy: macro(total, (label) => amongThree[label] ?? 0),
        confusion,
      };
    },
  };
}

/** The mean over the images of a class, averaged over the classes that occur. */
function macro(total: readonly number[], sumOf: (label: number) => number): number {
  const means = total.flatMap((count, label) => (count > 0 ? [sumOf(label) / count] : []));
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
