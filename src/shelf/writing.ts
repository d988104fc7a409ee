// Writes to the shelf only what has changed, in one transaction that first reads what is there.
import { toParts } from "./checkpointParts.ts";
import { latestRevision, ofRun, RUN_STORES, tryAbort, type Database } from "./database.ts";
import { isRemoved } from "./reading.ts";
import { RECORD_FORMAT, type ExperimentRecord, type RunRecord } from "./records.ts";
import type { RunChange } from "./shelf.ts";
import { toChunks } from "./stepChunks.ts";

const PURGED_TOGETHER = 20;

/** Writes all of it, or nothing and rejects. Returns the runs that no longer exist. */
export async function writeChanges(
  database: Database,
  changes: readonly RunChange[],
  experiments: readonly ExperimentRecord[],
): Promise<readonly string[]> {
  const transaction = database.transaction(["experiments", ...RUN_STORES], "readwrite");
  const runs = transaction.objectStore("runs");
  const evaluations = transaction.objectStore("evaluations");
  const steps = transaction.objectStore("steps");
  const checkpoints = transaction.objectStore("checkpoints");
  /** Awaits all requests: when one fails, the others' errors must be handled too. */
  const asked: Promise<unknown>[] = [transaction.done];
  const ask = (...requests: readonly Promise<unknown>[]): void => void asked.push(...requests);

  const writeOne = async (change: RunChange, revision: number): Promise<string | null> => {
    const { id, forgetAfter } = change;
    const next = afterChange(await runs.get(id), change, revision);
    if (!next) return id;
    if (forgetAfter !== undefined)
      ask(evaluations.delete(ofRun(id, forgetAfter)), steps.delete(ofRun(id, forgetAfter)));
    for (const evaluation of change.evaluations ?? []) ask(evaluations.put(evaluation));
    for (const chunk of change.steps ? toChunks(id, change.steps) : []) ask(steps.put(chunk));
    if (change.checkpoint) ask(checkpoints.delete(ofRun(id)));
    if (change.checkpoint && change.checkpoint !== "drop")
      for (const part of toParts(id, change.checkpoint)) ask(checkpoints.put(part));
    ask(runs.put(next));
    return null;
  };

  try {
    const before = await latestRevision(runs);
    for (const experiment of experiments) ask(transaction.objectStore("experiments").put(experiment));
    const gone = await Promise.all(changes.map((change, index) => writeOne(change, before + 1 + index)));
    await Promise.all(asked);
    return gone.filter((id) => id !== null);
  } catch (error) {
    // A value that cannot be stored throws outside the transaction, which must not be half done.
    tryAbort(transaction);
    await Promise.allSettled(asked);
    throw transaction.error ?? error;
  }
}

/** Marks records that may be damaged as removed, or as kept again. One that the browser itself cannot read is deleted. */
export async function markRecords(database: Database, keys: readonly IDBValidKey[], isRemoved: boolean): Promise<void> {
  for (const key of keys) {
    const record: unknown = await database.get("runs", IDBKeyRange.only(key)).catch(() => null);
    if (record === undefined) continue;
    if (typeof record !== "object" || record === null) await purgeRuns(database, [key]);
    else await database.put("runs", { ...(record as RunRecord), removedAt: isRemoved ? Date.now() : null });
  }
}

/** Deletes runs with all their parts, some at a time. */
export async function purgeRuns(database: Database, keys: readonly IDBValidKey[]): Promise<void> {
  for (let start = 0; start < keys.length; start += PURGED_TOGETHER) {
    const transaction = database.transaction(["experiments", ...RUN_STORES], "readwrite");
    const runs = transaction.objectStore("runs");
    for (const key of keys.slice(start, start + PURGED_TOGETHER)) {
      const pressId: unknown = (await runs.get(IDBKeyRange.only(key)))?.pressId;
      void runs.delete(IDBKeyRange.only(key));
      if (typeof key === "string")
        for (const name of ["evaluations", "steps", "checkpoints"] as const)
          void transaction.objectStore(name).delete(ofRun(key));
      if (typeof pressId === "string" && (await runs.index("pressId").count(pressId)) === 0)
        void transaction.objectStore("experiments").delete(pressId);
    }
    await transaction.done;
  }
}

/** The new summary; null where the run no longer exists. */
function afterChange(
  there: RunRecord | undefined,
  { create, patch = {}, removed }: RunChange,
  revision: number,
): RunRecord | null {
  if (!there) return create ? { ...create, format: RECORD_FORMAT, revision, removedAt: null } : null;
  if (isRemoved(there) && removed === undefined) return null;
  const removedAt = removed === undefined ? there.removedAt : removed ? Date.now() : null;
  return { ...there, ...create, ...patch, revision, removedAt };
}
