// A report's tables for the pages of docs/. Pure.
import { labEngines, wasmEngines, type LabEngine } from "./contenderNames.ts";
import { figures } from "./figures.ts";
import type { Report, Row } from "./report.ts";
import { enginesIn, entriesIn, peerWords, rowWords } from "./reportWords.ts";
import { isKernel, kernelPartWords, kernelWorks, type KernelWork } from "./works.ts";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const tableOf = (head: readonly string[], body: readonly (readonly string[])[]) =>
  [row(head), row(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...body.map(row)].join("\n");
const engineName = (engine: LabEngine) => labEngines[engine].short;
const ratio = (one: Row | undefined) => (one ? `${one.ratio.toFixed(one.ratio < 10 ? 2 : 0)}×` : "");

function machineLine({ machine, date, load, limits }: Report): string {
  const each = entriesIn(limits).map(([engine, { copyBytesPerMs, memoryBytesPerMs, flopPerMs }]) => {
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

function figuresTable(report: Report): string {
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
function stepsTable({ rows, engines }: Report): string {
  return enginesIn(engines)
    .map((engine) => {
      const own = rows.filter((one) => one.engine === engine && one.work === "step");
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
function kernelsTable({ rows, engines }: Report): string {
  const wasm = wasmEngines.filter((engine) => engine in engines);
  const of = (engine: LabEngine, work: KernelWork, segments: number) =>
    rows.find(
      (one) => one.engine === engine && one.work === work && one.segments === segments && one.peer === "xnnpack-dense",
    );
  const segments = [...new Set(rows.filter((one) => isKernel(one.work)).map((one) => one.segments))];
  return tableOf(
    ["S", ...wasm.flatMap((engine) => kernelWorks.map((work) => `${kernelPartWords(work)}, ${engineName(engine)}`))],
    segments.map((count) => [
      String(count),
      ...wasm.flatMap((engine) =>
        kernelWorks.map((work) => {
          const one = of(engine, work, count);
          return one ? `${one.gflops?.toFixed(1)} · ${ratio(one)}` : "";
        }),
      ),
    ]),
  );
}

/** The default run, from its first step to its end, evaluations included. */
function runsTable({ runs }: Report): string {
  return tableOf(
    ["engine", "S", "seconds", "images/s in training", "test accuracy"],
    entriesIn(runs).map(([engine, run]) => [
      engineName(engine),
      String(run.segments),
      run.seconds.toFixed(1),
      run.imagesPerSecond.toFixed(0),
      `${(100 * run.testAccuracy).toFixed(1)} %`,
    ]),
  );
}

/** What the rest of the work is compared with. */
function workTable({ rows }: Report): string {
  const own = rows.filter((one) => one.segments === 0);
  return tableOf(
    ["what", "engine", "ms", "of the limit", "peer", "times as fast"],
    own.map((one) => [
      rowWords(one),
      engineName(one.engine),
      one.oursMs.toFixed(2),
      `${(100 * one.limitShare).toFixed(0)} %`,
      peerWords(one),
      `${one.ratio.toFixed(1)} (${one.low.toFixed(1)}–${one.high.toFixed(1)})`,
    ]),
  );
}

const tables: Readonly<Record<string, (report: Report) => string>> = {
  machine: machineLine,
  figures: figuresTable,
  steps: stepsTable,
  kernels: kernelsTable,
  work: workTable,
  runs: runsTable,
};

/** The page with every table between "<!-- REPORT: TABLE -->" and "<!-- end -->" as the reports have it now. */
export function filledIn(page: string, reportNamed: (name: string) => Report): string {
  return page.replace(
    /(<!-- ([\w.-]+): (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_whole, open: string, name: string, kind: string, close: string) => {
      const table = tables[kind];
      if (!table) throw new Error(`There is no table "${kind}": there are ${Object.keys(tables).join(", ")}.`);
      return `${open}${table(reportNamed(name))}\n${close}`;
    },
  );
}

/** The page without what a formatter may add to its tables: padding, longer rules, empty lines. */
export function withoutLayout(page: string): string {
  return page.replace(/ +/g, " ").replace(/-{3,}/g, "---").replace(/\n+/g, "\n");
}
