// What the lab asks of the kept runs: which ones this tab may train, and what it does not hold itself.
import type { Checkpoint } from "../../run/events.ts";

export interface Keeping {
  /**
   * Claims runs for training in this tab. Resolves with those that it may train, as they are on the shelf now; other tabs
   * hold the rest.
   */
  claim(runIds: readonly string[]): Promise<readonly string[]>;
  /** Null where none can be read. */
  checkpointOf(runId: string): Promise<Checkpoint | null>;
  /** Whether all that was seen of a run is on the shelf, where it can be read again. */
  isKept(runId: string): boolean;
  /** Keeps the histories of these runs in the store until the returned function is called. */
  look(runIds: readonly string[]): () => void;
  /** Resolves when the histories of these runs are in the store, or cannot be read. */
  read(runIds: readonly string[]): Promise<void>;
  /** Makes a removal final: deletes all that belongs to the runs. */
  forget(runIds: readonly string[]): void;
  /** Marks records that cannot be read as removed, or as kept again. */
  markDamaged(keys: readonly IDBValidKey[], isRemoved: boolean): void;
  /** Calls with runs that this tab has taken up from a closed one; they wait to be trained. */
  onAdopted(call: (runIds: readonly string[]) => void): void;
  /** Calls with runs that this tab trains and another tab has removed. */
  onGone(call: (runIds: readonly string[]) => void): void;
}
