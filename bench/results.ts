// Reads the reports in bench/results/.
import { readFileSync } from "node:fs";
import { parseReport, type Report } from "./report.ts";

/** Throws where there is no report of this name, or where another version of the bench wrote it. */
export function readReport(name: string): Report {
  return parseReport(readFileSync(new URL(`results/${name}.json`, import.meta.url), "utf8"), name);
}
