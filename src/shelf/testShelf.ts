// A shelf on a database in memory that behaves like a browser's.
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openShelf } from "./openShelf.ts";
import type { Shelf, ShelfEvents } from "./shelf.ts";

/** Replaces the database by an empty one. */
export function emptyDatabase(): void {
  globalThis.indexedDB = new IDBFactory();
}

export function openTestShelf(events: Partial<ShelfEvents> = {}): Promise<Shelf> {
  return openShelf({ blocked() {}, outdated() {}, moving() {}, ...events });
}
