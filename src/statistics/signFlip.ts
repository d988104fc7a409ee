// The permutation test for pairs: were the arms alike, each difference could as well have the other sign. Pure.
import { randomStream } from "../data/random.ts";

/** With more pairs, patterns are drawn: the sums of a half would no longer be listed within a few milliseconds. */
export const MOST_EXACT = 30;
const DRAWN_PATTERNS = 9999;
const WORD = 32;
/** Sums that differ by less than this share of the largest are the same but for rounding. */
const SAME = 1e-12;

/** The smallest two-sided p that `n` pairs can give. */
export function smallestP(n: number): number {
  return 2 / 2 ** n;
}

/**
 * Two-sided p: the share of all 2ⁿ sign patterns whose mean is at least as far from 0 as the measured one. Of more than 30
 * pairs, the share of 9,999 drawn patterns and the measured one, the same for the same differences (Phipson and Smyth 2010).
 * 1 where all differences are 0.
 */
export function signFlipP(differences: readonly number[]): number {
  const largest = differences.reduce((sum, each) => sum + Math.abs(each), 0);
  const wanted = Math.abs(differences.reduce((sum, each) => sum + each, 0)) - SAME * largest;
  if (!(largest > 0)) return 1;
  return differences.length > MOST_EXACT ? drawnP(differences, wanted) : exactP(differences, wanted);
}

function exactP(differences: readonly number[], wanted: number): number {
  const half = differences.length >> 1;
  const one = signedSums(differences.slice(0, half)).sort();
  const other = signedSums(differences.slice(half)).sort();
  // For growing sums of the one half, fewer and fewer of the other are needed to get there.
  let needed = other.length;
  let far = 0;
  for (const sum of one) {
    while (needed > 0 && sum + (other[needed - 1] ?? 0) >= wanted) needed--;
    far += other.length - needed;
  }
  // Each pattern beyond one end has its mirror beyond the other; a mean of 0 is at both.
  return Math.min(1, (2 * far) / 2 ** differences.length);
}

function drawnP(differences: readonly number[], wanted: number): number {
  const stream = randomStream(1, "statistics", "sign flips");
  const taken = Float64Array.from(differences);
  let far = 0;
  for (let pattern = 0; pattern < DRAWN_PATTERNS; pattern++) {
    let sum = 0;
    let signs = 0;
    for (let pair = 0; pair < taken.length; pair++) {
      if (pair % WORD === 0) signs = stream.integer(2 ** WORD);
      // Without a branch, which no processor could foresee: in half the time.
      sum += (1 - 2 * (signs & 1)) * (taken[pair] ?? 0);
      signs >>>= 1;
    }
    if (Math.abs(sum) >= wanted) far++;
  }
  return (far + 1) / (DRAWN_PATTERNS + 1);
}

function signedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  values.forEach((value, index) => {
    const known = 2 ** index;
    for (let pattern = 0; pattern < known; pattern++) {
      const before = sums[pattern] ?? 0;
      sums[pattern + known] = before - value;
      sums[pattern] = before + value;
    }
  });
  return sums;
}
