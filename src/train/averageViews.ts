// What a model says of an image that it saw in several views.
import { exponential, naturalLogarithm } from "../data/elementaryFunctions.ts";

export interface Reading {
  /** [images, classes], row by row. */
  readonly probabilities: ArrayLike<number>;
  /** [images]: cross-entropies in nats. */
  readonly losses: ArrayLike<number>;
}

/**
 * Readings of `views` · `images` views (the first view of every image, then the second, …) → the mean probabilities of
 * each image, and the cross-entropy of these. Probabilities are averaged and not logits, because they are bounded: a
 * view that a network is wildly sure of has one vote among the others, and a loss is never higher than the mean of
 * the views' losses. One view stays as it is, bit for bit.
 */
export function averageViews({ probabilities, losses }: Reading, views: number): Reading {
  if (views === 1) return { probabilities, losses };
  const images = losses.length / views;
  const entries = probabilities.length / views;
  return {
    probabilities: Float64Array.from({ length: entries }, (_, at) => meanOf(probabilities, at, entries, views)),
    losses: Float64Array.from({ length: images }, (_, image) => {
      const own = Array.from({ length: views }, (_, view) => losses[view * images + image] ?? NaN);
      // A probability of e^−200 is 0 in 32 bits, its loss is not; so probabilities are measured by the largest of them.
      const least = Math.min(...own);
      const sum = own.reduce((total, loss) => total + exponential(least - loss), 0);
      return least - naturalLogarithm(sum / views);
    }),
  };
}

/** The mean of every `stride`-th value, `count` of them. */
function meanOf(values: ArrayLike<number>, first: number, stride: number, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at++) sum += values[first + at * stride] ?? NaN;
  return sum / count;
}
