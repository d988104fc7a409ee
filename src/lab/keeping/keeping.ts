// What the lab asks of what is kept: which runs this tab may train, and what it does not hold itself.
import type { Checkpoint } from "../../run/events.ts";

export interface Keeping {
  /**
   * Takes runs to be trained by this tab. Resolves with those that it may train, as they are on the shelf now; another
   * tab has the others.
   */
  claim(runIds: readonly string[]): Promise<readonly string[]>;
  /** Null where there is none that can be read. */
  checkpointOf(runId: string): Promise<Checkpoint | null>;
  /** Whether all that was seen of a run is on the shelf, where it can be had again. */
  isKept(runId: string): boolean;
  /** Has the histories of these runs in the store until what it returns is called. */
  look(runIds: readonly string[]): () => void;
  /** A removal that is not to be taken back any more: all that belongs to the runs is deleted. */
  forget(runIds: readonly string[]): void;
  deleteDamaged(keys: readonly IDBValidKey[]): void;
  /** Calls with runs that this tab has taken up from one that is gone: they wait to be trained. */
  onAdopted(call: (runIds: readonly string[]) => void): void;
  /** Calls with runs that this tab trains and another tab has removed. */
  onGone(call: (runIds: readonly string[]) => void): void;
}
