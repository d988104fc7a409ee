// A run's record in version 1 of the database, and its summary in version 2.
import { z } from "zod";
import type { Checkpoint } from "../run/events.ts";
import { COLUMN_NAMES, RECORD_FORMAT, type RunRecord } from "./records.ts";
import { mapColumns } from "./stepChunks.ts";

const measured = z.custom<number>((value) => typeof value === "number", "is no number");
const column = z.instanceof(Float64Array);

const evaluation = z.object({
  split: z.enum(["validation", "test"]),
  epoch: z.number(),
  step: z.number(),
  elapsedMs: measured,
  loss: measured,
  accuracy: measured,
  top3Accuracy: measured,
  confusion: z.array(z.array(z.number())),
});

const schema = z.object({
  format: z.literal(1),
  id: z.string(),
  pressId: z.string(),
  order: z.number(),
  recipe: z.unknown(),
  recipeHash: z.string(),
  status: z.enum(["queued", "running", "paused", "finished", "stopped", "failed"]),
  hidden: z.boolean(),
  started: z.nullable(z.looseObject({ fromStep: z.number() })),
  evaluations: z.array(evaluation),
  finished: z.nullable(z.object({ elapsedMs: measured, imagesPerSecond: measured })),
  failure: z.nullable(z.object({ reason: z.string(), message: z.string() })),
  columns: z.object({
    step: column,
    epoch: column,
    loss: column,
    /** The first versions did not keep it. */
    accuracy: z.optional(column),
    learningRate: column,
    elapsedMs: column,
    imagesPerSecond: column,
  }),
});

const checkpoint1 = z.object({
  epoch: z.number(),
  step: z.number(),
  elapsedMs: measured,
  datasetChecksum: z.string(),
  engines: z.array(z.looseObject({ name: z.string() })),
  arrays: z.record(z.string(), z.instanceof(Float32Array)),
});

export type Run1 = Omit<z.output<typeof schema>, "columns"> & {
  readonly columns: Record<(typeof COLUMN_NAMES)[number], Float64Array<ArrayBuffer>>;
};

/** Null where part of it is not as version 1 wrote it. */
export function run1(value: unknown): Run1 | null {
  const { data } = schema.safeParse(value);
  if (!data) return null;
  const { length } = data.columns.step;
  const columns = mapColumns((name) => data.columns[name] ?? new Float64Array(length).fill(NaN));
  return COLUMN_NAMES.every((name) => columns[name].length === length) ? { ...data, columns } : null;
}

/** The summary, and the checkpoint if it is still needed. A run that was under way is stopped. */
export function runOf1(run: Run1, saved: unknown, revision: number) {
  const { id, pressId, order, recipe, recipeHash, hidden, failure, columns } = run;
  const isUnderWay = run.status === "queued" || run.status === "running" || run.status === "paused";
  const checkpoint = run.status === "finished" ? null : (checkpoint1.safeParse(saved).data ?? null);
  const last = (split: "validation" | "test") => {
    const found = run.evaluations.findLast((each) => each.split === split);
    if (!found) return null;
    const { step, epoch, elapsedMs, loss, accuracy, top3Accuracy } = found;
    return { step, epoch, elapsedMs, loss, accuracy, accuracyError: null, top3Accuracy };
  };
  const at = columns.step.length - 1;
  const record: Omit<RunRecord, "recipe" | "started" | "failure"> & Record<"recipe" | "started" | "failure", unknown> =
    {
      format: RECORD_FORMAT,
      id,
      revision,
      removedAt: null,
      pressId,
      order,
      recipe,
      recipeHash,
      status: isUnderWay ? "stopped" : run.status,
      hidden,
      keepCheckpoint: false,
      restarts: 0,
      name: null,
      begunAt: null,
      note: "",
      started: run.started && withoutRecipe(run.started),
      reached:
        at < 0
          ? null
          : {
              step: columns.step[at] ?? 0,
              epoch: columns.epoch[at] ?? 0,
              elapsedMs: columns.elapsedMs[at] ?? 0,
              imagesPerSecond: columns.imagesPerSecond[at] ?? 0,
            },
      last: { validation: last("validation"), test: last("test") },
      checkpoint: checkpoint && { epoch: checkpoint.epoch, step: checkpoint.step },
      finished: run.finished && { elapsedMs: run.finished.elapsedMs, imagesPerSecond: run.finished.imagesPerSecond },
      failure: failure && { reason: failure.reason, message: failure.message },
    };
  return { record, checkpoint: checkpoint as Checkpoint | null };
}

/** Without the recipe and the run's id, which the record has elsewhere. */
function withoutRecipe(started: NonNullable<Run1["started"]>): unknown {
  return Object.fromEntries(Object.entries(started).filter(([key]) => !["recipe", "type", "runId"].includes(key)));
}
