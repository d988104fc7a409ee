// What paired differences prove, and what they do not. Pure.
import { holm } from "./holm.ts";
import { studentInterval, type Interval } from "./intervals.ts";
import { summarise, type PairedSummary } from "./pairs.ts";
import { signFlipP, smallestP } from "./signFlip.ts";

/** The chance of a false alarm that is accepted, over all comparisons of a family. */
export const ALPHA = 0.05;
/** With fewer pairs no p can be below 0.05 when it is corrected for a family of so many comparisons: alone, 2/2⁶ is the first. */
export function fewestToDecide(family = 1): number {
  let n = 1;
  while (family * smallestP(n) >= ALPHA) n++;
  return n;
}

/**
 * "better" and "worse": the interval excludes 0, and the corrected p is below 0.05. "equal": the whole interval lies within the
 * margin of practical equality, whatever the p. All else is "inconclusive".
 */
export type VerdictKind = "better" | "worse" | "equal" | "inconclusive";

export interface Judgement {
  readonly kind: VerdictKind;
  readonly summary: PairedSummary;
  /** Student's, at 95 %; null for a single pair. */
  readonly interval: Interval | null;
  /** Two-sided, corrected for the family; null below six pairs, where no p could reach 0.05. */
  readonly p: number | null;
}

/**
 * Judges the comparisons of one family together, by Holm. Each is the list of its pairs' differences, in the unit of
 * `margin`; positive speaks for the first arm where higher is `better`. With a margin of 0 nothing is "equal".
 */
export function judge(
  family: readonly (readonly number[])[],
  margin: number,
  better: "higher" | "lower" = "higher",
): readonly Judgement[] {
  const decidable = family.map((differences) => smallestP(differences.length) < ALPHA);
  const corrected = holm(family.map((differences, index) => (decidable[index] ? signFlipP(differences) : 1)));
  return family.map((differences, index) => {
    const interval = studentInterval(differences);
    const p = decidable[index] ? (corrected[index] ?? 1) : null;
    return {
      kind: kindOf(interval, p, margin, better),
      summary: summarise(differences),
      interval,
      p,
    };
  });
}

/** Whether a comparison on its own is "better" or "worse", the margin apart. */
export function isDecided(differences: readonly number[]): boolean {
  const interval = studentInterval(differences);
  return interval !== null && (interval.low > 0 || interval.high < 0) && signFlipP(differences) < ALPHA;
}

function kindOf(interval: Interval | null, p: number | null, margin: number, better: "higher" | "lower"): VerdictKind {
  if (!interval) return "inconclusive";
  const { low, high } = interval;
  // No two measured runs are equal without any spread: then nothing has been varied.
  if (high > low && low > -margin && high < margin) return "equal";
  if (p === null || p >= ALPHA) return "inconclusive";
  if (low <= 0 && high >= 0) return "inconclusive";
  return low > 0 === (better === "higher") ? "better" : "worse";
}
