// Converts a run between its records and the page's form.
import type { EvaluatedEvent } from "../../run/events.ts";
import type { ColumnsRecord, EvaluationRecord, RunRecord } from "../../shelf/records.ts";
import type { HistoryRecord, RunChange } from "../../shelf/shelf.ts";
import { isUnderWay, type History, type Run } from "../state.ts";
import { STEP_COLUMNS, type StepSeries } from "../stepSeries.ts";

type Kept = NonNullable<RunChange["create"]>;

/** What is kept of a run. Whether another tab trains it is not kept: locks say so. */
const PARTS = [
  "id",
  "pressId",
  "begunAt",
  "order",
  "recipe",
  "recipeHash",
  "status",
  "hidden",
  "name",
  "note",
  "keepCheckpoint",
  "restarts",
  "started",
  "reached",
  "last",
  "checkpoint",
  "finished",
  "failure",
] as const satisfies readonly (keyof Kept)[];

const EVALUATION_PARTS = [
  "runId",
  "split",
  "step",
  "epoch",
  "elapsedMs",
  "loss",
  "accuracy",
  "accuracyError",
  "top3Accuracy",
  "confusion",
] as const satisfies readonly (keyof EvaluationRecord)[];

export function keptOf(run: Run): Kept {
  return pick(run, PARTS);
}

/** How the kept parts of two states of a run differ; null where they do not. */
export function patchBetween(before: Run, after: Run): NonNullable<RunChange["patch"]> | null {
  const names = PARTS.filter((name) => before[name] !== after[name]);
  return names.length === 0 ? null : pick(after, names);
}

/** A record's run. The reader finds out whether another tab trains it; until then, one under way counts as not ours. */
export function runOf(record: RunRecord): Run {
  return { ...pick(record, PARTS), isElsewhere: isUnderWay(record.status) };
}

export function evaluationRecord(event: EvaluatedEvent): EvaluationRecord {
  return { format: 2, ...pick(event, EVALUATION_PARTS) };
}

/** Validation comes before test where both are of the same step, as they were made. */
export function historyOf({ evaluations, steps }: HistoryRecord): History {
  const inOrder = evaluations.toSorted((a, b) => a.step - b.step || (a.split < b.split ? 1 : -1));
  const length = steps.step.length;
  return {
    steps: { length, columns: steps, written: { count: length } },
    evaluations: inOrder.map((record) => ({ type: "evaluated", ...pick(record, EVALUATION_PARTS) })),
    preparing: null,
  };
}

/** The steps after a step, copied; undefined where there are none. */
export function stepsAfter({ columns, length }: StepSeries, after: number): ColumnsRecord | undefined {
  let from = length;
  while (from > 0 && (columns.step[from - 1] ?? 0) > after) from--;
  if (from === length) return undefined;
  return Object.fromEntries(STEP_COLUMNS.map((name) => [name, columns[name].slice(from, length)])) as Record<
    (typeof STEP_COLUMNS)[number],
    Float64Array<ArrayBuffer>
  >;
}

function pick<T, Name extends keyof T>(whole: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, whole[name]])) as unknown as Pick<T, Name>;
}
