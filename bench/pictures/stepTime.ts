// A training step's wall time by kind of work: one stacked bar per number of segments.
import { labEngines, type LabEngine } from "../contenderNames.ts";
import type { Report } from "../report.ts";
import { stepPartWords, stepParts } from "../works.ts";
import { colours, element, picture, text } from "./svg.ts";

export function stepTimePicture(report: Report, engine: LabEngine): string {
  const profiles = report.profiles[engine];
  if (!profiles || profiles.length === 0) throw new Error(`The report has no profiles of ${engine}.`);
  const bars = profiles.map(({ segments, kernelMs, javaScriptMs, dataMs }) => ({
    segments,
    works: [
      ...stepParts.map((part) => [stepPartWords[part], kernelMs[part]] as const),
      ["JavaScript between kernels", javaScriptMs] as const,
      ["drawing the batch", dataMs] as const,
    ],
  }));
  const totals = bars.map(({ works }) => works.reduce((sum, [, ms]) => sum + ms, 0));
  const most = niceAbove(1.05 * Math.max(...totals)); // a bar's total stands above it

  const [width, height, left, right, top, bottom] = [760, 420, 64, 540, 56, 360];
  const y = (ms: number) => bottom - (ms / most) * (bottom - top);
  const band = (right - left) / bars.length;
  const names = bars[0]?.works.map(([name]) => name) ?? [];
  const content = [
    text(left, 26, `A training step's time by kind of work on ${labEngines[engine].engine}`, { class: "title" }),
    text(left, 44, "ms; default network, batch 32", { class: "quiet" }),
    ...Array.from({ length: 6 }, (_, index) => (most * index) / 5).flatMap((ms) => [
      element("line", { class: "grid", x1: left, x2: right, y1: y(ms), y2: y(ms) }),
      text(left - 8, y(ms) + 4, String(+ms.toFixed(1)), { "text-anchor": "end", class: "quiet" }),
    ]),
    ...bars.flatMap(({ segments, works }, bar) => {
      let from = 0;
      const x = left + band * (bar + 0.15);
      return [
        ...works.map(([name, ms], index) => {
          const box = element(
            "rect",
            {
              x,
              width: band * 0.7,
              y: y(from + ms),
              height: Math.max(0, y(from) - y(from + ms)),
              fill: colours[index] ?? "#7f7f7f",
            },
            element("title", {}, `S = ${segments}, ${name}: ${ms.toFixed(2)} ms`),
          );
          from += ms;
          return box;
        }),
        text(x + band * 0.35, y(from) - 5, from.toFixed(from < 10 ? 1 : 0), { "text-anchor": "middle" }),
        text(x + band * 0.35, bottom + 18, String(segments), { "text-anchor": "middle", class: "quiet" }),
      ];
    }),
    text((left + right) / 2, bottom + 40, "segments S", { "text-anchor": "middle" }),
    ...[...names].reverse().flatMap((name, row) => {
      const index = names.length - 1 - row;
      return [
        element("rect", {
          x: right + 16,
          y: top + row * 22,
          width: 12,
          height: 12,
          fill: colours[index] ?? "#7f7f7f",
          rx: 2,
        }),
        text(right + 34, top + row * 22 + 10.5, name),
      ];
    }),
  ];
  return picture(
    width,
    height,
    `Step time by kind of work on ${labEngines[engine].engine}`,
    bars.map(({ segments }, index) => `S = ${segments}: ${(totals[index] ?? NaN).toFixed(1)} ms`).join("; "),
    content,
  );
}

/** A round number above, for the axis' end. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power;
}
