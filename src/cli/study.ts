// Studies without a page: listed, planned, trained run by run.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { armId, canonicalJson, recipeHash } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { writeStudy } from "../study/file.ts";
import type { ResultRun } from "../study/result.ts";
import { READY_STUDIES, readyIds, type ReadyId } from "../study/ready.ts";
import { armsOfStudy, runsOfStudy, type Study } from "../study/study.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { leftOutWords } from "../study/words.ts";
import { durationWords } from "../forecast/words.ts";
import type { Shard, StudyTask } from "./commandLine.ts";
import { EXIT, RefusedError } from "./exitCodes.ts";
import { readRun } from "./keptRun.ts";
import { print, tell } from "./print.ts";
import { EVENTS, RunFolder } from "./runFolder.ts";
import { stopOnSignals } from "./stopOnSignals.ts";
import { claimFolder, runFolderOf } from "./studyFolder.ts";
import { resultOf } from "./runResult.ts";
import { secondsLeft, timedArms } from "./studyTime.ts";
import { openBackend, openData, trainOne, type Surroundings } from "./train.ts";

const LONGEST_ID = Math.max(...readyIds.map((id) => id.length));

/** Lists the ready studies, or prints one as a file. */
export async function printReady(id: ReadyId | null): Promise<number> {
  await print(
    id === null
      ? readyIds.map((each) => `${each.padEnd(LONGEST_ID)} ${READY_STUDIES[each].study.question}\n`).join("")
      : writeStudy(READY_STUDIES[id].study),
  );
  return EXIT.done;
}

/** The runs of a part of a study, in the order in which they are trained. */
function runsOf(study: Study, { index, count }: Shard): readonly Recipe[] {
  for (const { values, why } of armsOfStudy(study).leftOut)
    tell(`left out: ${values.join(", ")}: ${leftOutWords(why, study).join(" ")}`);
  return runsOfStudy(study).filter((_, at) => at % count === index - 1);
}

/** Each run with the seconds that it takes here, by a few steps of its arm. */
export async function printPlan({ study, shard, backend }: Extract<StudyTask, { action: "plan" }>): Promise<number> {
  const runs = runsOf(study, shard);
  const seconds = await timedArms(runs, backend, onceOpened());
  let total = 0;
  for (const recipe of runs) {
    const own = seconds.get(armId(recipe)) ?? 0;
    total += own;
    const line = { recipeHash: recipeHash(recipe), seed: recipe.seed, seconds: Number(own.toPrecision(3)), recipe };
    await print(`${JSON.stringify(line)}\n`);
  }
  tell(`${runs.length} runs take ${durationWords(total)} here, one after another.`);
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
  const { open, openData: openLast } = onceOpened();
  const begun = performance.now();
  const trained: Recipe[] = [];
  const waiting = new Set(runs);
  const finished = new Map<Recipe, ResultRun>();
  for (const recipe of runs) {
    const result = await resultOf(runFolderOf(out, recipe), recipe);
    // One of another version is looked at again below, and refused.
    if (result?.terms.version !== PROGRAM_VERSION) continue;
    finished.set(recipe, result);
    waiting.delete(recipe);
  }
  let failed = 0;
  for (const [at, recipe] of runs.entries()) {
    const known = finished.get(recipe);
    if (known) {
      await printTested(recipe, known);
      continue;
    }
    const left = secondsLeft(trained, (performance.now() - begun) / 1000, [...waiting]);
    tell(
      `run ${at + 1} of ${runs.length}: ${recipeHash(recipe).slice(0, 16)}, seed ${recipe.seed}` +
        (left === null ? "" : `; ${durationWords(left)} left`),
    );
    const place = runFolderOf(out, recipe);
    const folder = await openRun(place);
    if (!folder) {
      failed++;
      continue;
    }
    try {
      const ended = await trainOne(recipe, folder, how, {
        stop,
        open,
        openData: openLast,
        print: async () => {},
      });
      if (ended?.type === "failed") failed++;
      if (ended?.type === "finished") trained.push(recipe);
      waiting.delete(recipe);
    } finally {
      await folder.close();
    }
    const code = stop.exitCode();
    if (code !== null) return code;
    await printTested(recipe, await resultOf(place, recipe));
  }
  return failed > 0 ? EXIT.failed : EXIT.done;
}

async function printTested(recipe: Recipe, result: ResultRun | null): Promise<void> {
  const test = result?.numbers.test.accuracy ?? null;
  await print(`${JSON.stringify({ recipeHash: recipeHash(recipe), seed: recipe.seed, test })}\n`);
}

/** An engine is opened once for all runs, and the last data set kept: runs that follow each other often read the same. */
function onceOpened(): Pick<Surroundings, "open" | "openData"> {
  const opened = new Map<string, ReturnType<typeof openBackend>>();
  let last: { readonly key: string; readonly data: ReturnType<typeof openData> } | null = null;
  return {
    open(backend, arithmetic) {
      const known = opened.get(arithmetic) ?? openBackend(backend, arithmetic);
      opened.set(arithmetic, known);
      return known;
    },
    openData(dataset) {
      const key = canonicalJson(dataset);
      if (last?.key !== key) last = { key, data: openData(dataset) };
      return last.data;
    },
  };
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
