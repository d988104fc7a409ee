// The runs of studies' folders and of results' files: one place's alone, or those of several pooled.
import { readFile, stat } from "node:fs/promises";
import { poolResults } from "../study/pool.ts";
import { viewOfPool } from "../study/poolView.ts";
import { fileCells, groupWords, mixtureWords, poolRemarks, type FileCells, type ReadFile } from "../study/poolWords.ts";
import { MOST_RESULT_BYTES, readResult, ResultError, type ResultRun, type StudyResult } from "../study/result.ts";
import { runsOfStudy } from "../study/study.ts";
import type { Places } from "./commandLine.ts";
import { RefusedError } from "./exitCodes.ts";
import { resultOf } from "./runResult.ts";
import { readStudyFolder, runFolderOf } from "./studyFolder.ts";

/** What became of several places, in words. */
export interface Pooling {
  readonly files: readonly FileCells[];
  readonly remarks: readonly string[];
}

export interface ReadPlaces {
  readonly result: StudyResult;
  /** Null of one place. */
  readonly pooling: Pooling | null;
}

/** Throws RefusedError where no place has finished runs, or the group is none. */
export async function readPlaces({ places, group: number, isMixed }: Places): Promise<ReadPlaces> {
  const [place, ...others] = [...new Set(places)];
  if (place === undefined) throw new RefusedError("No place is named.");
  if (others.length === 0) return { result: await readPlace(place), pooling: null };
  const files: ReadFile[] = [];
  for (const file of [place, ...others]) files.push(await readNamed(file));
  const [pool] = poolResults(files.filter((read) => "result" in read)).filter(({ groups }) => groups.length > 0);
  if (!pool)
    throw new RefusedError(`None of the ${files.length} places has finished runs: name folders of studies or results.`);
  const group = pool.groups[number - 1];
  if (!group) {
    const names = pool.groups.map((each, at) => `--group ${at + 1}: ${groupWords(each, pool)}`);
    throw new RefusedError([`There are ${pool.groups.length} groups of runs:`, ...names].join("\n"));
  }
  const view = viewOfPool(pool, group, isMixed);
  const mixture = mixtureWords(view);
  const remarks = [...(mixture === null ? [] : [mixture]), ...poolRemarks(pool, view)];
  return { result: view.result, pooling: { files: fileCells(files, pool, view), remarks } };
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
