// What a study's runs measured, as a document that travels: every number that a run tells, on which terms it was trained,
// and a digest. Whoever has it sees the same result without training, and can train any of it again to compare.
import { z } from "zod";
import { sha256 } from "../data/sha256.ts";
import { armId, canonicalJson } from "../recipe/hash.ts";
import { readJson, RecipeError } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { EngineName } from "../run/events.ts";
import { floatsOfText, textOfFloats } from "./floatText.ts";
import { parseStudy, studyFile } from "./file.ts";
import { readGuess, type Guess } from "./guess.ts";
import { armsOfStudy, MOST_RUNS_SHOWN, type Study } from "./study.ts";

export const RESULT_VERSION = 1;
/** Of a file: a larger one is none. */
export const MOST_RESULT_BYTES = 32_000_000;
/** Of all runs together: 16 MB. */
const MOST_NUMBERS = 4_000_000;

/** What besides the recipe decides a run's numbers. */
export interface Terms {
  /** The program's version. */
  readonly version: string;
  readonly engine: EngineName;
  /** The engine in words. */
  readonly adapter: string;
  /** How many threads a GPU's kernels divide their work among. */
  readonly threads?: number | undefined;
  /** The checksum of the pictures. */
  readonly datasetChecksum: string;
}

/** What one evaluation says: macro cross-entropy in nats, and macro accuracy in [0, 1]. */
export interface Measure {
  readonly loss: number;
  readonly accuracy: number;
}

/** All that a finished run tells, in 32 bits. */
export interface RunNumbers {
  /** The loss of each step's batch, in nats. */
  readonly losses: Float32Array;
  /** On the validation split, before the first epoch and after each. */
  readonly validation: readonly Measure[];
  /** Once, at the end. */
  readonly test: Measure;
}

export interface ResultRun {
  /** Its arm's, with its seed. */
  readonly recipe: Recipe;
  readonly terms: Terms;
  readonly elapsedMs: number;
  readonly numbers: RunNumbers;
}

export interface StudyResult {
  readonly study: Study;
  readonly guess: Guess | null;
  readonly runs: readonly ResultRun[];
}

/** A result that cannot be taken, and why: ends a sentence that begins "The result". */
export class ResultError extends Error {}

const terms = z.strictObject({
  version: z.string().max(40),
  engine: z.enum(["webgpu", "wasm-simd", "wasm-relaxed", "cpu"]),
  adapter: z.string().max(200),
  threads: z.number().int().positive().optional(),
  datasetChecksum: z.string().regex(/^[0-9a-f]{64}$/),
});
const file = z.strictObject({
  result: z.literal(RESULT_VERSION),
  study: z.unknown(),
  guess: z.unknown(),
  terms: z.array(terms).max(MOST_RUNS_SHOWN),
  runs: z
    .array(
      z.strictObject({
        arm: z.number().int().nonnegative(),
        seed: z.number().int(),
        terms: z.number().int().nonnegative(),
        ms: z.number().int().nonnegative(),
        numbers: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/),
      }),
    )
    .max(MOST_RUNS_SHOWN),
  digest: z.string(),
});
type ResultFile = z.infer<typeof file>;

/** The document's text. Runs that are none of the study's are left out. Throws ResultError for more than can be read again. */
export function writeResult(result: StudyResult): string {
  const why = whyTooLarge(result);
  if (why !== null) throw new ResultError(why);
  const { study, guess, runs } = result;
  const arms = new Map(armsOfStudy(study).arms.map(({ id }, at) => [id, at]));
  const known: Terms[] = [];
  const placeOf = (own: Terms): number => {
    const at = known.findIndex((each) => canonicalJson(each) === canonicalJson(own));
    return at >= 0 ? at : known.push(own) - 1;
  };
  const body: Omit<ResultFile, "digest"> = {
    result: RESULT_VERSION,
    study: studyFile(study),
    guess,
    runs: runs.flatMap(({ recipe, terms: own, elapsedMs, numbers }) => {
      const arm = arms.get(armId(recipe));
      if (arm === undefined) return [];
      const ms = Math.round(elapsedMs);
      return [{ arm, seed: recipe.seed, terms: placeOf(own), ms, numbers: textOfFloats(flat(numbers)) }];
    }),
    terms: known,
  };
  return `${JSON.stringify({ ...body, digest: digestOf(body) })}\n`;
}

/** Why no document of it can be read again, as ResultErrors say it; null where one can. */
export function whyTooLarge({ runs }: StudyResult): string | null {
  const steps = runs.reduce((sum, { numbers }) => sum + numbers.losses.length, 0);
  if (runs.length <= MOST_RUNS_SHOWN && steps <= MOST_NUMBERS / 2) return null;
  return `would have ${runs.length} runs of ${steps} steps, and more than can be opened again.`;
}

/** Reads a document; throws ResultError. Nothing of it is believed before its digest and every number are checked. */
export function readResult(text: string): StudyResult {
  const input = whole(text);
  const { digest, ...body } = input;
  if (digestIfAny(body) !== digest)
    throw new ResultError("was changed after it was written, or not read whole: its digest is another.");
  let study: Study;
  try {
    study = parseStudy(input.study);
  } catch (error) {
    if (error instanceof RecipeError) throw new ResultError(`holds no study that can be read. ${error.message}`);
    throw error;
  }
  const { arms } = armsOfStudy(study);
  const seen = new Set<string>();
  let count = 0;
  const runs = input.runs.map(({ arm: at, seed, terms: termsAt, ms, numbers }, place): ResultRun => {
    const [arm, own] = [arms[at], input.terms[termsAt]];
    const which = `its run ${place + 1}`;
    if (!arm || !own || !study.seeds.includes(seed)) throw new ResultError(`says of ${which} what its study has not.`);
    if (seen.has(`${at} ${seed}`)) throw new ResultError(`has ${which} twice.`);
    seen.add(`${at} ${seed}`);
    const floats = floatsOfText(numbers);
    count += floats?.length ?? 0;
    if (count > MOST_NUMBERS) throw new ResultError(`has more than ${MOST_NUMBERS} numbers.`);
    const read = floats && numbersOf(floats, arm.recipe.training.epochs);
    if (!read) throw new ResultError(`has numbers of ${which} that no run can tell.`);
    return { recipe: { ...arm.recipe, seed }, terms: own, elapsedMs: ms, numbers: read };
  });
  return { study, guess: readGuess(study, input.guess), runs };
}

function whole(text: string): ResultFile {
  let input: unknown;
  try {
    input = readJson(text);
  } catch (error) {
    if (error instanceof RecipeError) throw new ResultError("cannot be read: it is no JSON, or only a part of it.");
    throw error;
  }
  const version = typeof input === "object" && input !== null && "result" in input ? input.result : undefined;
  if (typeof version === "number" && version > RESULT_VERSION)
    throw new ResultError(`is of a newer version (${version}; this page reads ${RESULT_VERSION}): reload the page.`);
  const { success, data, error } = file.safeParse(input);
  if (success) return data;
  const [issue] = error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new ResultError(`is not as results are${place === "" ? "" : `, at “${place.slice(0, 80)}”`}.`);
}

/** SHA-256 over everything else in the document, 64 hexadecimal digits. */
function digestOf(body: Omit<ResultFile, "digest">): string {
  return sha256(new TextEncoder().encode(canonicalJson(body)));
}

/** Null of what no digest can be made of: −0, the infinities, thousands of lists in each other. */
function digestIfAny(body: Omit<ResultFile, "digest">): string | null {
  try {
    return digestOf(body);
  } catch {
    return null;
  }
}

/** Names a run's numbers: the SHA-256 of all of them, 64 hexadecimal digits. */
export function numbersDigest(numbers: RunNumbers): string {
  return sha256(new TextEncoder().encode(textOfFloats(flat(numbers))));
}

/** All numbers of a run: losses, then loss and accuracy of each evaluation, the test's last. */
function flat({ losses, validation, test }: RunNumbers): Float32Array {
  return Float32Array.from([...losses, ...[...validation, test].flatMap(({ loss, accuracy }) => [loss, accuracy])]);
}

/** Null where so many epochs cannot have told them. */
function numbersOf(floats: Float32Array, epochs: number): RunNumbers | null {
  const evaluations = epochs + 2;
  const steps = floats.length - 2 * evaluations;
  if (steps < epochs || steps % epochs !== 0 || !floats.every(Number.isFinite)) return null;
  const measures = Array.from({ length: evaluations }, (_, at): Measure => {
    const [loss = NaN, accuracy = NaN] = floats.subarray(steps + 2 * at, steps + 2 * at + 2);
    return { loss, accuracy };
  });
  const test = measures.at(-1);
  if (!test || measures.some(({ accuracy }) => accuracy < 0 || accuracy > 1)) return null;
  return { losses: floats.slice(0, steps), validation: measures.slice(0, -1), test };
}
