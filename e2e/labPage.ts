// The lab as a person uses it: open, train, wait, read. Shared by the tests.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";
import { parseCsv, type Row } from "./parseCsv.ts";

/** A tiny network on little data: a few seconds without a GPU. */
export const TINY = "v=1&width=6&segments=3&stages=1&epochs=2&data=coupled-10&data.images=500";

export async function openLab(page: Page, hash = ""): Promise<void> {
  await page.goto(`./${hash === "" ? "" : `#${hash}`}`);
  await expect(trainButton(page)).toBeVisible();
  // The last part of the bench.
  await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
}

export async function goTo(
  page: Page,
  view: "Bench" | "Side by side" | "Studies" | "Settings" | "Data" | "Runs",
): Promise<void> {
  const link = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: new RegExp(`^${view}`) });
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
}

export function trainButton(page: Page): Locator {
  return page.getByRole("button", { name: "Train", exact: true });
}

/** The rows of runs, headed by their names. */
export function runRows(page: Page): Locator {
  return page
    .getByRole("region", { name: "Table of runs" })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader") });
}

export async function expectRuns(page: Page, status: string, count: number): Promise<void> {
  await expect(runRows(page).filter({ hasText: status })).toHaveCount(count, { timeout: 240_000 });
}

export async function chooseEngine(page: Page, label: RegExp): Promise<void> {
  await page
    .getByRole("button", { name: /SIMD WebAssembly|WebGPU|plain JavaScript|no engine|looking for/i })
    .first()
    .click();
  await page.getByRole("radio", { name: label }).check({ force: true });
  await page.keyboard.press("Escape");
}

/** The content of the file that the menu "Save…" of a study's results gives under this title. */
export async function savedAs(results: Locator, title: string): Promise<Buffer> {
  await results.getByRole("button", { name: "Save…" }).click();
  const page = results.page();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: title }).click(),
  ]);
  return readFile(await download.path());
}

/** The file of every step, or of every evaluation, from its link below the loss chart. */
export async function downloaded(page: Page, which: "every step" | "the evaluations"): Promise<readonly Row[]> {
  const data = page.locator("details").filter({ hasText: "Losses as a table" });
  if ((await data.getAttribute("open")) === null) await data.locator("summary").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    data.getByRole("button", { name: `Download ${which} (CSV)` }).click(),
  ]);
  return parseCsv(await readFile(await download.path(), "utf8"));
}

/** The steps' losses of each run, in the order of the table; a run begins where the step is 1 again. */
export async function lossesByRun(page: Page): Promise<readonly (readonly string[])[]> {
  const runs: string[][] = [];
  for (const row of await downloaded(page, "every step")) {
    if (row.step === "1") runs.push([]);
    runs.at(-1)?.push(row.loss ?? "");
  }
  return runs;
}
