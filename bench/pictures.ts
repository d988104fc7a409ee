// Draws the two pictures of docs/performance.md from a report, as SVG:
//   node --import tsx bench/pictures.ts bench/results/REPORT.json docs/pictures
// Numbers come from the report alone; nothing is typed in.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ratePicture } from "./pictures/rate.ts";
import { stepTimePicture } from "./pictures/stepTime.ts";
import type { Report } from "./report.ts";

const [file, folder = "docs/pictures"] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("Usage: node --import tsx bench/pictures.ts REPORT.json [FOLDER]\n");
  process.exit(2);
}
const report = JSON.parse(readFileSync(file, "utf8")) as Report;
mkdirSync(folder, { recursive: true });
for (const [engine, name] of [["lab-wasm-simd", "simd"], ["lab-wasm-relaxed", "relaxed"]] as const) {
  if (!(engine in report.engines)) continue;
  writeFileSync(join(folder, `rate-${name}.svg`), ratePicture(report, engine));
  writeFileSync(join(folder, `step-time-${name}.svg`), stepTimePicture(report, engine));
}
