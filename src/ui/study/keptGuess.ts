// The guesses that were recorded in this browser, one for each study.
import { readGuess, studyId, type Guess } from "../../study/guess.ts";
import type { Study } from "../../study/study.ts";
import { keepWord, keptWord } from "../keptWord.ts";

const keyOf = (study: Study) => `guess ${studyId(study)}`;

/** Null where there is none, or where what is kept was changed since. */
export function keptGuess(study: Study): Guess | null {
  try {
    return readGuess(study, JSON.parse(keptWord(keyOf(study)) ?? "null"));
  } catch {
    return null;
  }
}

export function keepGuess(study: Study, guess: Guess): void {
  keepWord(keyOf(study), JSON.stringify(guess));
}
