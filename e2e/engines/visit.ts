// A visit to the lab in any browser engine: what a person looks for, clicks and reads.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { parseCsv, type Row } from "../parseCsv.ts";
import type { Tab } from "./engine.ts";

const TRAINING_LIMIT_MS = 150_000;
const LIMIT_MS = 20_000;

/** Opens the link and chooses WebAssembly, which all engines have. */
export async function openLab(tab: Tab, url: string, link: string): Promise<void> {
  await tab.open(`${url}#${link}`);
  await expect.poll(() => tab.evaluate(count(button("Train"))), { timeout: LIMIT_MS }).toBe(1);
  await tab.evaluate(`${NOTE_FAULTS}, null`);
  await tab.click(BADGE);
  await soon(tab, "//label[starts-with(normalize-space(), 'WebAssembly')]");
  await tab.click("//label[starts-with(normalize-space(), 'WebAssembly')]");
  await tab.press("Escape");
  await soon(tab, `${BADGE}[starts-with(normalize-space(), 'SIMD WebAssembly')]`);
}

export async function train(tab: Tab, runs: number): Promise<void> {
  await tab.click(button("Train"));
  await expectFinished(tab, runs);
}

/** Waits until the table has that many runs, all of them finished. */
export async function expectFinished(tab: Tab, runs: number): Promise<void> {
  await expect
    .poll(async () => (await runRows(tab)).filter((row) => row.includes("finished")).length, {
      timeout: TRAINING_LIMIT_MS,
    })
    .toBe(runs);
  expect(await runRows(tab)).toHaveLength(runs);
}

/** The texts of the rows in the table of runs. */
export async function runRows(tab: Tab): Promise<readonly string[]> {
  return (await tab.evaluate(texts("//*[@aria-label='Table of runs']//tr[th[@scope='row']]"))) as readonly string[];
}

export function button(name: string): string {
  return `//button[normalize-space()='${name}']`;
}

/** The link to a view in the page's header. */
export function viewLink(name: string): string {
  return `//nav//a[normalize-space()='${name}']`;
}

/** The rows of a file that the page's button of this name downloads. */
export async function downloaded(tab: Tab, name: string): Promise<readonly Row[]> {
  const table = "//details[summary[normalize-space()='Losses as a table']]";
  await soon(tab, table); // It comes with the charts' script, which tiny runs do not wait for.
  if ((await tab.evaluate(count(`${table}[@open]`))) === 0) await tab.click(`${table}/summary`);
  await soon(tab, table + button(name));
  return parseCsv(await downloadedText(tab, table + button(name)));
}

/** The file that a click on the element downloads. */
export async function downloadedText(tab: Tab, xpath: string): Promise<string> {
  // By the element itself and not at a place on the screen, which may still be moving.
  await tab.evaluate(`${found(xpath)}.snapshotItem(0).click(), null`);
  // A file that is not yet complete is empty, or has a neighbour or an ending of the browser's own.
  await expect
    .poll(
      async () => {
        const names = await readdir(tab.downloads);
        return names.length === 1 && /\.(csv|json)$/.test(names[0] ?? "") && (await firstFile(tab)) !== "";
      },
      { timeout: LIMIT_MS },
    )
    .toBe(true);
  const text = await firstFile(tab);
  for (const name of await readdir(tab.downloads)) await rm(join(tab.downloads, name));
  return text;
}

async function firstFile(tab: Tab): Promise<string> {
  const [name = ""] = await readdir(tab.downloads);
  return await readFile(join(tab.downloads, name), "utf8");
}

/** Waits until there is such an element. */
export async function soon(tab: Tab, xpath: string): Promise<void> {
  await expect.poll(() => tab.evaluate(count(xpath)), { timeout: LIMIT_MS, message: xpath }).toBeGreaterThan(0);
}

/** Errors and breaches of the site's policy since the lab was opened. */
export async function faults(tab: Tab): Promise<unknown> {
  return await tab.evaluate("window.faults");
}

const BADGE = "//button[contains(concat(' ', @class, ' '), ' engine ')]";

const NOTE_FAULTS = `
  (window.faults = [],
  addEventListener("error", (event) => window.faults.push(event.message)),
  addEventListener("unhandledrejection", (event) => window.faults.push(String(event.reason))),
  addEventListener("securitypolicyviolation", (event) => window.faults.push(event.violatedDirective)))`;

const found = (xpath: string) => `document.evaluate(${JSON.stringify(xpath)}, document, null, 7)`;

/** Expressions for `Tab.evaluate`. */
export const count = (xpath: string) => `${found(xpath)}.snapshotLength`;
/** The texts of the elements that are seen: a view may be in the document before it is shown. */
const texts = (xpath: string) =>
  `((all) => Array.from({ length: all.snapshotLength }, (_, i) => all.snapshotItem(i))
    .filter((element) => element.checkVisibility()).map((element) => element.innerText))(${found(xpath)})`;
