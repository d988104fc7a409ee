// The unit of a comparison is a pair: two arms, one seed, which share data order, augmentation and every initial weight
// that both have. What is analysed is a pair's difference, so that what the two share falls out of it. Pure.

export interface PairedSummary {
  /** Number of pairs. */
  readonly n: number;
  readonly mean: number;
  /** Standard deviation of the differences (n − 1); NaN for a single pair. */
  readonly spread: number;
  /** The mean in units of the spread (Cohen's d for pairs); NaN where there is none. */
  readonly effectSize: number;
}

/** Of differences in any unit; at least one. */
export function summarise(differences: readonly number[]): PairedSummary {
  const n = differences.length;
  if (n === 0) throw new RangeError("There are no pairs to summarise.");
  const mean = meanOf(differences);
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  const spread = n > 1 ? Math.sqrt(squares / (n - 1)) : NaN;
  return { n, mean, spread, effectSize: spread > 0 ? mean / spread : NaN };
}

/** Of an even number of values, the mean of the middle two. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return meanOf([sorted[Math.floor(middle)] ?? NaN, sorted[Math.ceil(middle)] ?? NaN]);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
