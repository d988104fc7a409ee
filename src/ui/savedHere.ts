// Whether anything that was trained here was ever saved as a file from this browser.
import { useSyncExternalStore } from "react";
import { keepWord, keptWord } from "./keptWord.ts";

const listeners = new Set<() => void>();

/** Call when runs or a result go into a file. */
export function noteSaved(): void {
  keepWord("saved", "yes");
  for (const listener of listeners) listener();
}

export function useSaved(): boolean {
  return useSyncExternalStore(subscribe, () => keptWord("saved") !== null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
