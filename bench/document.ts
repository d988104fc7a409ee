// Puts reports into docs/performance.md and docs/kernels.md: fills in their tables, which are between
// "<!-- REPORT: TABLE -->" and "<!-- end -->".
//   node --import tsx bench/document.ts
// Numbers come from the reports alone; nothing is typed in.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figuresTable, kernelsTable, machineLine, runsTable, stepsTable, workTable } from "./markdown.ts";
import type { Report } from "./report.ts";

const tables: Readonly<Record<string, (report: Report) => string>> = {
  machine: machineLine,
  figures: figuresTable,
  steps: stepsTable,
  kernels: kernelsTable,
  work: workTable,
  runs: runsTable,
};

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

for (const page of ["docs/performance.md", "docs/kernels.md"].map(at)) writeFileSync(page, filledIn(page));

function filledIn(page: string): string {
  return readFileSync(page, "utf8").replace(
    /(<!-- ([\w.-]+): (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, open: string, name: string, kind: string, close: string) => {
      const file = at(`bench/results/${name}.json`);
      if (!existsSync(file)) throw new Error(`${page} asks for ${name}, which is not in bench/results/.`);
      const report = JSON.parse(readFileSync(file, "utf8")) as Report;
      const table = tables[kind];
      if (!table) throw new Error(`${page} asks for the table "${kind}": there are ${Object.keys(tables).join(", ")}.`);
      return `${open}${table(report)}\n${close}`;
    },
  );
}
