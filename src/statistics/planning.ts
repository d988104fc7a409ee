// How many pairs a question needs. Pure.
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { randomStream } from "../data/random.ts";
import { studentQuantile } from "./intervals.ts";
import { ALPHA, FEWEST_TO_DECIDE, isDecided } from "./verdict.ts";

/** The chance that a difference which is there is found. */
export const POWER = 0.8;
/** Nobody trains more for one comparison. */
const MOST_PLANNED = 1000;
/** With fewer pairs the exact test has so few values of p that it finds less than Student's t alone. */
const COARSE_BELOW = 10;
const TRIALS = 2000;

/**
 * The least number of pairs with which a true difference is found as often as `power` says: the first n that is not below
 * ((t(1 − α/2) + t(power)) · spread / difference)², both t at n − 1, and below ten pairs, where the exact test is coarse,
 * also finds it in that share of trials. Null where it is more than 1,000.
 */
export function pairsNeeded(difference: number, spread: number, power = POWER): number | null {
  const ratio = spread / Math.abs(difference);
  // Student's quantiles are larger than the normal distribution's, and slow: what even those rule out is not tried.
  const least = ((normalQuantile(1 - ALPHA / 2, 0, 1) + normalQuantile(power, 0, 1)) * ratio) ** 2;
  for (let n = Math.max(FEWEST_TO_DECIDE, Math.ceil(least)); n <= MOST_PLANNED; n++) {
    const quantiles = studentQuantile(1 - ALPHA / 2, n - 1) + studentQuantile(power, n - 1);
    if (n < (quantiles * ratio) ** 2) continue;
    if (n >= COARSE_BELOW || foundIn(n, 1 / ratio) >= power) return n;
  }
  return null;
}

/** The share of trials in which `n` pairs of spread 1 around `difference` decide. */
function foundIn(n: number, difference: number): number {
  const stream = randomStream(1, "statistics", "planning");
  let found = 0;
  for (let trial = 0; trial < TRIALS; trial++)
    if (isDecided(Array.from({ length: n }, () => difference + stream.normal()))) found++;
  return found / TRIALS;
}
