// The data of a chart, as files for other programs, neither thinned nor rounded, and as a table.
import { meanOf, validations, type CurveRun, type Measure } from "./series.ts";
import { valueWords } from "./axes.ts";

/** null is an empty cell. */
export type Cell = string | number | null;

/** Every evaluation of every run, one line each (RFC 4180). Accuracies in [0, 1], losses in nats. */
export function evaluationsCsv(runs: readonly CurveRun[]): string {
  const traits = traitsOf(runs);
  const head = [
    "run",
    ...traits,
    "split",
    "epoch",
    "step",
    "seconds",
    "accuracy",
    "accuracy_se",
    "top3_accuracy",
    "loss",
  ];
  const lines = runs.flatMap((run) =>
    run.evaluations.map((evaluated): Cell[] => [
      ...identity(run, traits),
      evaluated.split,
      evaluated.epoch,
      evaluated.step,
      evaluated.elapsedMs / 1000,
      evaluated.accuracy,
      evaluated.accuracyError,
      evaluated.top3Accuracy,
      evaluated.loss,
    ]),
  );
  return csv([head, ...lines]);
}

/** Every training step of every run, one line each. */
export function stepsCsv(runs: readonly CurveRun[]): string {
  const traits = traitsOf(runs);
  const head = ["run", ...traits, "step", "epoch", "seconds", "loss", "accuracy"];
  const lines = runs.flatMap((run) => {
    const { length, columns } = run.steps;
    return Array.from({ length }, (_, index): Cell[] => [
      ...identity(run, traits),
      columns.step[index] ?? "",
      columns.epoch[index] ?? "",
      (columns.elapsedMs[index] ?? 0) / 1000,
      columns.loss[index] ?? "",
      Number.isFinite(columns.accuracy[index]) ? (columns.accuracy[index] ?? "") : null, // runs kept by earlier versions have none
    ]);
  });
  return csv([head, ...lines]);
}

export interface EpochTable {
  readonly head: readonly string[];
  readonly rows: readonly { readonly epoch: number; readonly cells: readonly string[] }[];
}

/** One row per epoch, two columns per run: validation, and the mean of the epoch's training steps. */
export function epochTable(runs: readonly CurveRun[], measure: Measure): EpochTable {
  const evaluated = runs.map((run) => ({
    run,
    byEpoch: new Map(validations(run).map((evaluation) => [evaluation.epoch, evaluation])),
  }));
  const epochs = [...new Set(evaluated.flatMap(({ byEpoch }) => [...byEpoch.keys()]))].sort((a, b) => a - b);
  const head = runs.flatMap(({ mark: { label } }) => [`${label}: validation`, `${label}: training`]);
  const rows = epochs.map((epoch, index) => {
    const cells = evaluated.flatMap(({ run, byEpoch }) => {
      const here = byEpoch.get(epoch);
      const value = here ? valueWords(measure, here[measure]) : "";
      const before = byEpoch.get(epochs[index - 1] ?? NaN)?.step ?? 0;
      const training = here ? meanOf(run.steps, measure, before, here.step) : null;
      return [value, training === null ? "" : valueWords(measure, training)];
    });
    return { epoch, cells };
  });
  return { head, rows };
}

/** Every column that one of the runs has. */
function traitsOf(runs: readonly CurveRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ traits }) => Object.keys(traits)))];
}

function identity({ mark, traits }: CurveRun, columns: readonly string[]): Cell[] {
  return [mark.label, ...columns.map((column) => traits[column] ?? null)];
}

/** Lines in the format of RFC 4180. A text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csv(lines: readonly (readonly Cell[])[]): string {
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: Cell): string {
  const text = typeof cell === "string" ? cell.replace(/^[=+\-@\t\r]/, "'$&") : String(cell ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
