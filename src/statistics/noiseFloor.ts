// The noise floor: how far an arm is from itself when it is trained with other seeds. Pure.
import { LEVEL, studentQuantile } from "./intervals.ts";
import { meanOf } from "./pairs.ts";

export interface NoiseFloor {
  /** The spread over seeds within an arm, pooled over arms: √(Σ (x − mean of its arm)² / degrees). */
  readonly spread: number;
  /** Degrees of freedom: runs less arms, over arms of at least two runs. */
  readonly degrees: number;
  readonly arms: number;
}

/** Of one degree the range would be 13 times the spread, and say nothing. */
const FEWEST_DEGREES = 2;

/**
 * Of arms' values, one per seed; null where too few arms have two. All pairs of two seeds within an arm differ by √2 · spread in the
 * quadratic mean, which is the same number by another way. Arms are taken to spread alike.
 */
export function noiseFloor(arms: readonly (readonly number[])[]): NoiseFloor | null {
  const repeated = arms.filter((values) => values.length > 1);
  const degrees = repeated.reduce((sum, values) => sum + values.length - 1, 0);
  if (degrees < FEWEST_DEGREES) return null;
  const squares = repeated.reduce((sum, values) => {
    const mean = meanOf(values);
    return sum + values.reduce((own, value) => own + (value - mean) ** 2, 0);
  }, 0);
  return { spread: Math.sqrt(squares / degrees), degrees, arms: repeated.length };
}

/**
 * In 95 % of cases the mean of `n` other seeds of an arm is no further than this from the mean of `n` seeds of it, unpaired:
 * t(degrees) · spread · √(2/n).
 */
export function noiseRange({ spread, degrees }: NoiseFloor, n: number): number {
  return studentQuantile((1 + LEVEL) / 2, degrees) * spread * Math.sqrt(2 / n);
}
