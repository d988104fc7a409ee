// What a bench run found, as it is written to bench/results/. Pure.
import type { StepProfile, MemoryReport } from "./contenders/labProfile.ts";
import type { WholeRun } from "./contenders/labRun.ts";
import type { JavaScriptTime } from "./recordedStep.ts";
import type { Limits } from "./measured.ts";

/** One comparison of the lab, on one engine, with one peer. */
export interface Row {
  readonly what: string;
  readonly engine: string;
  /** 0 where there are none. */
  readonly segments: number;
  readonly peer: string;
  /** How many times as fast as the peer: the median over the rounds, and the quartiles. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly rounds: number;
  /** The least time that this machine allows, over the lab's. */
  readonly limitShare: number;
  readonly oursMs: number;
  readonly theirsMs: number;
  /** Images in a batch: equal on both sides. */
  readonly batch: number;
  /** 10⁹ operations per second of the lab; absent for kernels not counted by operations. */
  readonly gflops?: number;
  readonly peerGflops?: number;
  /** How the peer did it, where it had a choice. */
  readonly way?: string;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  /** Node's or the browser's name and version. */
  readonly runtime: string;
}

export interface Report {
  readonly version: 1;
  readonly date: string;
  readonly machine: Machine;
  /** The lab's engines that took part, with their own descriptions. */
  readonly engines: Readonly<Record<string, string>>;
  readonly peers: Readonly<Record<string, string>>;
  /** Who could not take part or was refused, and why. */
  readonly absent: readonly string[];
  readonly limits: Readonly<Record<string, Limits>>;
  /** The load of the machine: processes waiting for a processor, averaged over a minute, where that is known. */
  readonly load: { readonly before: number | null; readonly after: number | null };
  /** The settings, where they are not the full ones. */
  readonly note: string;
  readonly rows: readonly Row[];
  readonly profiles: Readonly<Record<string, readonly StepProfile[]>>;
  readonly memory: Readonly<Record<string, readonly MemoryReport[]>>;
  readonly runs: Readonly<Record<string, WholeRun>>;
  readonly javaScript: readonly JavaScriptTime[];
}
