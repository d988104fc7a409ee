// What the arms of a study have alike besides their settings, and what not: its cost, from the networks themselves.
import { networkCost } from "../recipe/cost.ts";
import { MATCHES, MOST_MISMATCH, type Match } from "./match.ts";
import type { MeasureOutcome } from "./outcome.ts";
import { armsByPoint, type Study, type StudyArm } from "./study.ts";
import { armWords } from "./words.ts";

export const MATCH_WORDS: Readonly<Record<Match, string>> = { parameters: "parameters", multiplyAdds: "multiply-adds" };

/** "+1.3 %", "0.0 %". */
export function mismatchWords(mismatch: number): string {
  const size = Math.abs(100 * mismatch).toFixed(1);
  const sign = Number(size) === 0 ? "" : mismatch < 0 ? "−" : "+";
  return `${sign}${size}\u202f%`;
}

/** Arms whose cost is further from the base's than a match allows. */
export function unmatchedArms(arms: readonly StudyArm[]): readonly StudyArm[] {
  return arms.filter(({ mismatch }) => Math.abs(mismatch ?? 0) > MOST_MISMATCH);
}

/** One or two sentences, for the neighbourhood of a verdict; empty where nothing is compared. */
export function fairnessWords({ study, arms: outcomes }: MeasureOutcome): string {
  const arms = outcomes.map(({ arm }) => arm);
  if (arms.length < 2) return "";
  return study.match ? matchedWords(study, arms, study.match) : unmatchedWords(arms);
}

function matchedWords(study: Study, arms: readonly StudyArm[], match: Match): string {
  const unmatched = unmatchedArms(arms);
  const target = `the base’s ${networkCost(study.base)[match].toLocaleString("en")} ${MATCH_WORDS[match]}`;
  if (unmatched.length > 0) {
    const told = unmatched.map((arm) => `${armWords(arm, study)} by ${mismatchWords(arm.mismatch ?? 0)}`);
    return `Not matched: from ${target} differ ${told.join("; ")}.`;
  }
  const furthest = Math.max(...arms.map(({ mismatch }) => Math.abs(mismatch ?? 0)));
  return `Matched: every arm has ${target}, within ${(100 * furthest).toFixed(1)}\u202f%.`;
}

/** Of the arms that are compared, not of all: those at one point differ in the last factor only. */
function unmatchedWords(arms: readonly StudyArm[]): string {
  const most = MATCHES.map((match) => {
    const ratios = armsByPoint(arms).map((own) => {
      const costs = own.map(({ recipe }) => networkCost(recipe)[match]);
      return Math.max(...costs) / Math.min(...costs);
    });
    return { words: MATCH_WORDS[match], more: Math.max(...ratios) - 1 };
  });
  const unequal = most.filter(({ more }) => more > MOST_MISMATCH);
  if (unequal.length === 0) return "The networks that are compared cost the same, in parameters and in multiply-adds.";
  const told = unequal.map(({ words, more }) => `${(100 * more).toFixed(0)}\u202f% in ${words}`);
  return `Cost is not matched: the networks that are compared differ by up to ${told.join(" and ")}.`;
}
