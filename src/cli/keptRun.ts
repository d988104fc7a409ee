// Reads the run that a folder holds, and refuses to go on with one that would get other numbers.
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { differences } from "../recipe/differences.ts";
import { recipeHash } from "../recipe/hash.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { decodeCheckpoint, type KeptCheckpoint } from "./checkpointFile.ts";
import { RefusedError } from "./exitCodes.ts";

export interface KeptRun {
  readonly runId: string;
  readonly recipe: Recipe;
  readonly datasetChecksum: string;
  readonly isFinished: boolean;
}

const startedRecord = z.object({
  type: z.literal("started"),
  runId: z.string(),
  version: z.string(),
  recipe: z.unknown(),
  datasetChecksum: z.string(),
});
const anyRecord = z.object({ type: z.string() });

/**
 * The run whose events are in `file`; null where there is none, or where it was killed before its first event was
 * written. Throws RefusedError for another program's run.
 */
export async function readRun(folder: string, file: string): Promise<KeptRun | null> {
  const text = (await readIfThere(file))?.toString("utf8") ?? "";
  // What stands after the last line's end was cut off.
  const lines = text.split("\n").slice(0, -1);
  const [first] = lines;
  if (first === undefined) return null;
  const started = parsed(startedRecord, first);
  if (!started) throw new RefusedError(`${file} does not begin as a run's events do: name another folder.`);
  const { runId, version, recipe, datasetChecksum } = started;
  // First of all: another version's recipe may not be readable.
  if (version !== PROGRAM_VERSION) {
    throw new RefusedError(
      `The run in ${folder} was made by version ${version} of the program, and this is version ${PROGRAM_VERSION}, ` +
        "which may get other numbers: go on with that version, or name another folder.",
    );
  }
  const isFinished = parsed(anyRecord, lines.at(-1) ?? "")?.type === "finished";
  return { runId, recipe: parseRecipe(recipe), datasetChecksum, isFinished };
}

/** Throws RefusedError where the run was asked for with another recipe, or trained on other pictures. */
export function checkSameRun(folder: string, kept: KeptRun, recipe: Recipe, datasetChecksum: string): void {
  if (recipeHash(kept.recipe) !== recipeHash(recipe)) {
    const [before, now] = differences([kept.recipe, recipe]);
    throw new RefusedError(
      `The run in ${folder} has another recipe (${before}) than the one asked for (${now}): ` +
        "leave out --recipe to go on with it, or name another folder.",
    );
  }
  if (kept.datasetChecksum !== datasetChecksum) {
    throw new RefusedError(
      `The run in ${folder} was trained on other pictures (checksum ${kept.datasetChecksum.slice(0, 12)}) than there ` +
        `are now (${datasetChecksum.slice(0, 12)}): name another folder.`,
    );
  }
}

/** The checkpoint in `file`; null where there is none yet. Throws RefusedError where it is damaged. */
export async function readCheckpoint(file: string): Promise<KeptCheckpoint | null> {
  const bytes = await readIfThere(file);
  if (!bytes) return null;
  try {
    return decodeCheckpoint(bytes);
  } catch {
    throw new RefusedError(`${file} is damaged: delete it to train the run from its beginning with --continue.`);
  }
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
