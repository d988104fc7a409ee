// The tables in docs/ are those of the kept reports, and a report of another version is refused.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { filledIn, withoutLayout } from "./markdown.ts";
import { parseReport, REPORT_VERSION } from "./report.ts";
import { readReport } from "./results.ts";
import { table } from "./table.ts";

const docs = new URL("../docs/", import.meta.url);
const pages = readdirSync(docs).filter((name) => name.endsWith(".md"));

it("every table in docs/ is what its report says", () => {
  const texts = pages.map((name) => readFileSync(new URL(name, docs), "utf8"));
  expect(texts.filter((text) => text.includes("<!-- end -->")).length).toBeGreaterThan(0);
  for (const text of texts) expect(withoutLayout(filledIn(text, readReport))).toBe(withoutLayout(text));
});

it("every kept report has a table for the terminal, with nothing unknown in it", () => {
  const names = readdirSync(new URL("results/", import.meta.url)).filter((name) => name.endsWith(".json"));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(table(readReport(name.replace(/\.json$/, "")))).not.toMatch(/undefined|NaN/);
});

it("refuses a report of another version", () => {
  expect(() => parseReport(JSON.stringify({ version: REPORT_VERSION - 1 }), "old")).toThrow(/^old has version 1/);
});
