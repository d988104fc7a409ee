// The stages of `npm test`. Each returns its counts: checks passed and failed, and the skipped ones
// with their reason. The counts come from a machine-readable report, never from printed text.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { softwareGpu } from "./browser.mjs";
import { binOf, runToEnd } from "./programs.mjs";
import { missingLicences } from "./licences.mjs";
import { buildSite, siteIsFresh } from "./site.mjs";
import { root } from "./stamps.mjs";
import { unitReport } from "./vitest-report.mjs";

/** The largest allowed size of the scripts that the page loads at once, compressed, in bytes. */
const PAGE_LIMIT_BYTES = 250_000;
const MINUTE_MS = 60_000;
const browserReport = join(root, ".cache/browser-tests.json");
const engineReport = join(root, ".cache/engine-tests.json");

/** @typedef {{ passed: number, failed: string[], skipped: string[] }} Count `failed` says what failed; `skipped` what and why. */

/** The stages in their order; each is `(browser) => Promise<Count>`. */
export const stages = {
  types: () => oneCheck("the types do not check", binOf("typescript", "tsc"), ["-p", "."]),
  format: formatCheck,
  lint: () => oneCheck("the linter has complaints", binOf("oxlint"), ["--deny-warnings"]),
  unit: unitTests,
  site: siteChecks,
  browser: browserTests,
  engines: engineTests,
};

/** The stages that open the built site. */
export const needSite = ["browser", "engines"];

async function formatCheck() {
  // Not imported at the top: the set-up, which installs oxfmt, may not have run when this file is loaded.
  const { formatTree } = await import("./format.mjs");
  return count(await formatTree({ check: true }), "files are not laid out: run `npm run format`");
}

async function oneCheck(failure, program, args) {
  const { code, timedOut } = await runToEnd(process.execPath, [program, ...args], { limitMs: 3 * MINUTE_MS });
  return count(code === 0, timedOut ? `${failure} within the time limit` : failure);
}

async function unitTests(browser) {
  const gpu = softwareGpu(browser);
  // On Linux, Dawn finds the software GPU that comes with the browser: the same one everywhere.
  const env = { ...process.env, ...(gpu && !process.env.VK_ICD_FILENAMES ? { VK_ICD_FILENAMES: gpu } : {}) };
  const args = ["--reporter=default", "--reporter=./scripts/vitest-report.mjs"];
  return vitest("the unit tests", args, unitReport, { env, limitMs: 9 * MINUTE_MS });
}

async function engineTests(browser) {
  const env = { ...process.env, ...(browser ? { CHROME_PATH: browser } : {}) };
  const args = ["--config", "e2e/engines/vitest.config.ts"];
  return vitest("the tests in three browser engines", args, engineReport, { env, limitMs: 12 * MINUTE_MS });
}

async function vitest(what, args, reportFile, options) {
  rmSync(reportFile, { force: true });
  const end = await runToEnd(process.execPath, [binOf("vitest"), "run", ...args], options);
  const report = readReport(reportFile);
  if (!report) return crash(what, end);
  const { tests, failures } = report;
  const result = {
    passed: tests.filter((test) => test.state === "passed").length,
    failed: [
      ...failures,
      ...tests
        .filter((test) => test.state === "failed" || test.state === "pending")
        .map((test) => `${test.file}: ${test.name}`),
    ],
    skipped: tests
      .filter((test) => test.state === "skipped")
      .map((test) => `${test.file}: ${test.name}${unitSkipReason(test)}`),
  };
  return withEnd(what, result, end);
}

async function siteChecks() {
  if (!siteIsFresh() && !(await buildSite())) return { passed: 0, failed: ["the site does not build"], skipped: [] };
  const page = readReport(join(root, ".cache/page.json"));
  if (!page) return { passed: 1, failed: ["the build left no report of the page's size"], skipped: [] };
  const bytes = page.initial.reduce((sum, script) => sum + script.gzipBytes, 0);
  const laterBytes = page.later.reduce((sum, script) => sum + script.gzipBytes, 0);
  console.log(
    `The page's first scripts weigh ${kilobytes(bytes)} compressed (limit ` +
      `${kilobytes(PAGE_LIMIT_BYTES)}), later ones ${kilobytes(laterBytes)}.`,
  );
  const failed = [];
  if (bytes > PAGE_LIMIT_BYTES)
    failed.push(`the page's first scripts weigh ${kilobytes(bytes)}, more than ${kilobytes(PAGE_LIMIT_BYTES)}`);
  if (page.tensorflowModules.length > 0)
    failed.push(`tfjs reached the page's thread: ${page.tensorflowModules.slice(0, 3).join(", ")}`);
  const missing = missingLicences(root);
  failed.push(...missing);
  return { passed: 4 - failed.length + Math.max(0, missing.length - 1), failed, skipped: [] };
}

async function browserTests(browser) {
  rmSync(browserReport, { force: true });
  const env = { ...process.env, CHROME_PATH: browser };
  const end = await runToEnd(process.execPath, [binOf("playwright"), "test"], { env, limitMs: 15 * MINUTE_MS });
  const report = readReport(browserReport);
  if (!report) return crash("the browser tests", end);
  const result = { passed: 0, failed: report.errors.map((error) => `browser tests: ${error.message}`), skipped: [] };
  const visit = (suite) => {
    suite.suites?.forEach(visit);
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests) {
        const name = `e2e/${spec.file} [${test.projectName}]: ${spec.title}`;
        if (test.status === "expected") result.passed++;
        else if (test.status === "skipped") result.skipped.push(`${name}: ${skipReason(test)}`);
        else result.failed.push(name);
      }
  };
  report.suites.forEach(visit);
  return withEnd("the browser tests", result, end);
}

/** The name of a test group says, with the reason, that an engine is absent. */
function unitSkipReason({ name, reason }) {
  return reason ? `: ${reason}` : name.includes("(absent: ") ? "" : ": no reason given";
}

function skipReason(test) {
  const notes = test.annotations.filter((note) => ["skip", "fixme"].includes(note.type) && note.description);
  return notes.map((note) => note.description).join(", ") || "no reason given";
}

function count(passed, failure) {
  return { passed: passed ? 1 : 0, failed: passed ? [] : [failure], skipped: [] };
}

/** A program that exits with an error though all its tests passed, or that tests nothing, has failed too. */
function withEnd(what, result, end) {
  if (result.failed.length === 0 && end.code !== 0) result.failed.push(crashText(what, end));
  if (result.passed + result.failed.length + result.skipped.length === 0) result.failed.push(`${what}: there are none`);
  return result;
}

function crash(what, end) {
  return { passed: 0, failed: [crashText(what, end)], skipped: [] };
}

function crashText(what, { code, timedOut, problem }) {
  return timedOut
    ? `${what} did not end within their time limit`
    : `${what} ended with code ${code}${problem ? ` (${problem})` : ""}`;
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
