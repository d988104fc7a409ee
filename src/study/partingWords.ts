// Where two runs part, and in what their terms differ, in words.
import type { Parting } from "./check.ts";
import type { Terms } from "./result.ts";

/** "at step 3, in the loss". */
export function placeWords({ what, at }: Parting): string {
  switch (what) {
    case "step loss":
      return `at step ${at}, in the loss`;
    case "validation loss":
    case "validation accuracy":
      return `after ${at === 1 ? "one epoch" : `${at} epochs`}, in the ${what}`;
    case "test loss":
    case "test accuracy":
      return `at the end, in the ${what}`;
    default:
      return what satisfies never;
  }
}

const TERM_WORDS: Readonly<Record<keyof Terms, string>> = {
  version: "version of the program",
  engine: "engine",
  adapter: "engine",
  threads: "number of GPU threads",
  datasetChecksum: "set of pictures",
};

/** "another engine"; empty where they differ in nothing. */
export function termsWords(differing: readonly (keyof Terms)[]): string {
  const words = new Set(differing.map((key) => TERM_WORDS[key]));
  return [...words].map((each) => `another ${each}`).join(", ");
}
