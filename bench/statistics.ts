// The arithmetic of a comparison: medians of ratios and their spread. Pure.

/** The value below which the given share of the values lies, between two of them if need be. Throws on an empty list. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError("A quantile of no values.");
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/**
 * The mean of the middle half: for times that a clock of coarse steps gives, of which a median would keep the steps.
 * Throws on an empty list.
 */
export function midmean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("A mean of no values.");
  const cut = Math.floor(values.length / 4);
  const middle = [...values].sort((a, b) => a - b).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export interface Ratio {
  /** The median over the rounds. */
  readonly ratio: number;
  /** The quartiles. */
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
}

/** theirs / ours, round by round, over the rounds that have both. */
export function ratioOf(oursMs: readonly number[], theirsMs: readonly number[]): Ratio {
  const rounds = Math.min(oursMs.length, theirsMs.length);
  const ratios = Array.from({ length: rounds }, (_, round) => (theirsMs[round] ?? NaN) / (oursMs[round] ?? NaN));
  return { ratio: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75), rounds };
}

export function geometricMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("A mean of no values.");
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
