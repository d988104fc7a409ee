// Intervals for the mean of paired differences. Pure.
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { randomStream } from "../data/random.ts";
import { meanOf, summarise } from "./pairs.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const LEVEL = 0.95;
/** With fewer pairs the bootstrap has too few distinct samples to be trusted. */
export const FEWEST_FOR_BOOTSTRAP = 8;
const RESAMPLES = 9999;

/** Student's: mean ± t(n − 1) · spread / √n. Null for a single pair. */
export function studentInterval(differences: readonly number[], level = LEVEL): Interval | null {
  const { n, mean, spread } = summarise(differences);
  if (n < 2) return null;
  const half = (studentQuantile((1 + level) / 2, n - 1) * spread) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}

/**
 * The bias-corrected accelerated bootstrap (Efron 1987, Section 3), which follows a skewed distribution where Student's does
 * not. Null below eight pairs. The same differences give the same interval.
 */
export function bootstrapInterval(differences: readonly number[], level = LEVEL): Interval | null {
  const n = differences.length;
  if (n < FEWEST_FOR_BOOTSTRAP) return null;
  const mean = meanOf(differences);
  const drawn = resamples(n);
  const means = Float64Array.from({ length: RESAMPLES }, (_, sample) => {
    let sum = 0;
    for (let draw = sample * n; draw < (sample + 1) * n; draw++) sum += differences[drawn[draw] ?? 0] ?? 0;
    return sum / n;
  }).sort();
  if (means[0] === means.at(-1)) return { low: mean, high: mean };
  const below = means.filter((each) => each < mean).length;
  const same = means.filter((each) => each === mean).length;
  const bias = normalQuantile((below + same / 2) / RESAMPLES, 0, 1);
  const acceleration = accelerationOf(differences, mean);
  const at = (share: number): number => {
    const shifted = bias + normalQuantile(share, 0, 1);
    return quantileOf(means, normalCdf(bias + shifted / (1 - acceleration * shifted), 0, 1));
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

const resamplesBefore = new Map<number, Uint16Array>();

/** Which of `n` pairs each resample has: the same for all comparisons, because to draw them takes longer than to add. */
function resamples(n: number): Uint16Array {
  const known = resamplesBefore.get(n);
  if (known) return known;
  const stream = randomStream(1, "statistics", "bootstrap");
  const drawn = Uint16Array.from({ length: RESAMPLES * n }, () => stream.integer(n));
  resamplesBefore.set(n, drawn);
  return drawn;
}

const quantilesBefore = new Map<string, number>();

/** Kept, because planning asks for the same one thousands of times. */
export function studentQuantile(share: number, degrees: number): number {
  const key = `${share} ${degrees}`;
  const known = quantilesBefore.get(key) ?? tQuantile(share, degrees);
  quantilesBefore.set(key, known);
  return known;
}

/** By the jackknife, which for a mean leaves the differences' own skewness. */
function accelerationOf(differences: readonly number[], mean: number): number {
  const from = differences.map((difference) => difference - mean);
  const squares = from.reduce((sum, each) => sum + each ** 2, 0);
  return squares === 0 ? 0 : from.reduce((sum, each) => sum + each ** 3, 0) / (6 * squares ** 1.5);
}

/** Between the two nearest of `sorted`, linearly. */
function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (at - Math.floor(at)) * (high - low);
}
