// What each arm has chosen for itself, in words.
import type { MeasureOutcome } from "./outcome.ts";
import type { Study } from "./study.ts";
import { armWords, factorTitle, valueWords } from "./words.ts";

/** "Learning rate, chosen per arm by validation accuracy from 0.03, 0.1: 1, none: 0.1; …"; empty where nothing is tuned. */
export function tunedWords(study: Study, { arms, study: judged }: MeasureOutcome): string {
  const factor = study.factors.find(({ setting }) => setting === study.tuned);
  if (!factor) return "";
  const words = (value: (typeof factor.values)[number]) => valueWords(factor, value, study);
  const told = arms.map(({ arm, tuned }) => `${armWords(arm, judged)}: ${tuned === null ? "not yet" : words(tuned)}`);
  const from = factor.values.map(words).join(", ");
  return `${factorTitle(factor, study)}, chosen per arm by validation accuracy from ${from}: ${told.join("; ")}.`;
}
