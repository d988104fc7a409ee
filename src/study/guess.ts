// What somebody expects of a study, written down before its first run, so that nobody remembers it otherwise afterwards.
import { sha256 } from "../data/sha256.ts";
import { armId, canonicalJson } from "../recipe/hash.ts";
import type { Study } from "./study.ts";

export const LONGEST_GUESS = 500;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

export interface Guess {
  readonly text: string;
  /** When it was recorded: ISO 8601, in UTC. */
  readonly at: string;
  /** The SHA-256 of the study's id, the text and the time: who notes it elsewhere can show later that nothing was changed. */
  readonly hash: string;
}

/**
 * Names what a study varies, on what, matched by what, tuned in what and within which margin. More seeds are no other study, and neither
 * is a recipe in which a later version of the program names more settings.
 */
export function studyId({ base, factors, match, tuned, margin }: Study): string {
  return hashOf({ base: armId(base), factors, ...(match && { match }), ...(tuned !== undefined && { tuned }), margin });
}

/** Null where nothing is said. */
export function makeGuess(study: Study, text: string, at: string): Guess | null {
  const words = text.trim().slice(0, LONGEST_GUESS);
  return words === "" ? null : { text: words, at, hash: hashOf({ study: studyId(study), text: words, at }) };
}

/** A guess from outside; null where it is none of this study's, or was changed. */
export function readGuess(study: Study, input: unknown): Guess | null {
  if (typeof input !== "object" || input === null || !("text" in input) || !("at" in input) || !("hash" in input))
    return null;
  const { text, at, hash } = input;
  if (typeof text !== "string" || typeof at !== "string" || !ISO_TIME.test(at)) return null;
  const guess = makeGuess(study, text, at);
  return guess?.text === text && guess.hash === hash ? guess : null;
}

function hashOf(value: unknown): string {
  return sha256(new TextEncoder().encode(canonicalJson(value)));
}
