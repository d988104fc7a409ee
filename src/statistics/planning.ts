// How many pairs a question needs. Pure.
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { studentQuantile } from "./intervals.ts";
import { smallestP } from "./signFlip.ts";
import { ALPHA, fewestToDecide } from "./verdict.ts";

/** The chance that a difference which is there is found. */
export const POWER = 0.8;
/** Nobody trains more for one comparison. */
const MOST_PLANNED = 1000;

/**
 * The least number of pairs with which a true difference, one among a family of so many comparisons that differ in nothing,
 * is found as often as POWER says: the first n that is not below ((t(1 − α/2) + t(POWER)) · spread / difference)², both t
 * at n − 1. α is the largest p of the exact test that its correction leaves below 0.05, Holm's first. Null where it is more
 * than 1,000.
 */
export function pairsNeeded(difference: number, spread: number, family = 1): number | null {
  const ratio = spread / Math.abs(difference);
  // Student's quantiles are larger than the normal distribution's, and slow: what even those rule out is not tried.
  const least = ((normalQuantile(1 - ALPHA / family / 2, 0, 1) + normalQuantile(POWER, 0, 1)) * ratio) ** 2;
  for (let n = Math.max(fewestToDecide(family), Math.ceil(least)); n <= MOST_PLANNED; n++) {
    const alpha = attainable(n, ALPHA / family);
    const quantiles = studentQuantile(1 - alpha / 2, n - 1) + studentQuantile(POWER, n - 1);
    if (n >= (quantiles * ratio) ** 2) return n;
  }
  return null;
}

/** The largest p below `alpha` that the sign patterns of `n` pairs can give. */
function attainable(n: number, alpha: number): number {
  const step = smallestP(n);
  return (Math.ceil(alpha / step) - 1) * step;
}
