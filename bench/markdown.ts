// A report's tables for docs/performance.md. Pure.
import { DENSE, figures } from "./figures.ts";
import type { Report, Row } from "./report.ts";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const tableOf = (head: readonly string[], body: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...body.map(row)].join("\n");
const engineName = (engine: string) => engine.replace("lab-wasm-", "").replace("lab-", "");
const ratio = (one: Row | undefined) => (one ? `${one.ratio.toFixed(one.ratio < 10 ? 2 : 0)}×` : "");

export function machineLine({ machine, date, load, limits }: Report): string {
  const each = Object.entries(limits).map(([engine, { copyBytesPerMs, memoryBytesPerMs, flopPerMs }]) => {
    const rate = (perMs: number) => (perMs / 1e6).toFixed(1);
    const copies =
      memoryBytesPerMs === undefined
        ? `${rate(copyBytesPerMs)} GB/s copied`
        : `${rate(copyBytesPerMs)} GB/s copied within the cache, ${rate(memoryBytesPerMs)} GB/s from memory to memory`;
    return `${engineName(engine)} ${copies} (both ways counted) and ${rate(flopPerMs)} GFLOP/s`;
  });
  return (
    `${date}: ${machine.processor}, ${machine.cores} cores (virtual), ${machine.system}, ` +
    `${machine.runtime}. Load average ${load.before?.toFixed(1) ?? "unknown"} before, ` +
    `${load.after?.toFixed(1) ?? "unknown"} after. Limits measured in the run: ${each.join("; ")}.`
  );
}

export function figuresTable(report: Report): string {
  return tableOf(
    ["what", "to reach", "found", ""],
    figures(report).map(({ what, reach, found, reached }) => [
      what,
      reach,
      found,
      reached === null ? "" : reached ? "reached" : "**not reached**",
    ]),
  );
}

/** The whole training step: each engine's time, rate and share of its limit, and how many times as fast as each peer. */
export function stepsTable({ rows, engines }: Report): string {
  return Object.keys(engines)
    .map((engine) => {
      const own = rows.filter((one) => one.engine === engine && one.what === "training step");
      const peers = [...new Set(own.map((one) => one.peer))];
      const segments = [...new Set(own.map((one) => one.segments))];
      const largest = Math.max(...own.map((one) => one.batch));
      const body = segments.map((count) => {
        const here = own.filter((one) => one.segments === count);
        const full = here.find((one) => one.batch === largest);
        return [
          String(count),
          full?.oursMs.toFixed(1) ?? "",
          full ? ((full.batch * 1000) / full.oursMs).toFixed(0) : "",
          full?.gflops?.toFixed(1) ?? "",
          full ? `${(100 * full.limitShare).toFixed(0)} %` : "",
          ...peers.map((peer) => ratio(here.find((one) => one.peer === peer))),
        ];
      });
      const head = ["S", "ms", "images/s", "GFLOP/s", "of the limit", ...peers.map((peer) => `against ${peer}`)];
      return `${engineName(engine)}:\n\n${tableOf(head, body)}`;
    })
    .join("\n\n");
}

/** The three 3×3 kernels: rate, and ratio to XNNPACK's dense forward convolution by rate. */
export function kernelsTable({ rows, engines }: Report): string {
  const parts = ["3×3 forward", "3×3 input gradient", "3×3 filter gradient"];
  const wasm = Object.keys(engines).filter((engine) => engine.startsWith("lab-wasm"));
  const of = (engine: string, part: string, segments: number) =>
    rows.find((one) => one.engine === engine && one.what === part && one.segments === segments && one.peer === DENSE);
  const segments = [...new Set(rows.filter((one) => parts.includes(one.what)).map((one) => one.segments))];
  return tableOf(
    ["S", ...wasm.flatMap((engine) => parts.map((part) => `${part.slice(4)}, ${engineName(engine)}`))],
    segments.map((count) => [
      String(count),
      ...wasm.flatMap((engine) =>
        parts.map((part) => {
          const one = of(engine, part, count);
          return one ? `${one.gflops?.toFixed(1)} · ${ratio(one)}` : "";
        }),
      ),
    ]),
  );
}

/** The default run, from its first step to its end, evaluations included. */
export function runsTable({ runs }: Report): string {
  return tableOf(
    ["engine", "S", "seconds", "images/s in training", "test accuracy"],
    Object.entries(runs).map(([engine, run]) => [
      engineName(engine),
      String(run.segments),
      run.seconds.toFixed(1),
      run.imagesPerSecond.toFixed(0),
      `${(100 * run.testAccuracy).toFixed(1)} %`,
    ]),
  );
}

/** What the rest of the work is compared with. */
export function workTable({ rows }: Report): string {
  const own = rows.filter((one) => one.segments === 0);
  return tableOf(
    ["what", "engine", "ms", "of the limit", "peer", "times as fast"],
    own.map((one) => [
      one.what,
      engineName(one.engine),
      one.oursMs.toFixed(2),
      `${(100 * one.limitShare).toFixed(0)} %`,
      one.peer,
      `${one.ratio.toFixed(1)} (${one.low.toFixed(1)}–${one.high.toFixed(1)})`,
    ]),
  );
}
