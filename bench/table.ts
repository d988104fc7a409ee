// A report as text for a terminal. Pure.
import { figures } from "./figures.ts";
import { labEngines } from "./contenderNames.ts";
import type { Report } from "./report.ts";
import { entriesIn, peerWords, rowWords, wayWords } from "./reportWords.ts";
import { stepPartWords, stepParts } from "./works.ts";

export function table(report: Report): string {
  const lines: string[] = [];
  const { machine, load } = report;
  lines.push(`${machine.processor}, ${machine.cores} cores, ${machine.system}, ${machine.runtime}`);
  lines.push(
    `load: ${load.before?.toFixed(2) ?? "unknown"} before, ` +
      `${load.after?.toFixed(2) ?? "unknown"} after${report.note ? `; ${report.note}` : ""}`,
  );
  for (const [engine, { copyBytesPerMs, memoryBytesPerMs, flopPerMs, dispatchMs }] of entriesIn(report.limits)) {
    lines.push(
      `limits of ${engine}: ${(copyBytesPerMs / 1e6).toFixed(1)} GB/s ` +
        `copied${memoryBytesPerMs === undefined ? "" : ` (${(memoryBytesPerMs / 1e6).toFixed(1)} where no cache holds it)`}, ` +
        `${(flopPerMs / 1e6).toFixed(1)} GFLOP/s${dispatchMs > 0 ? `, ${(dispatchMs * 1000).toFixed(0)} µs a dispatch` : ""}`,
    );
  }
  lines.push("");
  lines.push(
    ...columns([
      [
        "what",
        "engine",
        "S",
        "batch",
        "ms",
        "GFLOP/s",
        "of limit",
        "peer",
        "peer's ms",
        "times as fast",
        "spread",
        "rounds",
      ],
      ...report.rows.map((row) => [
        rowWords(row),
        labEngines[row.engine].engine,
        row.segments === 0 ? "" : String(row.segments),
        row.batch === 0 ? "" : String(row.batch),
        row.oursMs.toFixed(3),
        row.gflops?.toFixed(1) ?? "",
        `${(100 * row.limitShare).toFixed(0)} %`,
        wayWords(row) ? `${peerWords(row)} (${wayWords(row)})` : peerWords(row),
        row.theirsMs.toFixed(3),
        row.ratio.toFixed(2),
        `${row.low.toFixed(2)}–${row.high.toFixed(2)}`,
        String(row.rounds),
      ]),
    ]),
  );
  for (const [engine, profiles] of entriesIn(report.profiles)) {
    lines.push(
      "",
      `A step's wall time by kind of work, ms, ${engine}:`,
      ...columns([
        ["S", "step", ...stepParts.map((part) => stepPartWords[part]), "JavaScript", "in kernels", "(a batch's data)"],
        ...profiles.map((one) => [
          String(one.segments),
          one.stepMs.toFixed(2),
          ...stepParts.map((part) => one.kernelMs[part].toFixed(2)),
          one.javaScriptMs.toFixed(2),
          one.kernelShare.toFixed(3),
          one.dataMs.toFixed(2),
        ]),
      ]),
    );
  }
  for (const [engine, run] of entriesIn(report.runs)) {
    lines.push(
      "",
      `The default run (S = ${run.segments}) on ${engine}: ${run.seconds.toFixed(1)} s, ` +
        `${run.imagesPerSecond.toFixed(0)} images per second in training, ${(100 * run.testAccuracy).toFixed(1)} % on the test split.`,
    );
  }
  for (const absent of report.absent) lines.push("", `! ${absent}`);
  // Tiny shapes say nothing about the figures.
  if (report.note === "")
    lines.push(
      "",
      ...columns([
        ["figure", "to reach", "found", ""],
        ...figures(report).map(({ what, reach, found, reached }) => [
          what,
          reach,
          found,
          reached === null ? "" : reached ? "reached" : "NOT REACHED",
        ]),
      ]),
    );
  return lines.join("\n");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
