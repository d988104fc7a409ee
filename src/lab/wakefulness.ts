// Keeps the screen on while runs train, where the browser can, because a sleeping laptop does not train.
// Reaches the browser through one function.
import { trainsNow } from "./selectors.ts";
import type { LabStore } from "./store.ts";

export interface WakeLock {
  release(): Promise<void>;
}

/**
 * `request` rejects where it is not allowed, which is not a fault. Returns a function that asks again, because a browser
 * takes the lock away from a hidden page.
 */
export function stayAwake(store: LabStore, request: () => Promise<WakeLock>): () => void {
  let lock: Promise<WakeLock | null> | null = null;
  const take = (): void => {
    lock = request().catch(() => null);
  };
  const isTraining = (): boolean => trainsNow(store.getState());
  store.subscribe(() => {
    if (isTraining() === (lock !== null)) return;
    if (!lock) return take();
    void lock.then((held) => held?.release()).catch(() => {});
    lock = null;
  });
  return () => {
    if (isTraining()) take();
  };
}
