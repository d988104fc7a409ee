// The measures of one round: what is done on the page, and the resulting figures.
import { handleMany, removeAll } from "./many.mjs";
import { tryThings } from "./hands.mjs";
import { LONG, parts, SMALL, TINY } from "./pageParts.mjs";
import { answeredWithinMs, LONG_TASK_MS, longestTaskMs, memoryOf, nowMs, settle, shiftsSince } from "./probes.mjs";
import { takeUp, train } from "./training.mjs";

/** With `runs` kept: the first and the second visit, a run trained beside them, and `many` runs handled at once. */
export async function withKeptRuns(visitor, { runs, checkpoints, many, epochs }) {
  await visitor.keep({ runs, checkpoints });
  const first = await visitor.open(started);
  const rest = await visitor.open(async (page) => {
    const start = await started(page);
    const memory = await memoryOf(page);
    await takeUp(page, `${SMALL}&epochs=${epochs}`);
    await settle(page);
    const sinceMs = await nowMs(page);
    await train(page);
    const trainedMs = (await nowMs(page)) - sinceMs;
    await settle(page);
    const trainTaskMs = await longestTaskMs(page, sinceMs);
    return { ...start, ...memory, trainedMs, trainTaskMs, ...(await handleMany(page, many)) };
  });
  return { firstRowsMs: first.rowsMs, firstTaskMs: first.startTaskMs, ...rest };
}

/** With none kept: tiny runs one after another, then removed; and all of it once more. The first time code is loaded and compiled. */
export async function withTinyRuns(visitor, { tinyRuns }) {
  return visitor.open(async (page) => {
    await settle(page);
    const fresh = await memoryOf(page);
    const startMs = await nowMs(page);
    await train(page, tinyRuns);
    const tinyMs = (await nowMs(page)) - startMs;
    await removeAll(page);
    const once = await memoryOf(page);
    await train(page, tinyRuns);
    await settle(page);
    const full = await memoryOf(page);
    await removeAll(page);
    const after = await memoryOf(page);
    return {
      tinyMs,
      freshHeapMb: fresh.heapMb,
      onceHeapMb: once.heapMb,
      fullHeapMb: full.heapMb,
      afterHeapMb: after.heapMb,
      heapRatio: after.heapMb / once.heapMb,
      freshNodes: fresh.nodes,
      onceNodes: once.nodes,
      fullNodes: full.nodes,
      afterNodes: after.nodes,
      nodesRatio: after.nodes / once.nodes,
    };
  }, `${TINY}&epochs=1`);
}

/** With none kept: two arms train while someone tries things, `tries` times. */
export async function withTwoArms(visitor, { tries }) {
  // The views' scripts and the optimizing compiler are as on any visit but the first.
  await visitor.open((page) => tryThingsWhileTraining(page, 1), LONG);
  return visitor.open((page) => tryThingsWhileTraining(page, tries), LONG);
}

async function tryThingsWhileTraining(page, tries) {
  await settle(page);
  await page.locator(parts.train).first().click();
  await page.locator(parts.details).nth(1).waitFor();
  const sinceMs = await nowMs(page);
  const count = await tryThings(page, tries);
  const busyTaskMs = await longestTaskMs(page, sinceMs);
  return {
    answerMs: await answeredWithinMs(page, count + 1, 0.95),
    slowestAnswerMs: await answeredWithinMs(page, count + 1, 1),
    busyTaskMs,
    shifts: await shiftsSince(page, 1000),
  };
}

async function started(page) {
  await page.waitForFunction(() => window.seen.rowsMs !== null, undefined, { polling: 500, timeout: 240_000 });
  await settle(page);
  const { trainMs, rowsMs, tasks } = await page.evaluate(() => window.seen);
  // From here on every press is answered at once, which is not so while a page still waits for its database.
  const inTheWay = tasks.filter(({ startMs, ms }) => ms > LONG_TASK_MS && startMs < rowsMs + 1000);
  return {
    trainMs,
    usableMs: Math.max(trainMs, ...inTheWay.map(({ startMs, ms }) => startMs + ms)),
    rowsMs,
    startTaskMs: Math.max(0, ...tasks.map(({ ms }) => ms)),
  };
}
