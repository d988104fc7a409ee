// The exact permutation test for pairs: were the arms alike, each difference could as well have the other sign. Pure.

/** Half of the sums are listed at once: 2^20 numbers. */
const MOST_PAIRS = 40;
/** Sums that differ by less than this share of the largest are the same but for rounding. */
const SAME = 1e-12;

/** The smallest two-sided p that `n` pairs can give. */
export function smallestP(n: number): number {
  return 2 / 2 ** n;
}

/**
 * Two-sided p: the share of all 2ⁿ sign patterns whose mean is at least as far from 0 as the measured one. Exact for up to 40
 * pairs, of more the first 40. 1 where all differences are 0.
 */
export function signFlipP(differences: readonly number[]): number {
  const taken = differences.slice(0, MOST_PAIRS);
  const largest = taken.reduce((sum, each) => sum + Math.abs(each), 0);
  const wanted = Math.abs(taken.reduce((sum, each) => sum + each, 0)) - SAME * largest;
  if (!(largest > 0)) return 1;
  const half = taken.length >> 1;
  const one = signedSums(taken.slice(0, half)).sort();
  const other = signedSums(taken.slice(half)).sort();
  // For growing sums of the one half, fewer and fewer of the other are needed to get there.
  let needed = other.length;
  let far = 0;
  for (const sum of one) {
    while (needed > 0 && sum + (other[needed - 1] ?? 0) >= wanted) needed--;
    far += other.length - needed;
  }
  // Each pattern beyond one end has its mirror beyond the other; a mean of 0 is at both.
  return Math.min(1, (2 * far) / 2 ** taken.length);
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
