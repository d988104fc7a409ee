// Studies without a page: listed, planned, trained run by run, and read.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { recipeHash } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { RunEvent } from "../run/events.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { writeStudy } from "../study/file.ts";
import { measuredOf, outcomeOf, type Outcome } from "../study/outcome.ts";
import { READY_STUDIES, readyIds, type ReadyId } from "../study/ready.ts";
import { armsOfStudy, runsOfStudy, type Study } from "../study/study.ts";
import { studyReport } from "../study/report.ts";
import { studyVerdict } from "../study/words.ts";
import { faultWords } from "../recipe/parse.ts";
import type { Shard, StudyTask } from "./commandLine.ts";
import { EXIT, RefusedError } from "./exitCodes.ts";
import { readRun } from "./keptRun.ts";
import { print, tell } from "./print.ts";
import { EVENTS, RunFolder } from "./runFolder.ts";
import { stopOnSignals } from "./stopOnSignals.ts";
import { claimFolder, readStudyFolder, runFolderOf } from "./studyFolder.ts";
import { openBackend, trainOne } from "./train.ts";

/** Lists the ready studies, or prints one as a file. */
export async function printReady(id: ReadyId | null): Promise<number> {
  await print(
    id === null
      ? readyIds.map((each) => `${each.padEnd(10)} ${READY_STUDIES[each].study.question}\n`).join("")
      : writeStudy(READY_STUDIES[id].study),
  );
  return EXIT.done;
}

/** The runs of a part of a study, in the order in which they are trained. */
function runsOf(study: Study, { index, count }: Shard): readonly Recipe[] {
  for (const { values, fault } of armsOfStudy(study).leftOut)
    tell(`left out: ${values.join(", ")}: ${faultWords(fault).join(" ")}`);
  return runsOfStudy(study).filter((_, at) => at % count === index - 1);
}

export async function printPlan(study: Study, shard: Shard): Promise<number> {
  for (const recipe of runsOf(study, shard))
    await print(`${JSON.stringify({ recipeHash: recipeHash(recipe), seed: recipe.seed, recipe })}\n`);
  return EXIT.done;
}

/** Trains what is not finished yet; prints a line per run. Returns 1 where one failed or is another process's, after all others. */
export async function trainStudy({
  study,
  shard,
  out,
  ...how
}: Extract<StudyTask, { action: "study" }>): Promise<number> {
  const stop = stopOnSignals();
  await claimFolder(out, study);
  const runs = runsOf(study, shard);
  const opened = new Map<string, ReturnType<typeof openBackend>>();
  // An engine is opened once for all runs.
  const open: typeof openBackend = (backend, arithmetic) => {
    const known = opened.get(arithmetic) ?? openBackend(backend, arithmetic);
    opened.set(arithmetic, known);
    return known;
  };
  let failed = 0;
  for (const [at, recipe] of runs.entries()) {
    tell(`run ${at + 1} of ${runs.length}: ${recipeHash(recipe).slice(0, 16)}, seed ${recipe.seed}`);
    const place = runFolderOf(out, recipe);
    const folder = await openRun(place);
    if (!folder) {
      failed++;
      continue;
    }
    try {
      const last = await trainOne(recipe, folder, how, { stop, open, print: async () => {} });
      if (last?.type === "failed") failed++;
    } finally {
      await folder.close();
    }
    const code = stop.exitCode();
    if (code !== null) return code;
    await print(
      `${JSON.stringify({ recipeHash: recipeHash(recipe), seed: recipe.seed, test: (await resultOf(place))?.accuracy ?? null })}\n`,
    );
  }
  return failed > 0 ? EXIT.failed : EXIT.done;
}

/** Null where another process is at it. */
async function openRun(place: string): Promise<RunFolder | null> {
  const hasEvents = existsSync(join(place, EVENTS));
  try {
    const kept = hasEvents ? await readRun(place, join(place, EVENTS)) : null;
    return await RunFolder.open(place, kept !== null);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    tell(error.message);
    return null;
  }
}

interface FinishedRun {
  /** On the test split, in [0, 1]. */
  readonly accuracy: number;
  readonly version: string;
  readonly engine: string;
}

/** A finished run's result; null before. */
async function resultOf(place: string): Promise<FinishedRun | null> {
  const file = join(place, EVENTS);
  if (!existsSync(file)) return null;
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  const [started, evaluated, finished] = [lines[0], ...lines.slice(-2)].map(
    (line) => JSON.parse(line ?? "{}") as RunEvent,
  );
  if (started?.type !== "started" || finished?.type !== "finished") return null;
  if (evaluated?.type !== "evaluated" || evaluated.split !== "test") return null;
  return { accuracy: evaluated.accuracy, version: started.version, engine: started.engine.adapter };
}

interface StudyResults {
  readonly study: Study;
  readonly outcome: Outcome;
  readonly finished: readonly FinishedRun[];
}

async function readResults(folder: string): Promise<StudyResults> {
  const study = await readStudyFolder(folder);
  const finished: (FinishedRun & { readonly recipe: Recipe })[] = [];
  for (const recipe of runsOfStudy(study)) {
    const result = await resultOf(runFolderOf(folder, recipe));
    if (result !== null) finished.push({ ...result, recipe });
  }
  return { study, outcome: outcomeOf(study, measuredOf(finished)), finished };
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
    arms: arms.map(({ arm, ...measured }) => ({ values: arm.values, ...measured })),
    comparisons,
  };
  await print(`${JSON.stringify(results, null, 2)}\n`);
  return EXIT.done;
}

/** Prints a report in Markdown. */
export async function printReport(folder: string): Promise<number> {
  const { study, outcome, finished } = await readResults(folder);
  const engines = [...new Set(finished.map(({ engine }) => engine))];
  const versions = [...new Set(finished.map(({ version }) => version))];
  await print(studyReport(study, outcome, { guess: null, version: versions.join(", ") || PROGRAM_VERSION, engines }));
  return EXIT.done;
}
