// What a bench run found, as it is written to bench/results/. Pure.
import type { LabEngine, Peer, PeerName } from "./contenderNames.ts";
import type { StepProfile, MemoryReport } from "./contenders/labProfile.ts";
import type { WholeRun } from "./contenders/labRun.ts";
import type { JavaScriptTime } from "./recordedStep.ts";
import type { Limits } from "./measured.ts";
import type { Work } from "./works.ts";

/** One comparison of the lab, on one engine, with one peer. */
export interface Row {
  readonly work: Work;
  readonly engine: LabEngine;
  /** 0 where there are none. */
  readonly segments: number;
  readonly peer: Peer;
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
  /** Only for an optimizer: the parameters it was given. */
  readonly tensors?: { readonly count: number; readonly parameters: number };
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly system: string;
  /** Node's or the browser's name and version. */
  readonly runtime: string;
}

/** One of the lab's engines, with its own description. */
export interface EngineReport {
  readonly words: string;
  /** A GPU emulated by the processor. */
  readonly software: boolean;
}

/** What each of the lab's engines that took part has. */
export type ByEngine<T> = Readonly<Partial<Record<LabEngine, T>>>;

export const REPORT_VERSION = 2;

export interface Report {
  readonly version: typeof REPORT_VERSION;
  readonly date: string;
  readonly machine: Machine;
  readonly engines: ByEngine<EngineReport>;
  /** The peers that took part, with their own descriptions. */
  readonly peers: Readonly<Partial<Record<PeerName, string>>>;
  /** Who could not take part or was refused, and why. */
  readonly absent: readonly string[];
  readonly limits: ByEngine<Limits>;
  /** The load of the machine: processes waiting for a processor, averaged over a minute, where that is known. */
  readonly load: { readonly before: number | null; readonly after: number | null };
  /** The settings, where they are not the full ones. */
  readonly note: string;
  readonly rows: readonly Row[];
  readonly profiles: ByEngine<readonly StepProfile[]>;
  readonly memory: ByEngine<readonly MemoryReport[]>;
  readonly runs: ByEngine<WholeRun>;
  readonly javaScript: readonly JavaScriptTime[];
}

/** A report's file. Throws on one that another version of the bench wrote. */
export function parseReport(text: string, name: string): Report {
  const report = JSON.parse(text) as Report;
  if (report.version !== REPORT_VERSION)
    throw new Error(
      `${name} has version ${String(report.version)}, and this bench reads ${REPORT_VERSION}: measure anew.`,
    );
  return report;
}
