// A study in a folder: study.json says which, runs/ has a folder per run, named by its recipe's hash.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, recipeHash } from "../recipe/hash.ts";
import { textOfBytes } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { parseStudyText, writeStudy } from "../study/file.ts";
import type { Study } from "../study/study.ts";
import { OutputError, RefusedError } from "./exitCodes.ts";

const FILE = "study.json";
const RUNS = "runs";

/** The folder of one run of a study. */
export function runFolderOf(folder: string, recipe: Recipe): string {
  return join(folder, RUNS, recipeHash(recipe).slice(0, 16));
}

/**
 * Notes in the folder which study it holds. Other seeds are more runs of the same study. Throws RefusedError where the folder
 * holds another one.
 */
export async function claimFolder(folder: string, study: Study): Promise<void> {
  const known = await readIfThere(join(folder, FILE));
  if (known && canonicalJson({ ...known, seeds: [] }) !== canonicalJson({ ...study, seeds: [] }))
    throw new RefusedError(`The folder ${folder} holds another study, “${known.name}”: name another folder.`);
  const seeds = [...new Set([...(known?.seeds ?? []), ...study.seeds])].sort((a, b) => a - b);
  if (known && seeds.length === known.seeds.length) return;
  try {
    await mkdir(join(folder, RUNS), { recursive: true });
    // At once: another process of the same study may read it now.
    const part = join(folder, `${FILE}.${process.pid}`);
    await writeFile(part, writeStudy({ ...study, seeds }));
    await rename(part, join(folder, FILE));
  } catch (error) {
    throw new OutputError(join(folder, FILE), error);
  }
}

/** The study that a folder holds. Throws RefusedError where it holds none. */
export async function readStudyFolder(folder: string): Promise<Study> {
  const study = await readIfThere(join(folder, FILE));
  if (!study) throw new RefusedError(`There is no study in ${folder}.`);
  return study;
}

async function readIfThere(file: string): Promise<Study | null> {
  try {
    return parseStudyText(textOfBytes(await readFile(file)));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
