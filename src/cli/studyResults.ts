// What the finished runs of a study's folder say: numbers, a report, the result that the page opens.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Recipe } from "../recipe/schema.ts";
import type { RunEvent } from "../run/events.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { fairnessWords } from "../study/fairness.ts";
import { measuredOf, outcomeOf, type Outcome } from "../study/outcome.ts";
import { studyReport } from "../study/report.ts";
import { measuredRuns, writeResult, type ResultRun } from "../study/result.ts";
import { runsOfStudy, type Study } from "../study/study.ts";
import { isSameEngine, tellRun } from "../study/tell.ts";
import { studyVerdict } from "../study/words.ts";
import { EXIT } from "./exitCodes.ts";
import { print } from "./print.ts";
import { EVENTS } from "./runFolder.ts";
import { readStudyFolder, runFolderOf } from "./studyFolder.ts";

/** A finished run's result; null before, or where something of it is missing. */
export async function resultOf(place: string, recipe: Recipe): Promise<ResultRun | null> {
  const file = join(place, EVENTS);
  return existsSync(file) ? resultOfEvents(await readFile(file, "utf8"), recipe) : null;
}

/** The same from the lines of its events. */
export function resultOfEvents(lines: string, recipe: Recipe): ResultRun | null {
  const events = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent);
  const beginnings = events.filter((event) => event.type === "started");
  const [started] = beginnings;
  const finished = events.at(-1);
  if (!started || finished?.type !== "finished") return null;
  // Where it went on otherwise than it began, no terms are its own.
  const isOne = beginnings.every(
    ({ version, engine }) => version === started.version && isSameEngine(engine, started.engine),
  );
  if (!isOne) return null;
  const losses = events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
  const evaluations = events.filter((event) => event.type === "evaluated");
  return tellRun({ recipe, started, losses, evaluations, elapsedMs: finished.elapsedMs });
}

interface StudyResults {
  readonly study: Study;
  readonly outcome: Outcome;
  readonly finished: readonly ResultRun[];
}

async function readResults(folder: string): Promise<StudyResults> {
  const study = await readStudyFolder(folder);
  const finished: ResultRun[] = [];
  for (const recipe of runsOfStudy(study)) {
    const result = await resultOf(runFolderOf(folder, recipe), recipe);
    if (result !== null) finished.push(result);
  }
  return { study, outcome: outcomeOf(study, measuredOf(measuredRuns(finished))), finished };
}

/** Prints what the finished runs of a folder say, as JSON. */
export async function printResults(folder: string): Promise<number> {
  const { study, outcome, finished } = await readResults(folder);
  const { arms, comparisons } = outcome;
  const results = {
    study: study.name,
    question: study.question,
    runs: runsOfStudy(study).length,
    finished: finished.length,
    verdict: studyVerdict(comparisons, study),
    fairness: fairnessWords(study),
    arms: arms.map(({ arm, ...measured }) => ({ values: arm.values, ...measured })),
    comparisons,
  };
  await print(`${JSON.stringify(results, null, 2)}\n`);
  return EXIT.done;
}

/** Prints a report in Markdown. */
export async function printReport(folder: string): Promise<number> {
  const { study, outcome, finished } = await readResults(folder);
  const engines = [...new Set(finished.map(({ terms }) => terms.adapter))];
  const versions = [...new Set(finished.map(({ terms }) => terms.version))];
  await print(studyReport(study, outcome, { guess: null, version: versions.join(", ") || PROGRAM_VERSION, engines }));
  return EXIT.done;
}

/** Prints the result that the page opens and checks: every number of every finished run. */
export async function printResult(folder: string): Promise<number> {
  const { study, finished } = await readResults(folder);
  await print(writeResult({ study, guess: null, runs: finished }));
  return EXIT.done;
}
