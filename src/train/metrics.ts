// Loss, accuracy with its error, top-3 and the confusion matrix from a model's probabilities, in plain arrays.
import type { Evaluation } from "../run/events.ts";
import type { Reading } from "./averageViews.ts";

/** What is true of the images that were read. */
export interface Truth {
  /** The number of classes. */
  readonly classes: number;
  /** [images] */
  readonly labels: ArrayLike<number>;
  /** [images]: images with the same number are of one family. Without it, each is by itself. */
  readonly families?: ArrayLike<number> | undefined;
}

export function metricsOf({ probabilities, losses }: Reading, truth: Truth): Omit<Evaluation, "split"> {
  const { classes, labels } = truth;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const total = new Array<number>(classes).fill(0);
  const lossSums = new Array<number>(classes).fill(0);
  const amongThree = new Array<number>(classes).fill(0);
  const isRight: boolean[] = [];
  for (let image = 0; image < labels.length; image++) {
    const label = labels[image] ?? 0;
    const row = Array.from({ length: classes }, (_, index) => probabilities[image * classes + index] ?? 0);
    lossSums[label] = (lossSums[label] ?? 0) + (losses[image] ?? 0);
    const prediction = row.indexOf(Math.max(...row));
    const counts = confusion[label];
    if (counts && prediction >= 0) counts[prediction] = (counts[prediction] ?? 0) + 1;
    isRight.push(prediction === label);
    total[label] = (total[label] ?? 0) + 1;
    // The rank of the true class. Of equal probabilities the lower class comes first, as in the prediction. NaN is wrong.
    const own = row[label] ?? NaN;
    const rank = row.filter((p, index) => p > own || (p === own && index < label)).length;
    if (rank < 3 && !Number.isNaN(own)) amongThree[label] = (amongThree[label] ?? 0) + 1;
  }
  return {
    loss: macro(total, (label) => lossSums[label] ?? 0),
    accuracy: macro(total, (label) => confusion[label]?.[label] ?? 0),
    accuracyError: macroError(isRight, truth),
    top3Accuracy: macro(total, (label) => amongThree[label] ?? 0),
    confusion,
  };
}

/** The mean over the images of a class, averaged over the classes that occur. */
function macro(total: readonly number[], sumOf: (label: number) => number): number {
  const means = total.flatMap((count, label) => (count > 0 ? [sumOf(label) / count] : []));
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

interface Family {
  images: number;
  right: number;
}

/**
 * The standard error of the macro accuracy, were the families drawn anew within their classes: cluster-robust, with a
 * class's accuracy as the ratio of two sums over its families (Cochran,
 * Sampling Techniques, 1977, chapter 6). A class of one family tells nothing of its spread, and adds none.
 */
export function macroError(isRight: readonly boolean[], { classes, labels, families }: Truth): number {
  const ofClass = Array.from({ length: classes }, () => new Map<number, Family>());
  isRight.forEach((right, image) => {
    const own = ofClass[labels[image] ?? 0];
    const name = families?.[image] ?? image;
    const family = own?.get(name) ?? { images: 0, right: 0 };
    family.images += 1;
    family.right += right ? 1 : 0;
    own?.set(name, family);
  });
  const variances = ofClass.flatMap((own) => (own.size > 0 ? [ratioVariance([...own.values()])] : []));
  return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0)) / variances.length;
}

function ratioVariance(families: readonly Family[]): number {
  const count = families.length;
  if (count === 1) return 0;
  const images = families.reduce((sum, family) => sum + family.images, 0);
  const share = families.reduce((sum, family) => sum + family.right, 0) / images;
  const squares = families.reduce((sum, family) => sum + (family.right - share * family.images) ** 2, 0);
  return ((count / (count - 1)) * squares) / images ** 2;
}
