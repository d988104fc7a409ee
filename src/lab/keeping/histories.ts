// Loads the histories of runs that are shown, and drops those of others.
import type { Shelf } from "../../shelf/shelf.ts";
import { isActive } from "../state.ts";
import type { LabStore } from "../store.ts";
import { keepingWords } from "./keepingWords.ts";
import { historyOf } from "./runRecords.ts";

/** So many stay although they are not shown, because they may be again. Each is some 100 KB. */
export const MOST_IDLE_HISTORIES = 40;
const TOGETHER = 8;

export interface Histories {
  look(runIds: readonly string[]): () => void;
  /** Loads missing histories; resolves when they are there or cannot be read. */
  load(runIds: readonly string[]): Promise<void>;
  /** Loads again those that have changed on the shelf. */
  renew(runIds: readonly string[]): void;
  /** Loads those that were shown before the shelf was open. */
  catchUp(): void;
  letGo(): void;
}

/** `isSafe` says whether all of a run is on the shelf. */
export function loadHistories(
  store: LabStore,
  getShelf: () => Shelf | null,
  isSafe: (runId: string) => boolean,
): Histories {
  const watched = new Map<string, number>();
  const loading = new Map<string, Promise<void>>();

  async function fetch(runIds: readonly string[]): Promise<void> {
    const shelf = getShelf();
    if (!shelf) return;
    for (let start = 0; start < runIds.length; start += TOGETHER) {
      const found = await shelf.history(runIds.slice(start, start + TOGETHER));
      const damaged = [...found.values()].filter((history) => history.damaged > 0).length;
      if (damaged > 0) {
        const message = keepingWords.readInPart(damaged);
        store.dispatch({ type: "noticed", notice: { key: "kept-in-part", tone: "information", message } });
      }
      const histories = new Map([...found].map(([id, history]) => [id, historyOf(history)]));
      store.dispatch({ type: "loaded", histories });
    }
  }

  function load(runIds: readonly string[]): Promise<void> {
    const { histories } = store.getState();
    const missing = runIds.filter((id) => !histories.has(id) && !loading.has(id) && isSafe(id));
    if (missing.length > 0) {
      const loaded = fetch(missing)
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          const message = keepingWords.unread(why);
          store.dispatch({ type: "noticed", notice: { key: "kept-unread", tone: "problem", message } });
        })
        .finally(() => missing.forEach((id) => loading.delete(id)));
      for (const id of missing) loading.set(id, loaded);
    }
    return Promise.all(runIds.map((id) => loading.get(id))).then(() => undefined);
  }

  function letGo(): void {
    const { runs, histories } = store.getState();
    const idle = [...histories.keys()].filter((id) => {
      const run = runs.get(id);
      return run && !isActive(run) && !watched.has(id) && isSafe(id);
    });
    const runIds = idle.slice(0, Math.max(0, idle.length - MOST_IDLE_HISTORIES));
    if (runIds.length > 0) store.dispatch({ type: "letGo", runIds });
  }

  return {
    look(runIds) {
      for (const id of runIds) watched.set(id, (watched.get(id) ?? 0) + 1);
      void load(runIds);
      return () => {
        for (const id of runIds) {
          const others = (watched.get(id) ?? 1) - 1;
          if (others > 0) watched.set(id, others);
          else watched.delete(id);
        }
        letGo();
      };
    },
    load,
    renew(runIds) {
      const { histories } = store.getState();
      const there = runIds.filter((id) => histories.has(id) && isSafe(id));
      if (there.length > 0) void fetch(there).catch(() => undefined);
    },
    catchUp: () => void load([...watched.keys()]),
    letGo,
  };
}
