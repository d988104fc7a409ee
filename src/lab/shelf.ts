// The shelf in the browser's own database (IndexedDB): one store for runs, one for
// their checkpoints. Knows nothing of what is in them.
import { openDB, type DBSchema } from "idb";
import type { Checkpoint } from "../run/events.ts";
import type { RunRecord, Shelf } from "./kept.ts";

interface Stores extends DBSchema {
  runs: { key: string; value: RunRecord };
  checkpoints: { key: string; value: Checkpoint };
}

/** Rejects where the browser forbids storage. */
export async function openShelf(): Promise<Shelf> {
  if (typeof indexedDB === "undefined") throw new Error("it has no IndexedDB here");
  const database = await openDB<Stores>("xception-lab", 1, {
    upgrade(upgraded) {
      upgraded.createObjectStore("runs", { keyPath: "id" });
      upgraded.createObjectStore("checkpoints");
    },
  });
  return {
    async load() {
      const records = await database.getAll("runs");
      const ordered = records.sort((a, b) => a.order - b.order);
      return Promise.all(
        ordered.map(async (record) => ({ record, checkpoint: (await database.get("checkpoints", record.id)) ?? null })),
      );
    },
    async putRun(record) {
      await database.put("runs", record);
    },
    async putCheckpoint(runId, checkpoint) {
      await database.put("checkpoints", checkpoint, runId);
    },
    async remove(runId) {
      await Promise.all([database.delete("runs", runId), database.delete("checkpoints", runId)]);
    },
  };
}
