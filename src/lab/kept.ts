// What survives a reload: every run with its steps, evaluations and last checkpoint.
// Decides what is written when, and what a record is read back as; knows no database.
import { parseRecipe } from "../recipe/parse.ts";
import { recipeHash } from "../recipe/hash.ts";
import type { Checkpoint } from "../run/events.ts";
import { reduce, type LabEvent } from "./reduce.ts";
import { isActive, type LabState, type Run } from "./state.ts";
import { copySteps, STEP_COLUMNS, type StepColumn } from "./stepSeries.ts";
import type { LabStore } from "./store.ts";

const RECORD_FORMAT = 1;

/** A run as it is kept: plain data that a structured clone can hold. Its checkpoint is kept apart, for it is large. */
export interface RunRecord extends Omit<Run, "steps" | "checkpoint" | "preparing"> {
  readonly format: typeof RECORD_FORMAT;
  /** Earlier versions kept no accuracy of a step. */
  readonly columns: Readonly<
    Record<Exclude<StepColumn, "accuracy">, Float64Array> & Partial<Record<"accuracy", Float64Array>>
  >;
  /** Where the run stands among the others. */
  readonly order: number;
}

export interface Shelf {
  /** Whatever is there, of whatever age. */
  load(): Promise<readonly { readonly record: unknown; readonly checkpoint: Checkpoint | null }[]>;
  putRun(record: RunRecord): Promise<void>;
  putCheckpoint(runId: string, checkpoint: Checkpoint): Promise<void>;
  remove(runId: string): Promise<void>;
}

/**
 * Restores what is kept, then keeps what comes, and reads again whenever `onReturn` calls back: another tab may have
 * trained or removed something. A shelf that fails is said once, and is no fault of training.
 */
export async function keepRuns(
  store: LabStore,
  openShelf: () => Promise<Shelf>,
  onReturn: (readAgain: () => void) => void = () => {},
): Promise<void> {
  const giveUp = (error: unknown): void => {
    stop();
    const why = error instanceof Error ? error.message : String(error);
    store.dispatch({
      type: "noticed",
      notice: {
        key: "kept",
        tone: "information",
        message:
          `Runs will not be there after a reload: this browser does not let the page store data (${why}). ` +
          "Training works all the same; download the data of what you want to keep.",
      },
    });
  };
  let stop = (): void => {};
  try {
    const shelf = await openShelf();
    const load = async () => (await shelf.load()).flatMap(({ record, checkpoint }) => fromRecord(record, checkpoint));
    const restored = await load();
    store.dispatch({ type: "restored", runs: restored });
    let last: LabState = { ...store.getState(), runs: restored };
    let queue: Promise<void> = Promise.resolve();
    const keep = (state: LabState): void => {
      const writes = changes(last, state, shelf);
      last = state;
      for (const write of writes) queue = queue.then(write);
      if (writes.length > 0) queue.catch(giveUp);
    };
    stop = store.subscribe(keep);
    keep(store.getState());
    onReturn(() => {
      const mine = last.runs; // All of it is on the shelf by the time it is read, unless another tab took it away.
      const readAgain = async () => {
        const event = elsewhere(mine, await load(), last.runs);
        // As if written: what comes from the shelf does not go back there.
        last = reduce(last, event);
        store.dispatch(event);
      };
      queue = queue.then(readAgain);
      queue.catch(giveUp);
    });
  } catch (error) {
    giveUp(error);
  }
}

/** What another tab did to runs that are at rest in this one. */
function elsewhere(
  mine: readonly Run[],
  shelved: readonly Run[],
  now: readonly Run[],
): LabEvent & { readonly type: "changedElsewhere" } {
  const there = new Set(shelved.map((run) => run.id));
  const known = new Map([...mine, ...now].map((run) => [run.id, run]));
  const isFurther = (run: Run, before: Run): boolean =>
    !isActive(before) && (run.status !== before.status || run.evaluations.length !== before.evaluations.length);
  return {
    type: "changedElsewhere",
    gone: mine.filter((run) => !isActive(run) && !there.has(run.id)).map((run) => run.id),
    runs: shelved.filter((run) => {
      const before = known.get(run.id);
      // What was removed here a moment ago may still be on the shelf.
      return before === undefined || (now.some(({ id }) => id === run.id) && isFurther(run, before));
    }),
  };
}

/** What to write between two states. Steps alone are no reason: the next evaluation, some seconds later, is. */
function changes(before: LabState, after: LabState, shelf: Shelf): (() => Promise<void>)[] {
  if (before.runs === after.runs) return [];
  const old = new Map(before.runs.map((run) => [run.id, run]));
  const now = new Set(after.runs.map((run) => run.id));
  const writes: (() => Promise<void>)[] = [];
  after.runs.forEach((run, order) => {
    const known = old.get(run.id);
    if (
      !known ||
      run.status !== known.status ||
      run.hidden !== known.hidden ||
      run.evaluations !== known.evaluations ||
      run.checkpoint !== known.checkpoint
    ) {
      writes.push(() => shelf.putRun(toRecord(run, order)));
    }
    const { checkpoint } = run;
    if (checkpoint && checkpoint !== known?.checkpoint) writes.push(() => shelf.putCheckpoint(run.id, checkpoint));
  });
  for (const id of old.keys()) if (!now.has(id)) writes.push(() => shelf.remove(id));
  return writes;
}

export function toRecord(run: Run, order: number): RunRecord {
  const { steps, checkpoint: _, preparing: __, ...rest } = run;
  return { ...rest, format: RECORD_FORMAT, order, columns: copySteps(steps, steps.length).columns };
}

/** The run, or none where the record is not one that this version can read. A run that was under way comes back as stopped. */
export function fromRecord(record: unknown, checkpoint: Checkpoint | null): readonly Run[] {
  if (!isRecord(record)) return [];
  const { format: _, order: __, columns, ...rest } = record;
  try {
    const recipe = parseRecipe(record.recipe);
    const length = columns.step.length;
    const accuracy = columns.accuracy ?? new Float64Array(length).fill(NaN);
    const steps = copySteps({ length, columns: { ...columns, accuracy }, written: { count: length } }, length);
    const run: Run = { ...rest, recipe, recipeHash: recipeHash(recipe), steps, checkpoint, preparing: null };
    return [isActive(run) ? { ...run, status: "stopped" } : run];
  } catch {
    return []; // A recipe of another version: it stays on the shelf for the version that knows it.
  }
}

function isRecord(record: unknown): record is RunRecord {
  if (typeof record !== "object" || record === null) return false;
  if (!("format" in record) || record.format !== RECORD_FORMAT || !("columns" in record)) return false;
  const { columns } = record;
  return (
    typeof columns === "object" &&
    columns !== null &&
    STEP_COLUMNS.every(
      (name) => Reflect.get(columns, name) instanceof Float64Array || (name === "accuracy" && !(name in columns)),
    )
  );
}
