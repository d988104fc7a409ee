// Why a worker can no longer be used, as data and in words.
import { unreachableWords } from "../run/runFault.ts";

/** "unloaded": its script could not be loaded. */
export type Death = { readonly kind: "unloaded" } | { readonly kind: "ended"; readonly why: string };

export const endedBecause = (why: string): Death => ({ kind: "ended", why });

/** For a question that it leaves open. */
export function questionWords(death: Death): string {
  return death.kind === "unloaded"
    ? unreachableWords("the script of the background worker")
    : `A background worker ended: ${death.why}. Reload the page to try again.`;
}

/** For a run that fails with it. */
export function failureWords(death: Death, hasCheckpoint: boolean): string {
  if (death.kind === "unloaded") return unreachableWords("the script of the background worker");
  const advice = hasCheckpoint
    ? "It was the second time. Close other tabs to free memory, then press Continue."
    : "There was no checkpoint to go on from yet. Close other tabs to free memory, then train again.";
  return `The background worker that trained this run ended: ${death.why}. ${advice}`;
}
