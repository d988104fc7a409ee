// What the page knows, as plain data. Refuses to know how it is changed (reduce.ts),
// kept (kept.ts) or shown.
import { defaultExperiment, type Experiment } from "../recipe/experiment.ts";
import type { DatasetRecipe, Recipe } from "../recipe/schema.ts";
import type { ContactSheet, EngineChoice, LinearModelResult } from "../run/commands.ts";
import type {
  Checkpoint,
  EngineInfo,
  EvaluatedEvent,
  FailedEvent,
  FinishedEvent,
  PreparingEvent,
  StartedEvent,
} from "../run/events.ts";
import type { StepSeries } from "./stepSeries.ts";

export type RunStatus = "queued" | "running" | "paused" | "finished" | "stopped" | "failed";

/** One arm with one seed. */
export interface Run {
  readonly id: string;
  readonly recipe: Recipe;
  /** The recipe's content hash: runs with the same one repeat each other. */
  readonly recipeHash: string;
  /** Runs begun by one press on "Train" share this. */
  readonly pressId: string;
  readonly status: RunStatus;
  /** Left out of the charts, kept in the table. */
  readonly hidden: boolean;
  readonly started: StartedEvent | null;
  /** While a GPU's kernels are being compiled for it. */
  readonly preparing: PreparingEvent | null;
  /** Every step, as growing columns; never thinned. */
  readonly steps: StepSeries;
  /** By epoch, both splits; the test split once, at the end. */
  readonly evaluations: readonly EvaluatedEvent[];
  /** The last one: what the run can go on from. */
  readonly checkpoint: Checkpoint | null;
  readonly finished: FinishedEvent | null;
  readonly failure: FailedEvent | null;
}

export interface EngineState {
  readonly choice: EngineChoice;
  /** The engine that would train now; null until the probe has answered. */
  readonly info: EngineInfo | null;
  readonly hardwareGpu: boolean;
  /** Why there is none: what, why and what to do. */
  readonly problem: string | null;
}

/** An answer that a worker is asked for. */
export type Asked<T> =
  | { readonly status: "asked" }
  | { readonly status: "known"; readonly value: T }
  | { readonly status: "failed"; readonly message: string };

export interface Notice {
  /** A notice replaces the one with the same key. */
  readonly key: string;
  readonly tone: "problem" | "information";
  /** What, why, and what to do. */
  readonly message: string;
  /** Tells of a removal that `Lab.bringBack` takes back. */
  readonly canUndo?: true;
}

export interface LabState {
  readonly experiment: Experiment;
  /** In the order in which they were asked for. */
  readonly runs: readonly Run[];
  readonly engine: EngineState;
  /** By `datasetKey`. */
  readonly linearModels: Readonly<Record<string, Asked<LinearModelResult>>>;
  /** By `datasetKey`. */
  readonly contactSheets: Readonly<Record<string, Asked<ContactSheet>>>;
  readonly notices: readonly Notice[];
}

export const initialState: LabState = {
  experiment: defaultExperiment,
  runs: [],
  engine: { choice: "auto", info: null, hardwareGpu: false, problem: null },
  linearModels: {},
  contactSheets: {},
  notices: [],
};

/** Names a data set with its settings. */
export function datasetKey({ id, settings }: DatasetRecipe): string {
  const entries = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return [id, ...entries.map(([key, value]) => `${key}=${String(value)}`)].join(" ");
}

/** A run that is to be, is being, or will again be trained without being asked for once more. */
export function isActive(run: Run): boolean {
  return run.status === "queued" || run.status === "running" || run.status === "paused";
}

/** A run that "Continue" can take up. */
export function canContinue(run: Run): boolean {
  return (
    (run.status === "stopped" || run.status === "failed") &&
    run.checkpoint !== null &&
    run.failure?.reason !== "diverged"
  );
}
