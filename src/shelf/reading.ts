// Reads the shelf. What cannot be read is reported, and does not block the rest.
import type { Checkpoint } from "../run/events.ts";
import { fromParts } from "./checkpointParts.ts";
import { ofRun, type Database } from "./database.ts";
import {
  readChunk,
  readEvaluation,
  readPart,
  readRun,
  type DamagedRecord,
  type Read,
  type RunRecord,
} from "./records.ts";
import type { Changes, HistoryRecord, Reading } from "./shelf.ts";
import { joinChunks } from "./stepChunks.ts";

/** So many summaries are read at a time, so that the page can respond in between. */
const TOGETHER = 200;

export async function readRuns(database: Database, ids?: readonly string[]): Promise<Reading> {
  if (ids) {
    const { store } = database.transaction("runs");
    const found: readonly unknown[] = await Promise.all(ids.map((id) => store.get(id)));
    return readAll(found.filter((value) => value !== undefined));
  }
  const readings: Reading[] = [];
  for (let range: IDBKeyRange | null = null; ;) {
    const keys: readonly IDBValidKey[] = await database.getAllKeys("runs", range, TOGETHER);
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) break;
    const these = IDBKeyRange.bound(first, last);
    readings.push(await database.getAll("runs", these).then(readAll, () => readEach(database, keys)));
    range = IDBKeyRange.lowerBound(last, true);
  }
  return {
    runs: readings.flatMap(({ runs }) => runs),
    damaged: readings.flatMap(({ damaged }) => damaged),
    revision: Math.max(0, ...readings.map(({ revision }) => revision)),
  };
}

/** Where one of them cannot be read by the browser itself, the others are read without it. */
async function readEach(database: Database, keys: readonly IDBValidKey[]): Promise<Reading> {
  const found: unknown[] = [];
  const unreadable: DamagedRecord[] = [];
  for (const key of keys) {
    try {
      found.push(await database.get("runs", IDBKeyRange.only(key)));
    } catch (error) {
      unreadable.push({ key, why: error instanceof Error ? error.message : String(error) });
    }
  }
  const { damaged, ...reading } = readAll(found);
  return { ...reading, damaged: [...damaged, ...unreadable] };
}

export async function readChanges(database: Database, since: number): Promise<Changes> {
  const { store } = database.transaction("runs");
  const [changed, keys] = await Promise.all([
    store.index("revision").getAll(IDBKeyRange.lowerBound(since, true)),
    store.getAllKeys(),
  ]);
  const reading = readAll(changed);
  const gone = new Set(changed.filter(isRemoved).map(({ id }) => id));
  return {
    ...reading,
    revision: Math.max(since, reading.revision),
    ids: new Set(keys.filter((key) => !gone.has(key))),
  };
}

export async function readHistories(
  database: Database,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, HistoryRecord>> {
  const transaction = database.transaction(["evaluations", "steps"]);
  const histories = runIds.map(async (id): Promise<[string, HistoryRecord]> => {
    const [evaluations, chunks] = await Promise.all([
      transaction.objectStore("evaluations").getAll(ofRun(id)),
      transaction.objectStore("steps").getAll(ofRun(id)),
    ]);
    const evaluated = readable(evaluations, readEvaluation);
    const stepped = readable(chunks, readChunk);
    const damaged = evaluated.damaged + stepped.damaged;
    return [id, { evaluations: evaluated.read, steps: joinChunks(stepped.read), damaged }];
  });
  return new Map(await Promise.all(histories));
}

export async function readCheckpoint(database: Database, runId: string): Promise<Checkpoint | null> {
  return fromParts(readable(await database.getAll("checkpoints", ofRun(runId)), readPart).read);
}

/** Runs that were removed before this time, in ms since 1970. */
export function staleRemovals(database: Database, before: number): Promise<readonly string[]> {
  // Bounded below too, because WebKit has null in its indexes, before all numbers: these are the runs that are kept.
  return database.getAllKeysFromIndex("runs", "removedAt", IDBKeyRange.bound(0, before));
}

export function isRemoved({ removedAt }: RunRecord): boolean {
  return typeof removedAt === "number";
}

function readAll(found: readonly unknown[]): Reading {
  const runs: RunRecord[] = [];
  const damaged: DamagedRecord[] = [];
  for (const value of found) {
    const read = readRun(value);
    if ("why" in read) {
      const isDeleted = typeof propertyOf(value, "removedAt") === "number";
      if (!isDeleted) damaged.push({ key: propertyOf(value, "id") as IDBValidKey, why: read.why });
    } else if (!isRemoved(read.record)) runs.push(read.record);
  }
  const revisions = found.map((value) => propertyOf(value, "revision"));
  const revision = revisions.reduce<number>(
    (latest, own) => (typeof own === "number" && own > latest ? own : latest),
    0,
  );
  return { runs, damaged, revision };
}

function readable<T>(values: readonly unknown[], readOne: (value: unknown) => Read<T>) {
  const all = values.map(readOne);
  const read = all.flatMap((each) => ("record" in each ? [each.record] : []));
  return { read, damaged: all.length - read.length };
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
