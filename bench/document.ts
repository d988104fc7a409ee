// Puts reports into docs/performance.md and docs/kernels.md: fills in their tables, which stand between
// "<!-- REPORT: TABLE -->" and "<!-- end -->", and draws its pictures.
//   node --import tsx bench/document.ts
// Numbers come from the reports alone; nothing is typed in.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { figuresTable, kernelsTable, machineLine, runsTable, stepsTable, workTable } from "./markdown.ts";
import { ratePicture } from "./pictures/rate.ts";
import { stepTimePicture } from "./pictures/stepTime.ts";
import type { Report } from "./report.ts";

const tables: Readonly<Record<string, (report: Report) => string>> = {
  machine: machineLine, figures: figuresTable, steps: stepsTable, kernels: kernelsTable, work: workTable, runs: runsTable,
};

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const pictured = new Set<string>();

for (const page of ["docs/performance.md", "docs/kernels.md"].map(at)) writeFileSync(page, filledIn(page));

function filledIn(page: string): string {
  return readFileSync(page, "utf8").replace(/(<!-- ([\w.-]+): (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_whole, open: string, name: string, kind: string, close: string) => {
    const file = at(`bench/results/${name}.json`);
    if (!existsSync(file)) throw new Error(`${page} asks for ${name}, which is not in bench/results/.`);
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    const table = tables[kind];
    if (!table) throw new Error(`${page} asks for the table "${kind}": there are ${Object.keys(tables).join(", ")}.`);
    if (!pictured.has(name) && pictured.size === 0) draw(report);
    pictured.add(name);
    return `${open}${table(report)}\n${close}`;
  });
}

/** Of the first report that the page names. */
function draw(report: Report): void {
  mkdirSync(at("docs/pictures"), { recursive: true });
  for (const engine of Object.keys(report.profiles)) {
    const name = engine.replace("lab-wasm-", "");
    writeFileSync(at(`docs/pictures/rate-${name}.svg`), ratePicture(report, engine));
    writeFileSync(at(`docs/pictures/step-time-${name}.svg`), stepTimePicture(report, engine));
  }
}
