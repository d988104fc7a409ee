// The database in the browser (IndexedDB): its stores, and how it is opened and closed.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { CheckpointPart, EvaluationRecord, ExperimentRecord, RunRecord, StepChunk } from "./records.ts";
import type { ShelfEvents } from "./shelf.ts";

export const DATABASE_NAME = "xception-lab";
const VERSION = 2;

export interface Stores extends DBSchema {
  experiments: { key: string; value: ExperimentRecord };
  /** Summaries. Those that cannot be read are here too, unchanged. */
  runs: { key: string; value: RunRecord; indexes: { revision: number; pressId: string; removedAt: number } };
  evaluations: { key: [string, number, string]; value: EvaluationRecord };
  steps: { key: [string, number]; value: StepChunk };
  checkpoints: { key: [string, number]; value: CheckpointPart };
  /** Stores of version 1: whole runs, and checkpoints by the run's id. moveFrom1.ts empties them. */
  runs1: { key: IDBValidKey; value: unknown };
  checkpoints1: { key: IDBValidKey; value: unknown };
}
export type Database = IDBPDatabase<Stores>;

/** All stores with parts of runs. */
export const RUN_STORES = ["runs", "evaluations", "steps", "checkpoints"] as const;

/** `closed` is called when the browser has closed the connection; another may then be opened. */
export function openDatabase(events: Pick<ShelfEvents, "blocked" | "outdated">, closed: () => void): Promise<Database> {
  if (typeof indexedDB === "undefined") return Promise.reject(new Error("it has no IndexedDB here"));
  return openDB<Stores>(DATABASE_NAME, VERSION, {
    upgrade(database, oldVersion, _, transaction) {
      if (oldVersion === 1) {
        // Nothing is moved here, because this transaction blocks all others, and moving all at once may be too much.
        transaction.objectStore("runs").name = "runs1";
        transaction.objectStore("checkpoints").name = "checkpoints1";
      } else {
        database.createObjectStore("runs1", { keyPath: "id" });
        database.createObjectStore("checkpoints1");
      }
      database.createObjectStore("experiments", { keyPath: "id" });
      const runs = database.createObjectStore("runs", { keyPath: "id" });
      for (const name of ["revision", "pressId", "removedAt"] as const) runs.createIndex(name, name);
      database.createObjectStore("evaluations", { keyPath: ["runId", "step", "split"] });
      database.createObjectStore("steps", { keyPath: ["runId", "from"] });
      database.createObjectStore("checkpoints", { keyPath: ["runId", "part"] });
    },
    blocked: () => events.blocked(),
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase).close();
      events.outdated();
    },
    terminated: closed,
  });
}

/** Every key of a run in a store whose keys begin with its id, or those after a step. */
export function ofRun(runId: string, after?: number): IDBKeyRange {
  return IDBKeyRange.bound(after === undefined ? [runId] : [runId, after, []], [runId, []]);
}

/** The number of the last write. */
export async function latestRevision(runs: {
  index(name: "revision"): {
    openKeyCursor(range: IDBKeyRange, direction: "prev"): Promise<{ readonly key: number } | null>;
  };
}): Promise<number> {
  // Bounded, because a damaged record may have any number there.
  const cursor = await runs.index("revision").openKeyCursor(IDBKeyRange.upperBound(Number.MAX_SAFE_INTEGER), "prev");
  return cursor?.key ?? 0;
}

/** What a transaction has done is undone, unless it has ended by itself. */
export function tryAbort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}
