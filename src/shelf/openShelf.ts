// The shelf on the browser's database.
import { openDatabase, type Database } from "./database.ts";
import { moveFrom1 } from "./moveFrom1.ts";
import { readChanges, readCheckpoint, readHistories, readRuns, staleRemovals } from "./reading.ts";
import type { Shelf, ShelfEvents } from "./shelf.ts";
import { markRecords, purgeRuns, writeChanges } from "./writing.ts";

/** After so long, a removal is final, also where its tab was closed before it could say so. */
const REMOVED_FOR_GOOD_MS = 60 * 60_000;

/** Rejects where the browser forbids storage. */
export async function openShelf(events: ShelfEvents): Promise<Shelf> {
  let opened: Promise<Database> | null = null;
  let isOutdated = false;
  const outdated = (): void => {
    isOutdated = true;
    events.outdated();
  };
  /** Opens a connection that the browser has closed again when it is needed. */
  const connection = (): Promise<Database> => {
    if (isOutdated) return Promise.reject(new Error("a newer version of the page has taken it over"));
    opened ??= openDatabase({ blocked: events.blocked, outdated }, () => (opened = null)).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const database = await connection();
  await moveFrom1(database, events.moving);
  const purge = async (keys: readonly IDBValidKey[]) => purgeRuns(await connection(), keys);
  staleRemovals(database, Date.now() - REMOVED_FOR_GOOD_MS)
    .then(purge)
    .catch(() => undefined);
  return {
    read: async (ids) => readRuns(await connection(), ids),
    readSince: async (revision) => readChanges(await connection(), revision),
    history: async (runIds) => readHistories(await connection(), runIds),
    checkpoint: async (runId) => readCheckpoint(await connection(), runId),
    write: async (changes, experiments = []) => writeChanges(await connection(), changes, experiments),
    mark: async (keys, isRemoved) => markRecords(await connection(), keys, isRemoved),
    purge,
  };
}
