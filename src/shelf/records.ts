// The records on the shelf, version 2. Whatever comes from the database passes one of these schemas first. They
// have types of their own, so that those of the program may change freely.
import { z } from "zod";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";

export const RECORD_FORMAT = 2;

/** A measured value; a speed over no time at all may be infinite. */
const measured = z.custom<number>((value) => typeof value === "number", "is no number");
const format = z.literal(RECORD_FORMAT);

const engineRecord = z.object({
  name: z.enum(["webgpu", "wasm-simd", "wasm-relaxed", "cpu"]),
  adapter: z.string(),
  reason: z.string(),
  threads: z.exactOptional(z.number()),
});

const scoreRecord = z.object({
  step: z.number(),
  epoch: z.number(),
  elapsedMs: measured,
  loss: measured,
  accuracy: measured,
  /** Records of program version 0.2 have none. */
  accuracyError: z.nullable(measured).default(null),
  top3Accuracy: measured,
});

const startedRecord = z.object({
  version: z.string(),
  engine: engineRecord,
  earlierEngines: z.array(engineRecord).readonly(),
  parameters: z.number(),
  trainableParameters: z.number(),
  multiplyAdds: z.number(),
  stepsPerEpoch: z.number(),
  steps: z.number(),
  datasetChecksum: z.string(),
  fromStep: z.number(),
  storage: z.exactOptional(
    z.object({ stored: z.exactOptional(z.literal("float16")), inFloat32: z.array(z.string()).readonly() }),
  ),
});

/** A run in under 2 KB: everything that a list of runs shows. */
const runRecord = z.object({
  format,
  id: z.string(),
  /** Number of the write to the shelf; what changed after a reading has a higher one. */
  revision: z.number(),
  /** When the run was removed, in ms since 1970; its parts are deleted somewhat later. */
  removedAt: z.nullable(z.number()),
  pressId: z.string(),
  /** In ms since 1970; records of program version 0.3.0 do not tell it. */
  begunAt: z.nullable(z.number()).default(null),
  /** The run's place in the order. */
  order: z.number(),
  recipe: z.unknown(),
  recipeHash: z.string(),
  status: z.enum(["queued", "running", "paused", "finished", "stopped", "failed"]),
  hidden: z.boolean(),
  /** What a person calls it, and has noted about it; records of program version 0.3.0 have neither. */
  name: z.nullable(z.string()).default(null),
  note: z.string().default(""),
  /** Whether the checkpoint stays when the run has finished. */
  keepCheckpoint: z.boolean(),
  /** How often the run has begun again, because its page was closed before it had a checkpoint. */
  restarts: z.number(),
  started: z.nullable(startedRecord),
  /** The last step. */
  reached: z.nullable(
    z.object({ step: z.number(), epoch: z.number(), elapsedMs: measured, imagesPerSecond: measured }),
  ),
  /** The last evaluation of each split. */
  last: z.object({ validation: z.nullable(scoreRecord), test: z.nullable(scoreRecord) }),
  /** Epochs and steps of the checkpoint, if there is one. */
  checkpoint: z.nullable(z.object({ epoch: z.number(), step: z.number() })),
  finished: z.nullable(z.object({ elapsedMs: measured, imagesPerSecond: measured })),
  failure: z.nullable(
    z.object({
      reason: z.enum([
        "diverged",
        "data",
        "recipe",
        "engine",
        "out-of-memory",
        "device-lost",
        "worker-died",
        "internal",
      ]),
      message: z.string(),
    }),
  ),
});
export type RunRecord = Readonly<Omit<z.output<typeof runRecord>, "recipe">> & { readonly recipe: Recipe };

/** The request of one press: recipe hashes of the arms, in order. */
export interface ExperimentRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly id: string;
  readonly order: number;
  readonly arms: readonly string[];
}

const evaluationRecord = scoreRecord.extend({
  format,
  runId: z.string(),
  split: z.enum(["validation", "test"]),
  confusion: z.array(z.array(z.number()).readonly()).readonly(),
});
export type EvaluationRecord = z.output<typeof evaluationRecord>;

const column = z.instanceof(Float64Array);
const columns = z.object({
  step: column,
  epoch: column,
  loss: column,
  accuracy: column,
  learningRate: column,
  elapsedMs: column,
  imagesPerSecond: column,
});
export type ColumnsRecord = z.output<typeof columns>;
export const COLUMN_NAMES = columns.keyof().options;

/** Consecutive steps. Chunks are appended, never rewritten. */
const stepChunk = z
  .object({
    format,
    runId: z.string(),
    /** The first of its steps. */
    from: z.number(),
    columns,
  })
  .refine(({ columns: own }) => COLUMN_NAMES.every((name) => own[name].length === own.step.length), {
    message: "has columns of different lengths",
  });
export type StepChunk = z.output<typeof stepChunk>;

/** A checkpoint, or a part of a large one. */
const checkpointPart = z.object({
  format,
  runId: z.string(),
  /** Number of the part, from 0. */
  part: z.number(),
  parts: z.number(),
  epoch: z.number(),
  step: z.number(),
  elapsedMs: measured,
  datasetChecksum: z.string(),
  engines: z.array(engineRecord).readonly(),
  /** Arrays, or parts of large ones: `length` is the whole array's, `offset` the place of these values in it. */
  pieces: z.array(
    z.object({ name: z.string(), length: z.number(), offset: z.number(), values: z.instanceof(Float32Array) }),
  ),
});
export type CheckpointPart = z.output<typeof checkpointPart>;

/** A record that cannot be read, and why; set aside until the person deletes it. */
export interface DamagedRecord {
  readonly key: IDBValidKey;
  readonly why: string;
}

/** A record that was read, or why it could not be. */
export type Read<T> = { readonly record: T } | { readonly why: string };

export function readRun(value: unknown): Read<RunRecord> {
  const read = readAs(runRecord, value);
  if ("why" in read) return read;
  try {
    return { record: { ...read.record, recipe: recipeOf(read.record.recipe) } };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

export const readEvaluation = (value: unknown): Read<EvaluationRecord> => readAs(evaluationRecord, value);
export const readChunk = (value: unknown): Read<StepChunk> => readAs(stepChunk, value);
export const readPart = (value: unknown): Read<CheckpointPart> => readAs(checkpointPart, value);

function readAs<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return { record: data };
  const [issue] = error.issues;
  return { why: `${issue?.path.map(String).join(".") || "the record"}: ${issue?.message ?? "unreadable"}` };
}

const recipesRead = new Map<string, Recipe>();
/** Thousands of runs have a few dozen recipes, seeds apart; each is checked once and shared. */
const MOST_RECIPES = 500;

/** Throws RecipeError. */
function recipeOf(value: unknown): Recipe {
  const seed: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "seed") : undefined;
  if (typeof seed !== "number" || !Number.isInteger(seed) || seed < 1 || seed > 2 ** 31) return parseRecipe(value);
  const key = JSON.stringify({ ...Object(value), seed: 1 });
  let known = recipesRead.get(key);
  if (!known) {
    if (recipesRead.size >= MOST_RECIPES) recipesRead.clear();
    known = parseRecipe(value);
    recipesRead.set(key, known);
  }
  return { ...known, seed };
}
