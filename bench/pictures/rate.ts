// Rate of the three convolution kernels against the number of segments, with the machine's
// limit as a line. Both axes are logarithmic.
import { CHANNELS } from "../measured.ts";
import { labEngines, type LabEngine } from "../contenderNames.ts";
import type { Report } from "../report.ts";
import { median } from "../statistics.ts";
import { isKernel, kernelPartWords, kernelWorks, workWords, type KernelWork } from "../works.ts";
import { colours, element, picture, text } from "./svg.ts";

export function ratePicture(report: Report, engine: LabEngine): string {
  const limits = report.limits[engine];
  if (!limits) throw new Error(`The report has no limits of ${engine}.`);
  const own = report.rows.filter((row) => row.engine === engine && row.gflops !== undefined && isKernel(row.work));
  const largest = Math.max(...own.map((row) => row.batch));
  const points = (work: KernelWork) => {
    const found = new Map<number, number>();
    for (const row of own) if (row.work === work && row.batch === largest) found.set(row.segments, row.gflops ?? NaN);
    return [...found].sort(([a], [b]) => a - b);
  };
  const dense = report.rows
    .filter((row) => row.engine === engine && row.peer === "xnnpack-dense")
    .map((row) => row.peerGflops ?? NaN);
  /** Null on a GPU, where it has no peer. */
  const xnnpack = dense.length > 0 ? median(dense) : null;
  const segments = [...new Set(own.map((row) => row.segments))].sort((a, b) => a - b);
  // 18·g operations and 8 bytes per element.
  const limit = (count: number) =>
    Math.min(limits.flopPerMs, (18 * (CHANNELS / count) * limits.copyBytesPerMs) / 8) / 1e6;

  const [width, height, left, right, top, bottom] = [760, 420, 64, 560, 56, 360];
  const rates = [
    ...own.map((row) => row.gflops ?? NaN),
    limit(1),
    limit(CHANNELS),
    ...(xnnpack === null ? [] : [xnnpack]),
  ];
  const ticks = roundNumbers(0.7 * Math.min(...rates), Math.max(...rates));
  const [low, high] = [ticks[0] ?? NaN, ticks.at(-1) ?? NaN];
  const x = (count: number) => left + (Math.log(count) / Math.log(CHANNELS)) * (right - left);
  const y = (rate: number) => bottom - (Math.log(rate / low) / Math.log(high / low)) * (bottom - top);
  const line = (values: readonly (readonly [number, number])[]) =>
    values
      .map(([count, rate], index) => `${index === 0 ? "M" : "L"}${x(count).toFixed(1)} ${y(rate).toFixed(1)}`)
      .join("");
  const fine = Array.from({ length: 121 }, (_, index) => CHANNELS ** (index / 120));

  const content = [
    text(left, 26, `Rate of the 3×3 kernels on ${labEngines[engine].engine}, ${CHANNELS} channels`, {
      class: "title",
    }),
    text(left, 44, "GFLOP/s", { class: "quiet" }),
    ...ticks.flatMap((rate) => [
      element("line", { class: "grid", x1: left, x2: right, y1: y(rate), y2: y(rate) }),
      text(left - 8, y(rate) + 4, String(rate), { "text-anchor": "end", class: "quiet" }),
    ]),
    ...segments.map((count) => text(x(count), bottom + 18, String(count), { "text-anchor": "middle", class: "quiet" })),
    text((left + right) / 2, bottom + 40, "segments S (1: regular convolution, 48: depthwise)", {
      "text-anchor": "middle",
    }),
    element("path", { class: "limit", d: line(fine.map((count) => [count, limit(count)] as const)) }),
    ...(xnnpack === null
      ? []
      : [
          element("line", {
            class: "limit",
            "stroke-dasharray": "2 4",
            x1: left,
            x2: right,
            y1: y(xnnpack),
            y2: y(xnnpack),
          }),
        ]),
    ...spread([
      { label: "the machine's limit", at: y(limit(CHANNELS)), colour: null },
      ...(xnnpack === null ? [] : [{ label: "XNNPACK, dense forward", at: y(xnnpack), colour: null }]),
      ...kernelWorks.map((work, index) => ({
        label: kernelPartWords(work),
        at: y(points(work).at(-1)?.[1] ?? low),
        colour: colours[index] ?? null,
      })),
    ]).map(({ label, at, colour }) =>
      text(right + 12, at + 4, label, colour ? { style: `fill:${colour};font-weight:600` } : { class: "quiet" }),
    ),
    ...kernelWorks.flatMap((work, index) => {
      const colour = colours[index] ?? "#7f7f7f";
      return [
        element("path", { class: "series", stroke: colour, d: line(points(work)) }),
        ...points(work).map(([count, rate]) =>
          element(
            "circle",
            { cx: x(count), cy: y(rate), r: 3.5, fill: colour },
            element("title", {}, `${workWords[work]}, S = ${count}: ${rate.toFixed(1)} GFLOP/s`),
          ),
        ),
      ];
    }),
  ];
  return picture(
    width,
    height,
    `Rate against segments on ${labEngines[engine].engine}`,
    `GFLOP/s of forward, input gradient and filter gradient at S = ${segments.join(", ")}, and the limit from ` +
      `${(limits.copyBytesPerMs / 1e6).toFixed(1)} GB/s copied and ${(limits.flopPerMs / 1e6).toFixed(0)} GFLOP/s.`,
    content,
  );
}

/** 1, 2, 5, 10 … from the last that is not above `least` to the first that is not below `most`. */
function roundNumbers(least: number, most: number): number[] {
  const all = Array.from({ length: 30 }, (_, index) => [1, 2, 5].map((digit) => digit * 10 ** (index - 10))).flat();
  const first = all.findLastIndex((number) => number <= least),
    last = all.findIndex((number) => number >= most);
  return all.slice(first, last + 1).map((number) => Number(number.toPrecision(1)));
}

/** Labels at least a line apart, in their order from top to bottom. */
function spread<T extends { readonly at: number }>(labels: readonly T[]): T[] {
  let last = -Infinity;
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .map((label) => {
      last = Math.max(label.at, last + 17);
      return { ...label, at: last };
    });
}
