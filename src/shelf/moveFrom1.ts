// Moves what version 1 kept, a whole run per record, to the stores of version 2: some runs at a time, each time
// in one transaction, so that it may be interrupted anywhere and continues at the next visit.
import { toParts } from "./checkpointParts.ts";
import { latestRevision, RUN_STORES, tryAbort, type Database } from "./database.ts";
import { run1, runOf1, type Run1 } from "./record1.ts";
import { toChunks } from "./stepChunks.ts";
import { RECORD_FORMAT, type RunRecord } from "./records.ts";

const TOGETHER = 20;

/** Resolves when nothing of version 1 is left. Unreadable records are moved unchanged, to be named and set aside. */
export async function moveFrom1(database: Database, moving: (moved: number) => void): Promise<void> {
  for (let moved = 0; ;) {
    const keys = await database.getAllKeys("runs1", null, TOGETHER);
    if (keys.length === 0) return;
    try {
      await move(database, keys);
    } catch {
      for (const key of keys) await moveAlone(database, key);
    }
    moved += keys.length;
    moving(moved);
  }
}

/** One that the browser itself cannot read (its file is damaged, say) leaves its name behind, so that it can be deleted. */
async function moveAlone(database: Database, key: IDBValidKey): Promise<void> {
  try {
    await move(database, [key]);
  } catch (error) {
    const isReadable = await database.get("runs1", key).then(
      () => true,
      () => false,
    );
    if (isReadable) throw error;
    await database.put("runs", { id: key, format: "unreadable" } as unknown as RunRecord);
    await database.delete("runs1", key);
  }
}

/** All of them, or none. */
async function move(database: Database, keys: readonly IDBValidKey[]): Promise<void> {
  const transaction = database.transaction(["runs1", "checkpoints1", "experiments", ...RUN_STORES], "readwrite");
  // Who awaits a request hears of a failure; the end of the transaction says the same once more.
  transaction.done.catch(() => undefined);
  const runs = transaction.objectStore("runs");
  try {
    await moveEach();
    await transaction.done;
  } catch (error) {
    tryAbort(transaction);
    throw error;
  }

  async function moveEach(): Promise<void> {
    let revision = await latestRevision(runs);
    for (const key of keys) {
      const value = await transaction.objectStore("runs1").get(IDBKeyRange.only(key));
      if (value === undefined) continue; // Another tab has moved it meanwhile.
      const kept = run1(value);
      const saved = await transaction.objectStore("checkpoints1").get(IDBKeyRange.only(key));
      if (kept) {
        const { pressId, order, recipeHash } = kept;
        const experiment = await transaction.objectStore("experiments").get(pressId);
        const arms = [...new Set([...(experiment?.arms ?? []), recipeHash])];
        await transaction
          .objectStore("experiments")
          .put({ format: RECORD_FORMAT, id: pressId, order: experiment?.order ?? order, arms });
        await put(kept, runOf1(kept, saved, ++revision));
      } else await runs.put(value as RunRecord);
      await transaction.objectStore("checkpoints1").delete(IDBKeyRange.only(key));
      await transaction.objectStore("runs1").delete(IDBKeyRange.only(key));
    }
  }

  async function put(kept: Run1, { record, checkpoint }: ReturnType<typeof runOf1>): Promise<void> {
    const runId = kept.id;
    const evaluations = kept.evaluations.map(
      ({ split, epoch, step, elapsedMs, loss, accuracy, top3Accuracy, confusion }) =>
        transaction.objectStore("evaluations").put({
          format: RECORD_FORMAT,
          runId,
          split,
          epoch,
          step,
          elapsedMs,
          loss,
          accuracy,
          accuracyError: null,
          top3Accuracy,
          confusion,
        }),
    );
    const steps = toChunks(runId, kept.columns).map((chunk) => transaction.objectStore("steps").put(chunk));
    const parts = checkpoint ? toParts(runId, checkpoint) : [];
    const checkpoints = parts.map((part) => transaction.objectStore("checkpoints").put(part));
    // The recipe goes over as it stands: whoever reads it says what is wrong with it.
    await Promise.all([...evaluations, ...steps, ...checkpoints, runs.put(record as RunRecord)]);
  }
}
