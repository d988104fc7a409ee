// What several seeds say about a comparison, in a sentence that claims no more than its numbers. Pure.
import type { Recipe } from "../../recipe/schema.ts";
import { pairsNeeded } from "../../statistics/planning.ts";
import { MOST_EXACT } from "../../statistics/signFlip.ts";
import { fewestToDecide, judge, type Judgement } from "../../statistics/verdict.ts";
import type { Comparison } from "./comparisons.ts";
import { activationWords, networkNames, pointWords } from "./verdict.ts";

/** Points of accuracy that make no practical difference. */
export const MARGIN_POINTS = 1;

/** One sentence per comparison that has more than one pair; those are one family, and corrected together. */
export function pairedWords(comparisons: readonly Comparison[], shown: Recipe): readonly string[] {
  const several = comparisons.filter(({ pairs }) => pairs.length > 1);
  const judged = judge(
    several.map(({ pairs }) => pairs),
    MARGIN_POINTS,
  );
  return several.flatMap((comparison, index) => {
    const judgement = judged[index];
    return judgement ? [sentence(sideWords(comparison, shown), judgement, several.length)] : [];
  });
}

/** The two sides as the terms of a difference, and how either being better is said. */
interface SideWords {
  /** What both sides share. */
  readonly of: string;
  readonly base: string;
  readonly other: string;
  readonly baseBetter: string;
}

function sideWords({ about, base, other }: Comparison, shown: Recipe): SideWords {
  if (about === "activation")
    return {
      of: ` of ${pointWords(base, shown)}`,
      base: "no activation",
      other: activationWords(other),
      baseBetter: "better without it",
    };
  const [first = "", second = ""] = networkNames([base, other]);
  return { of: "", base: first, other: second, baseBetter: `better with ${first}` };
}

function sentence({ of, base, other, baseBetter }: SideWords, judgement: Judgement, family: number): string {
  const { kind, summary, interval, p } = judgement;
  const range = interval ? `95\u202f% interval ${signed(interval.low)} to ${signed(interval.high)}` : "";
  const chance = p === null ? "" : `, ${summary.n > MOST_EXACT ? "" : "exact "}p ${p.toPrecision(2)}`;
  const measured =
    `Over ${summary.n} paired seeds${of}, test accuracy with ${base} − ${other}: ` +
    `${signed(summary.mean)} points (${range}${chance}): `;
  switch (kind) {
    case "better":
      return `${measured}${baseBetter}.`;
    case "worse":
      return `${measured}better with ${other}.`;
    case "equal":
      return `${measured}equal within ${MARGIN_POINTS} point.`;
    case "inconclusive":
      return `${measured}inconclusive. ${moreWords(summary.n, summary.spread, family)}`;
    default:
      return kind satisfies never;
  }
}

/** What it would take to know more. */
function moreWords(n: number, spread: number, family: number): string {
  if (!(spread > 0)) return "The pairs do not differ at all.";
  const needed = pairsNeeded(MARGIN_POINTS, spread, family);
  const fewest = fewestToDecide(family);
  const least = n < fewest ? `Below ${fewest} pairs nothing can be called better or worse. ` : "";
  if (needed === null) return `${least}With this spread, no number of seeds is enough for a difference of one point.`;
  if (needed <= n) return `${least}More seeds would tell.`;
  return `${least}To find a difference of one point, ${needed} pairs are needed (power 80\u202f%).`;
}

function signed(points: number): string {
  return `${points < 0 ? "−" : ""}${Math.abs(points).toFixed(1)}`;
}
