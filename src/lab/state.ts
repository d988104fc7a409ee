// The page's state, as plain data: runs as summaries, by id. Steps and evaluations, which are large, are here
// only while a run is trained or shown.
import { defaultExperiment, type Experiment } from "../recipe/experiment.ts";
import type { DatasetRecipe, Recipe } from "../recipe/schema.ts";
import type { ContactSheet, EngineChoice, LinearModelResult } from "../run/commands.ts";
import type {
  EngineInfo,
  EvaluatedEvent,
  EvaluationSplit,
  FailedEvent,
  FinishedEvent,
  PreparingEvent,
  StartedEvent,
  StepEvent,
} from "../run/events.ts";
import type { DamagedRecord } from "../shelf/records.ts";
import type { StepSeries } from "./stepSeries.ts";
import type { View } from "./views.ts";

export type RunStatus = "queued" | "running" | "paused" | "finished" | "stopped" | "failed";

/** How a run began: engine, version and planned steps. */
export type Started = Omit<StartedEvent, "type" | "runId" | "recipe">;
/** A run's last step. */
export type Reached = Pick<StepEvent, "step" | "epoch" | "elapsedMs" | "imagesPerSecond">;
export type Score = Omit<EvaluatedEvent, "type" | "runId" | "split" | "confusion">;

/** A run, one arm with one seed, as a list of runs shows it. */
export interface Run {
  readonly id: string;
  readonly recipe: Recipe;
  /** What a person calls it; null where what differs between the runs says which it is. */
  readonly name: string | null;
  /** What a person has noted about it; may be empty. */
  readonly note: string;
  /** The recipe's content hash: runs with the same one repeat each other. */
  readonly recipeHash: string;
  /** The same for all runs begun by one press on "Train". */
  readonly pressId: string;
  /** When that was, in ms since 1970; null for runs of versions that did not note it. */
  readonly begunAt: number | null;
  /** Its place in the order; runs of two tabs may share a place and are then ordered by their ids. */
  readonly order: number;
  readonly status: RunStatus;
  /** Another tab trains it, or will. */
  readonly isElsewhere: boolean;
  /** Left out of the charts, kept in the table. */
  readonly hidden: boolean;
  /** Whether its checkpoint is kept after it has finished, for inspection. */
  readonly keepCheckpoint: boolean;
  /** How often it has begun again, because its page was closed before it had a checkpoint. */
  readonly restarts: number;
  readonly started: Started | null;
  /** As of the last evaluation; its history has the very last step. */
  readonly reached: Reached | null;
  readonly last: Readonly<Record<EvaluationSplit, Score | null>>;
  /** The checkpoint that the run can continue from. */
  readonly checkpoint: { readonly epoch: number; readonly step: number } | null;
  readonly finished: Pick<FinishedEvent, "elapsedMs" | "imagesPerSecond"> | null;
  readonly failure: Pick<FailedEvent, "reason" | "message"> | null;
}

/** What was seen while a run trained. */
export interface History {
  /** Every step, as growing columns; never thinned. */
  readonly steps: StepSeries;
  /** By epoch, both splits; the test split once, at the end. */
  readonly evaluations: readonly EvaluatedEvent[];
  /** While a GPU's kernels are being compiled for it. */
  readonly preparing: Pick<PreparingEvent, "ready" | "total"> | null;
}

export interface EngineState {
  readonly choice: EngineChoice;
  /** The engine that would train now; null until the probe has answered. */
  readonly info: EngineInfo | null;
  readonly hardwareGpu: boolean;
  /** The largest array that the GPU takes; null without one, or before it is known. */
  readonly largestBufferBytes: number | null;
  /** Why there is no engine: what, why and what to do. */
  readonly problem: string | null;
}

/** An answer that a worker is asked for. */
export type Asked<T> =
  | { readonly status: "asked" }
  | { readonly status: "known"; readonly value: T }
  | { readonly status: "failed"; readonly message: string };

/** What kind of thing a person has done that can be taken back. */
export type StepKind = "experiment" | "removal" | "deletion" | "runs";

export interface Notice {
  /** A notice replaces the one with the same key. */
  readonly key: string;
  readonly tone: "problem" | "information";
  /** What, why, and what to do. */
  readonly message: string;
  /** The kind of step that it reports, if `Lab.undo` takes that back. */
  readonly undo?: StepKind;
  /** Whether `Lab.trainAllTheSame` trains what it doubts. */
  readonly canTrain?: true;
}

export interface LabState {
  readonly view: View;
  readonly experiment: Experiment;
  /** How often another experiment has taken its place; what was typed and not taken belongs to the one before. */
  readonly replacements: number;
  /** What can be taken back next, and what can be done again. */
  readonly steps: { readonly undo: StepKind | null; readonly redo: StepKind | null };
  /** The first of two that are to stand side by side (`columns.ts`), until the second is chosen. */
  readonly beside: string | null;
  /** "Train" was pressed on what is trained already. */
  readonly asksToRepeat: boolean;
  readonly runs: ReadonlyMap<string, Run>;
  /** The runs' ids, in the order of their requests. A new list only when runs come, go or are named. */
  readonly order: readonly string[];
  /** Runs that this tab trains or will train, in order. */
  readonly active: readonly string[];
  /** The histories of runs that are trained here or shown. */
  readonly histories: ReadonlyMap<string, History>;
  /** The runs chosen to be drawn, if any were chosen. */
  readonly drawn: readonly string[] | null;
  /** Kept records that cannot be read. */
  readonly damaged: readonly DamagedRecord[];
  readonly engine: EngineState;
  /** By `datasetKey`. */
  readonly linearModels: Readonly<Record<string, Asked<LinearModelResult>>>;
  /** Ms of a run, measured by a few of its steps, by the arm's id, on the engine that is chosen; null where that failed. */
  readonly runTimes: Readonly<Record<string, number | null>>;
  /** By `datasetKey`. */
  readonly contactSheets: Readonly<Record<string, Asked<ContactSheet>>>;
  readonly notices: readonly Notice[];
}

export const initialState: LabState = {
  view: { id: "bench", shown: {} },
  experiment: defaultExperiment,
  replacements: 0,
  steps: { undo: null, redo: null },
  beside: null,
  asksToRepeat: false,
  runs: new Map(),
  order: [],
  active: [],
  histories: new Map(),
  drawn: null,
  damaged: [],
  engine: { choice: "auto", info: null, hardwareGpu: false, largestBufferBytes: null, problem: null },
  linearModels: {},
  contactSheets: {},
  runTimes: {},
  notices: [],
};

/** Names a data set with its settings. */
export function datasetKey({ id, settings }: DatasetRecipe): string {
  const entries = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return [id, ...entries.map(([key, value]) => `${key}=${String(value)}`)].join(" ");
}

export const isUnderWay = (status: RunStatus): boolean =>
  status === "queued" || status === "running" || status === "paused";

/** A run that this tab is training or will train without another request. */
export function isActive(run: Run): boolean {
  return isUnderWay(run.status) && !run.isElsewhere;
}

/** A run that "Continue" can take up. */
export function canContinue(run: Run): boolean {
  return (
    (run.status === "stopped" || run.status === "failed") &&
    run.checkpoint !== null &&
    run.failure?.reason !== "diverged"
  );
}

/** Compares runs by the order of their requests. */
export function byOrder(one: Run, other: Run): number {
  return one.order - other.order || (one.id < other.id ? -1 : 1);
}
