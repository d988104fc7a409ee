// Moves what version 1 kept, a whole run per record, to the stores of version 2: some runs at a time, each time
// in one transaction, so that it may be interrupted anywhere and continues at the next visit.
import { toParts } from "./checkpointParts.ts";
import { latestRevision, RUN_STORES, type Database } from "./database.ts";
import { run1, runOf1, type Run1 } from "./record1.ts";
import { toChunks } from "./stepChunks.ts";
import { RECORD_FORMAT, type RunRecord } from "./records.ts";

const TOGETHER = 20;

/** Resolves when nothing of version 1 is left. Unreadable records are moved unchanged, to be named and set aside. */
export async function moveFrom1(database: Database, moving: (moved: number) => void): Promise<void> {
  for (let moved = 0; ;) {
    const some = await moveSome(database);
    if (some === 0) return;
    moved += some;
    moving(moved);
  }
}

async function moveSome(database: Database): Promise<number> {
  const transaction = database.transaction(["runs1", "checkpoints1", "experiments", ...RUN_STORES], "readwrite");
  const from = transaction.objectStore("runs1");
  const runs = transaction.objectStore("runs");
  let revision = await latestRevision(runs);
  let moved = 0;
  for (let cursor = await from.openCursor(); cursor && moved < TOGETHER; cursor = await cursor.continue()) {
    const kept = run1(cursor.value);
    const saved = await transaction.objectStore("checkpoints1").get(cursor.key);
    if (kept) {
      const { pressId, order, recipeHash } = kept;
      const experiment = await transaction.objectStore("experiments").get(pressId);
      const arms = [...new Set([...(experiment?.arms ?? []), recipeHash])];
      void transaction
        .objectStore("experiments")
        .put({ format: RECORD_FORMAT, id: pressId, order: experiment?.order ?? order, arms });
      await put(kept, runOf1(kept, saved, ++revision));
    } else await runs.put(cursor.value as RunRecord);
    void transaction.objectStore("checkpoints1").delete(cursor.key);
    await cursor.delete();
    moved++;
  }
  await transaction.done;
  return moved;

  async function put(kept: Run1, { record, checkpoint }: ReturnType<typeof runOf1>): Promise<void> {
    const evaluations = transaction.objectStore("evaluations");
    for (const { split, epoch, step, elapsedMs, loss, accuracy, top3Accuracy, confusion } of kept.evaluations) {
      const runId = kept.id;
      const scores = { step, epoch, elapsedMs, loss, accuracy, top3Accuracy };
      void evaluations.put({ format: RECORD_FORMAT, runId, split, ...scores, confusion });
    }
    for (const chunk of toChunks(kept.id, kept.columns)) void transaction.objectStore("steps").put(chunk);
    if (checkpoint)
      for (const part of toParts(kept.id, checkpoint)) void transaction.objectStore("checkpoints").put(part);
    // The recipe is moved unchanged; the reader reports what is wrong with it.
    await runs.put(record as RunRecord);
  }
}
