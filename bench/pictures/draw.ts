// The pictures of a report, keyed by the end of their file's name: for each engine the rate of its
// kernels and, where it was profiled, the time of a step. Pure.
import { labEngines } from "../contenderNames.ts";
import type { Report } from "../report.ts";
import { enginesIn } from "../reportWords.ts";
import { ratePicture } from "./rate.ts";
import { stepTimePicture } from "./stepTime.ts";

export function picturesOf(report: Report): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>();
  for (const engine of enginesIn(report.engines)) {
    const name = labEngines[engine].short;
    if (engine in report.limits && report.rows.some((row) => row.engine === engine && row.gflops !== undefined))
      pictures.set(`rate-${name}`, ratePicture(report, engine));
    if ((report.profiles[engine] ?? []).length > 0) pictures.set(`step-time-${name}`, stepTimePicture(report, engine));
  }
  return pictures;
}
