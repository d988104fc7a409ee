// A shelf on a database in memory, that works as a browser's does.
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openShelf } from "./openShelf.ts";
import type { Shelf, ShelfEvents } from "./shelf.ts";

/** From now on there is an empty database. */
export function emptyDatabase(): void {
  globalThis.indexedDB = new IDBFactory();
}

export function openTestShelf(events: Partial<ShelfEvents> = {}): Promise<Shelf> {
  return openShelf({ blocked() {}, outdated() {}, moving() {}, ...events });
}
