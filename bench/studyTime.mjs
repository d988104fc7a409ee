// How well the page tells beforehand how long a study takes: node bench/studyTime.mjs [--study spectrum] [--seeds 1]
// [--result FILE]. Opens it in a real Chromium that has trained nothing yet, and prints what was told and what it took;
// FILE gets the result as the page saves it.
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { browserArgs, findBrowser } from "../scripts/browser.mjs";
import { serveSite } from "../scripts/server.mjs";
import { root } from "../scripts/stamps.mjs";
import { join } from "node:path";

const { values: options } = parseArgs({
  options: {
    study: { type: "string", default: "spectrum" },
    seeds: { type: "string", default: "1" },
    result: { type: "string" },
  },
});
const LIMIT_MS = 3_600_000;

const site = await serveSite({ root: join(root, "dist") });
const browser = await chromium.launch({ executablePath: findBrowser(), args: browserArgs });
try {
  const page = await browser.newPage();
  await page.goto(`${site.url}#/study?study.ready=${options.study}&study.seeds=${options.seeds}`);
  const openedMs = Date.now();
  const size = page.locator(".study-size");
  await size.filter({ hasText: "The rest takes about" }).waitFor({ timeout: LIMIT_MS });
  const probedMs = Date.now() - openedMs;
  const told = await size.innerText();
  const startedMs = Date.now();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "All trained" }).waitFor({ timeout: LIMIT_MS });
  const tookMs = Date.now() - startedMs;
  process.stdout.write(`${JSON.stringify({ told, probedMs, tookMs })}\n`);
  if (options.result !== undefined) {
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save…" }).click();
    await page.getByRole("menuitem", { name: "Result (JSON)" }).click();
    await (await saving).saveAs(options.result);
  }
} finally {
  await browser.close();
  await site.close();
}
