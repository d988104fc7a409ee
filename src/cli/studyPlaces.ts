// The runs of studies' folders and of results' files: one place's alone, or those of several pooled. Runs on several terms
// are pooled wherever they are.
import { readFile, stat } from "node:fs/promises";
import { poolResults } from "../study/pooling/pool.ts";
import { viewOfPool } from "../study/pooling/poolView.ts";
import { mixtureWords } from "../study/pooling/mixture.ts";
import { fileCells, groupWords, poolRemarks, type FileCells, type ReadFile } from "../study/pooling/poolWords.ts";
import { MOST_RESULT_BYTES, readResult, ResultError, type ResultRun, type StudyResult } from "../study/result.ts";
import { runsOfStudy } from "../study/study.ts";
import type { Places } from "./commandLine.ts";
import { RefusedError } from "./exitCodes.ts";
import { resultOf } from "./runResult.ts";
import { readStudyFolder, runFolderOf } from "./studyFolder.ts";

/** What became of several places, or of several groups of runs, in words. */
export interface Pooling {
  readonly files: readonly FileCells[];
  readonly remarks: readonly string[];
}

export interface ReadPlaces {
  readonly result: StudyResult;
  /** Null of one place whose runs are all on the same terms. */
  readonly pooling: Pooling | null;
}

/** Throws RefusedError where no place has finished runs, or the group is none. */
export async function readPlaces({ places, group: number, isMixed }: Places): Promise<ReadPlaces> {
  const [place, ...others] = [...new Set(places)];
  if (place === undefined) throw new RefusedError("No place is named.");
  // One place alone that cannot be read is refused for its own reason.
  const first = others.length === 0 ? { file: place, result: await readPlace(place) } : await readNamed(place);
  const files: ReadFile[] = [first];
  for (const file of others) files.push(await readNamed(file));
  const [pool] = poolResults(files.filter((read) => "result" in read)).filter(({ groups }) => groups.length > 0);
  const only = others.length === 0 && "result" in first ? first.result : null;
  if (only && number === 1 && (pool?.groups.length ?? 0) < 2) return { result: only, pooling: null };
  if (!pool)
    throw new RefusedError(`None of the ${files.length} places has finished runs: name folders of studies or results.`);
  const group = pool.groups[number - 1];
  if (!group) {
    const names = pool.groups.map((each, at) => `--group ${at + 1}: ${groupWords(each, pool)}`);
    throw new RefusedError([`There are ${pool.groups.length} groups of runs:`, ...names].join("\n"));
  }
  const view = viewOfPool(pool, group, isMixed);
  const mixture = mixtureWords(view.result.runs);
  const remarks = [...(mixture === "" ? [] : [mixture]), ...poolRemarks(pool, view)];
  // A guess is one person's, and so is one place.
  const result = only ? { ...view.result, guess: only.guess } : view.result;
  return { result, pooling: { files: fileCells(files, pool, view), remarks } };
}

async function readNamed(file: string): Promise<ReadFile> {
  try {
    return { file, result: await readPlace(file) };
  } catch (error) {
    if (error instanceof RefusedError) return { file, why: error.message };
    throw error;
  }
}

async function readPlace(place: string): Promise<StudyResult> {
  const found = await stat(place).catch(() => null);
  if (!found?.isFile()) return readFolder(place);
  if (found.size > MOST_RESULT_BYTES)
    throw new RefusedError(`The file ${place} is larger than ${MOST_RESULT_BYTES / 1e6} MB, and no result is.`);
  try {
    return readResult(await readFile(place, "utf8"));
  } catch (error) {
    if (error instanceof ResultError) throw new RefusedError(`The result ${place} ${error.message}`);
    throw error;
  }
}

async function readFolder(folder: string): Promise<StudyResult> {
  const study = await readStudyFolder(folder);
  const runs: ResultRun[] = [];
  for (const recipe of runsOfStudy(study)) {
    const run = await resultOf(runFolderOf(folder, recipe), recipe);
    if (run !== null) runs.push(run);
  }
  return { study, guess: null, runs };
}
