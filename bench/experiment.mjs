// How long does the default experiment take in a real browser, and does the page stay
// responsive meanwhile? Trains it from a press of the button to its end, for each seed.
//
//   node bench/experiment.mjs [--seeds 1,2,3] [--link "v=2&…"] [--picture FILE]
//
// Prints one JSON object per seed, and with --picture saves the first screen of a laptop at the end of
// the first: the README's picture. Serves dist/ itself: run `npm run build` before.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { browserArgs, findBrowser } from "../scripts/browser.mjs";
import { serveSite } from "../scripts/server.mjs";
import { root } from "../scripts/stamps.mjs";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1" },
    link: { type: "string", default: "v=2" },
    picture: { type: "string" },
  },
});
const LONGEST_MS = 600_000;
/** A task longer than this keeps a person waiting. */
const LONG_TASK_MS = 100;

const executablePath = findBrowser();
if (!executablePath) throw new Error("No Chromium was found: set CHROME_PATH.");
const site = await serveSite({ root: join(root, "dist"), port: 0 });
const browser = await chromium.launch({ executablePath, args: browserArgs });
try {
  for (const seed of values.seeds.split(",").map(Number)) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    await page.addInitScript(noteLongTasks);
    const openedMs = Date.now();
    await page.goto(`${site.url}#${values.link}&seed=${seed}`);
    const train = page.getByRole("button", { name: "Train", exact: true });
    await train.waitFor();
    const usableMs = Date.now() - openedMs;
    await page.getByRole("button", { name: /SIMD WebAssembly|WebGPU/ }).waitFor();
    await page.evaluate(noteProgress);
    await train.click();
    await page.waitForFunction(
      () => window.noted.finishedMs.length >= window.noted.runs && window.noted.runs > 0,
      undefined,
      { timeout: LONGEST_MS },
    );
    await page
      .getByText(/linear model \d/)
      .first()
      .waitFor();
    const noted = await page.evaluate(() => window.noted);
    const rows = await page.locator(".runs > tbody > tr").allInnerTexts();
    const linear = await page
      .getByText(/linear model \d/)
      .first()
      .textContent();
    console.log(
      JSON.stringify({
        seed,
        usableMs,
        ...rounded(noted),
        longTasks: noted.longTasksMs.filter((ms) => ms > LONG_TASK_MS).length,
        longestTaskMs: Math.round(Math.max(0, ...noted.longTasksMs)),
        longTasksMs: undefined,
        linear,
        rows: rows.map((row) => row.replace(/\s+/g, " ")),
      }),
    );
    if (values.picture && seed === Number(values.seeds.split(",")[0])) {
      await page.getByText("Training goes on").waitFor({ state: "hidden" });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: values.picture });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await site.close();
}

function rounded(noted) {
  const whole = (list) => list.map((ms) => Math.round(ms));
  return {
    runs: noted.runs,
    firstPointMs: whole(noted.firstPointMs),
    firstEpochMs: whole(noted.firstEpochMs),
    finishedMs: whole(noted.finishedMs),
  };
}

/** Runs in the page. Tasks of 50 ms and more that begin after Train was pressed. */
function noteLongTasks() {
  window.longTasks = [];
  new PerformanceObserver((list) =>
    window.longTasks.push(...list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }))),
  ).observe({ type: "longtask", buffered: true });
}

/** Runs in the page: times, from now, at which each row of the table first shows a point, an epoch, its end. */
function noteProgress() {
  const startMs = performance.now();
  const noted = { runs: 0, firstPointMs: [], firstEpochMs: [], finishedMs: [], longTasksMs: [] };
  window.noted = noted;
  const seen = new Set();
  const once = (list, key) => {
    if (seen.has(key)) return;
    seen.add(key);
    list.push(performance.now() - startMs);
  };
  new MutationObserver(() => {
    const rows = [...document.querySelectorAll(".runs > tbody > tr")];
    noted.runs = rows.length;
    rows.forEach((row, index) => {
      const text = row.textContent ?? "";
      if (/%/.test(row.querySelectorAll("td")[1]?.textContent ?? "")) once(noted.firstPointMs, `point ${index}`);
      if (/epoch [1-9]|finished/.test(text)) once(noted.firstEpochMs, `epoch ${index}`);
      if (/finished/.test(text)) once(noted.finishedMs, `end ${index}`);
    });
    noted.longTasksMs = window.longTasks.filter((task) => task.startTime > startMs).map(({ duration }) => duration);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
