// The studies of a person's own that this browser keeps, by their names.
import { parseStudy, studyFile } from "../../study/file.ts";
import type { Study } from "../../study/study.ts";
import { keepWord, keptWord } from "../keptWord.ts";

const KEY = "studies";
const MOST_KEPT = 50;

/** The latest first. What cannot be read any longer is left out. */
export function keptStudies(): readonly Study[] {
  try {
    const files: unknown = JSON.parse(keptWord(KEY) ?? "[]");
    return Array.isArray(files) ? files.flatMap(readOrNone) : [];
  } catch {
    return [];
  }
}

/** Takes the place of one of the same name. */
export function keepStudy(study: Study): void {
  write([study, ...others(study.name)].slice(0, MOST_KEPT));
}

export function forgetStudy(name: string): void {
  write(others(name));
}

function others(name: string): readonly Study[] {
  return keptStudies().filter((kept) => kept.name !== name);
}

function write(studies: readonly Study[]): void {
  keepWord(KEY, studies.length === 0 ? null : JSON.stringify(studies.map(studyFile)));
}

function readOrNone(file: unknown): readonly Study[] {
  try {
    return [parseStudy(file)];
  } catch {
    return [];
  }
}
