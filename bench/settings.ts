// What a run of the bench measures, and how much time it may take.
import type { LabEngine, PeerName } from "./contenderNames.ts";
import type { Patience } from "./rounds.ts";

/** A group of the lab's engines and of those they are compared with, on the same device. */
export interface Family {
  readonly engines: readonly LabEngine[];
  /** Fast enough for the full batch. */
  readonly peers: readonly PeerName[];
  /** Compared at a smaller batch, equal on both sides: one run takes seconds. */
  readonly slowPeers: readonly PeerName[];
}

export interface Settings {
  readonly families: readonly Family[];
  readonly segments: readonly number[];
  readonly batch: number;
  readonly size: number;
  readonly slowKernelBatch: number;
  readonly slowStepBatch: number;
  readonly kernels: Patience;
  readonly steps: Patience;
  /** Whether to train the default recipe to its end. */
  readonly wholeRun: boolean;
  /** Also where the GPU is software, which takes half an hour. */
  readonly softwareRun: boolean;
  /** For the record, where these are not the full settings. */
  readonly note: string;
}
