// Keeps runs over a reload: writes what has changed, reads what other tabs have changed, and takes up what a
// closed tab left behind. A failure is reported once and tried again, and does not affect training.
import { differences } from "../../recipe/differences.ts";
import type { ExperimentRecord, RunRecord } from "../../shelf/records.ts";
import type { Reading, RunChange, Shelf, ShelfEvents } from "../../shelf/shelf.ts";
import type { RunLocks } from "../../shelf/locks.ts";
import type { Tabs } from "../../shelf/tabs.ts";
import type { LabEvent } from "../reduce.ts";
import { isActive, isUnderWay, type Notice, type Run } from "../state.ts";
import type { Clock, LabStore } from "../store.ts";
import { adopted } from "./adopt.ts";
import { loadHistories } from "./histories.ts";
import type { Keeping } from "./keeping.ts";
import { runOf } from "./runRecords.ts";
import { keepingWords } from "./keepingWords.ts";
import { Unwritten, type Batch } from "./unwritten.ts";

export interface KeepingPorts {
  readonly store: LabStore;
  readonly clock: Clock;
  readonly locks: RunLocks;
  readonly tabs: Tabs;
  openShelf(events: ShelfEvents): Promise<Shelf>;
  /** Calls whenever the person comes back to the page. */
  onReturn?(call: () => void): void;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** A page that is being reloaded may still hold its runs when the next one looks. */
const LOOK_AGAIN_MS = 2000;
const TAKEN_TOGETHER = 200;

export function keepRuns({ store, clock, locks, tabs, openShelf, onReturn }: KeepingPorts): Keeping {
  const unwritten = new Unwritten();
  const held = new Set<string>();
  const isKept = (id: string): boolean => unwritten.onShelf.has(id) && !unwritten.has(id);
  const histories = loadHistories(store, () => shelf, isKept);
  let shelf: Shelf | null = null;
  let isOutdated = false;
  /** The last write to the shelf that this tab has read; null before the first reading. */
  let revision: number | null = null;
  let asked: ExperimentRecord[] = [];
  let failures = 0;
  let callOffRetry: (() => void) | null = null;
  let tellAdopted: (runIds: readonly string[]) => void = () => {};
  let tellGone: (runIds: readonly string[]) => void = () => {};

  /** All reading and writing of runs happens in sequence. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  function notice(
    message: string,
    { tone = "information", key = "kept" }: Partial<Omit<Notice, "message">> = {},
  ): void {
    store.dispatch({ type: "noticed", notice: { key, tone, message } });
  }

  /** Tries again later, after longer and longer times; says so the first time. */
  function retry(error: unknown, words: (why: string) => string, work: () => void): void {
    if (isOutdated) return;
    if (failures === 0) notice(words(error instanceof Error ? error.message : String(error)));
    const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    callOffRetry?.();
    callOffRetry = clock.after(delayMs, work);
  }

  function recovered(): void {
    callOffRetry?.();
    callOffRetry = null;
    if (failures > 0) store.dispatch({ type: "noticeDismissed", key: "kept" });
    failures = 0;
  }

  let isWriting = false;
  function write(): void {
    if (isWriting || !shelf || isOutdated || unwritten.isEmpty) return;
    isWriting = true;
    void inTurn(writeNow).then(() => {
      isWriting = false;
      if (failures === 0) write();
    });
  }

  async function writeNow(): Promise<void> {
    if (!shelf) return;
    const batch = unwritten.take(store.getState());
    const experiments = asked;
    asked = [];
    const failed = await tryWrite(shelf, batch, experiments);
    unwritten.written(
      batch,
      [...batch.taken.keys()].filter((id) => !failed.has(id)),
    );
    unwritten.failed(batch, failed.keys());
    if (batch.changes.length > failed.size) tabs.tellChanged();
    const [first] = failed.values();
    if (failed.size > 0) {
      asked.push(...experiments);
      retry(first, keepingWords.writeFailed, write);
    } else recovered();
    releaseEnded();
    histories.letGo();
  }

  /** All at once; if that fails, run by run, so that one does not block the others. Returns what failed, and why. */
  async function tryWrite(
    to: Shelf,
    { changes }: Batch,
    experiments: readonly ExperimentRecord[],
  ): Promise<ReadonlyMap<string, unknown>> {
    const failed = new Map<string, unknown>();
    const attempt = async (some: readonly RunChange[], more: readonly ExperimentRecord[]) =>
      takeGone(await to.write(some, more));
    if (changes.length === 0) return failed;
    try {
      await attempt(changes, experiments);
    } catch (error) {
      for (const change of changes) {
        const alone = changes.length === 1 ? Promise.reject(error) : attempt([change], experiments);
        // A full disk may have no room for the note that a run was removed, so it is deleted at once.
        const instead = change.removed ? alone.catch(() => purge([change.id])) : alone;
        await instead.catch((why: unknown) => failed.set(change.id, why));
      }
    }
    return failed;
  }

  async function purge(ids: readonly string[]): Promise<void> {
    await shelf?.purge(ids);
    unwritten.forget(ids);
  }

  function takeGone(gone: readonly string[]): void {
    const trained = gone.filter((id) => held.has(id) && store.getState().runs.has(id));
    if (gone.length > 0) store.dispatch({ type: "gone", runIds: gone });
    if (trained.length === 0) return;
    tellGone(trained);
    notice(keepingWords.removedElsewhere(trained.length), { key: "gone" });
  }

  function releaseEnded(): void {
    const { runs } = store.getState();
    for (const id of held) {
      const run = runs.get(id);
      if ((run && isActive(run)) || unwritten.has(id)) continue;
      held.delete(id);
      locks.release(id);
    }
  }

  async function takeLocks(runIds: readonly string[]): Promise<readonly string[]> {
    const taken = await Promise.all(runIds.map((id) => locks.take(id)));
    const mine = runIds.filter((_, index) => taken[index]);
    for (const id of mine) held.add(id);
    return mine;
  }

  /** Whether a removal waits to be written. */
  const isRemovedHere = (id: string): boolean => unwritten.has(id) && !store.getState().runs.has(id);

  /** Takes over what was read, unless it has changed or was removed here meanwhile. */
  function takeIn({ runs: records, damaged }: Omit<Reading, "revision">, runs = records.map(runOf)): void {
    const incoming = runs.map((run) => {
      const mine = held.has(run.id) ? { ...run, isElsewhere: false } : run;
      return { run: mine, base: unwritten.onShelf.get(run.id) ?? null };
    });
    const changed = incoming.filter(({ run, base }) => base && base.reached?.step !== run.reached?.step);
    for (const { run } of incoming) unwritten.onShelf.set(run.id, run);
    const left = incoming.filter(({ run }) => !isRemovedHere(run.id));
    if (left.length > 0 || damaged.length > 0) store.dispatch({ type: "read", runs: left, damaged });
    histories.renew(changed.map(({ run }) => run.id).filter((id) => !held.has(id)));
  }

  async function readNow(): Promise<void> {
    if (!shelf || isOutdated) return;
    if (revision === null) {
      const reading = await shelf.read();
      revision = reading.revision;
      takeIn(reading, await runsInTurns(reading.runs));
    } else {
      const changes = await shelf.readSince(revision);
      revision = changes.revision;
      takeIn(changes);
      takeGone([...unwritten.onShelf.keys()].filter((id) => !changes.ids.has(id)));
    }
    await adopt(shelf);
  }

  /** Takes up runs whose own tab is gone. They are read under their locks. */
  async function adopt(from: Shelf): Promise<void> {
    const { runs } = store.getState();
    const left = [...runs.values()].filter((run) => run.isElsewhere && isUnderWay(run.status)).map(({ id }) => id);
    if (left.length === 0) return;
    const mine = await takeLocks(left);
    if (mine.length === 0) return;
    takeIn(await from.read(mine));
    const now = store.getState().runs;
    const found = mine.flatMap((id) => now.get(id) ?? []).filter(({ status }) => isUnderWay(status));
    const taken: readonly Run[] = found.map(adopted);
    if (taken.length > 0) store.dispatch({ type: "adopted", runs: taken });
    const waiting = taken.filter(isActive).map(({ id }) => id);
    if (waiting.length > 0) tellAdopted(waiting);
    releaseEnded();
  }

  const read = (): void =>
    void inTurn(readNow).catch((error: unknown) => {
      // The next return to the page reads again.
      const why = error instanceof Error ? error.message : String(error);
      if (!isOutdated) notice(keepingWords.unread(why), { key: "kept-unread", tone: "problem" });
    });

  async function open(): Promise<void> {
    try {
      shelf = await openShelf({
        blocked: () => notice(keepingWords.blocked),
        outdated() {
          isOutdated = true;
          notice(keepingWords.outdated, { tone: "problem" });
        },
        moving: (moved) => notice(keepingWords.moving(moved)),
      });
      store.dispatch({ type: "noticeDismissed", key: "kept" });
      failures = 0;
      read();
      void inTurn(async () => histories.catchUp());
      write();
      clock.after(LOOK_AGAIN_MS, read);
    } catch (error) {
      retry(error, keepingWords.noShelf, () => void open());
    }
  }

  store.observe((events: readonly LabEvent[]) => {
    const state = store.getState();
    for (const event of events) {
      unwritten.note(event, state);
      if (event.type !== "queued") continue;
      const ids = event.runs.map(({ id }) => id);
      for (const id of ids) held.add(id);
      // Done before other tabs can see the run and take it for an abandoned one.
      void inTurn(() => takeLocks(ids)).catch(() => undefined);
      asked.push(...experimentOf(event.runs));
    }
    if (unwritten.isEmpty) return;
    callOffRetry?.();
    callOffRetry = null;
    write();
  });
  tabs.onChanged(read);
  onReturn?.(read);
  void open();

  return {
    async claim(runIds) {
      const mine = await takeLocks(runIds);
      await inTurn(async () => {
        if (shelf && !isOutdated) takeIn(await shelf.read(mine.filter((id) => unwritten.onShelf.has(id))));
      });
      await histories.load(mine);
      return mine;
    },
    checkpointOf: async (runId) => unwritten.checkpointOf(runId) ?? (await shelf?.checkpoint(runId)) ?? null,
    isKept,
    look: histories.look,
    read: histories.load,
    forget(runIds) {
      if (!shelf) return unwritten.forget(runIds);
      void inTurn(() => purge(runIds)).catch(() => undefined);
    },
    markDamaged(keys, isRemoved) {
      void inTurn(async () => shelf?.mark(keys, isRemoved)).catch((error: unknown) =>
        notice(keepingWords.writeFailed(String(error))),
      );
    },
    onAdopted: (call) => void (tellAdopted = call),
    onGone: (call) => void (tellGone = call),
  };
}

/** Also finds the words of their recipes, which are then remembered: some at a time, so that the page stays responsive. */
async function runsInTurns(records: readonly RunRecord[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (let start = 0; start < records.length; start += TAKEN_TOGETHER) {
    if (start > 0) await new Promise((resolve) => setTimeout(resolve));
    const some = records.slice(start, start + TAKEN_TOGETHER);
    differences(some.map(({ recipe }) => recipe));
    runs.push(...some.map(runOf));
  }
  return runs;
}

function experimentOf(runs: readonly Run[]): readonly ExperimentRecord[] {
  const [first] = runs;
  if (!first) return [];
  return [{ format: 2, id: first.pressId, order: first.order, arms: runs.map(({ recipeHash }) => recipeHash) }];
}
