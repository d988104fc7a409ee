// The data of a chart, folded away below it: a table to read and files to download.
import { useState, type ReactNode } from "react";
import { epochTable, evaluationsCsv, stepsCsv } from "./csv.ts";
import type { CurveRun, Measure } from "./series.ts";

interface ChartDataProps {
  readonly runs: readonly CurveRun[];
  /** The runs as they are at the moment, read in full: what is drawn may be a second old or not read yet. */
  readonly latestRuns: () => Promise<readonly CurveRun[]>;
  readonly measure: Measure;
  /** Other things to save, beside the files. */
  readonly children?: ReactNode;
}

export function ChartData({ runs, latestRuns, measure, children }: ChartDataProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="chart-data" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{measure === "accuracy" ? "Accuracies as a table" : "Losses as a table"}</summary>
      {open && (
        <Contents runs={runs} latestRuns={latestRuns} measure={measure}>
          {children}
        </Contents>
      )}
    </details>
  );
}

function Contents({ runs, latestRuns, measure, children }: ChartDataProps) {
  const { head, rows } = epochTable(runs, measure);
  const save = async (name: string, csvOf: (runs: readonly CurveRun[]) => string) =>
    download(name, csvOf(await latestRuns()));
  const title = measure === "accuracy" ? "Accuracy by epoch" : "Loss by epoch, in nats";
  return (
    <>
      <div className="chart-table" role="region" aria-label={title} tabIndex={0}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">epoch</th>
              {head.map((name, column) => (
                <th key={column} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ epoch, cells }) => (
              <tr key={epoch}>
                <th scope="row">{epoch}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <button type="button" onClick={() => void save("evaluations.csv", evaluationsCsv)}>
          Download the evaluations (CSV)
        </button>{" "}
        {measure === "loss" && (
          <button type="button" onClick={() => void save("steps.csv", stepsCsv)}>
            Download every step (CSV)
          </button>
        )}{" "}
        {children}
      </p>
    </>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `xception-lab-${name}`;
  link.click();
  // The browser reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
