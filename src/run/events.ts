// The contract between training and whoever watches: facts, appended. Every event
// names its run. Refuses to know who listens.
import type { Recipe } from "../recipe/schema.ts";

export type EngineName = "webgpu" | "wasm-simd" | "wasm-relaxed" | "cpu";

export interface EngineInfo {
  readonly name: EngineName;
  /** The graphics adapter, or what the processor's engine is built on, in words. */
  readonly adapter: string;
  /** Why this engine and no other, in words. */
  readonly reason: string;
  /** For how many threads a GPU's kernels cut their work. It orders their sums: with another number, other last bits. */
  readonly threads?: number;
}

export type EvaluationSplit = "validation" | "test";

export interface Evaluation {
  readonly split: EvaluationSplit;
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Macro top-1 accuracy: the mean over classes of the share recognised, in [0, 1]. */
  readonly accuracy: number;
  /** The same for "among the three likeliest". */
  readonly top3Accuracy: number;
  /** confusion[truth][prediction]: numbers of images. */
  readonly confusion: readonly (readonly number[])[];
}

/** Everything needed to go on at the start of an epoch: named arrays of the parameters and of the optimizer's state. */
export interface Checkpoint {
  /** Epochs completed. */
  readonly epoch: number;
  readonly step: number;
  /** Time so far, as in a step. */
  readonly elapsedMs: number;
  /** The pixels it was trained on: it goes on with no others. */
  readonly datasetChecksum: string;
  /** The engines that brought it here, in order, each once in a row. */
  readonly engines: readonly EngineInfo[];
  readonly arrays: Readonly<Record<string, Float32Array>>;
}

/** Why a run failed. A diverged loss is a result to show; the others are faults with something to do about them. */
export type FailureReason =
  | "diverged"
  | "data"
  | "recipe"
  | "engine"
  | "out-of-memory"
  | "device-lost"
  | "worker-died"
  | "internal";

interface OfRun {
  readonly runId: string;
}

/** What became of a recipe's wish for half storage. */
export interface StorageRecord {
  /** Absent where the engine stores 32 bits alone. */
  readonly stored?: "float16";
  /** The layers that kept 32 bits, and why. */
  readonly inFloat32: readonly string[];
}

export interface StartedEvent extends OfRun {
  readonly type: "started";
  /** The program's version: with the recipe it decides every number of a run on the same engine. */
  readonly version: string;
  readonly recipe: Recipe;
  readonly engine: EngineInfo;
  /** The engines that trained the run before it went on here. */
  readonly earlierEngines: readonly EngineInfo[];
  readonly parameters: number;
  readonly trainableParameters: number;
  readonly multiplyAdds: number;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  readonly datasetChecksum: string;
  /** The step the run goes on from: 0, or a checkpoint's. */
  readonly fromStep: number;
  /** Present where the recipe asks for half storage. */
  readonly storage?: StorageRecord;
}

/** A GPU's kernels are being compiled, before the first step. */
export interface PreparingEvent extends OfRun {
  readonly type: "preparing";
  /** Kernels compiled, of how many. */
  readonly ready: number;
  readonly total: number;
}

export interface StepEvent extends OfRun {
  readonly type: "step";
  /** Steps done, from 1. */
  readonly step: number;
  /** Epochs done, with the fraction of the current one. */
  readonly epoch: number;
  /** Mean cross-entropy of this step's batch, in nats. */
  readonly loss: number;
  /** The share of this step's batch, as it was augmented, that was recognised before the step, in [0, 1]. */
  readonly accuracy: number;
  readonly learningRate: number;
  /** Time so far of training and evaluating, without pauses and other runs' turns. */
  readonly elapsedMs: number;
  readonly imagesPerSecond: number;
}

export interface EvaluatedEvent extends OfRun, Evaluation {
  readonly type: "evaluated";
  readonly epoch: number;
  readonly step: number;
  readonly elapsedMs: number;
}

export interface CheckpointedEvent extends OfRun {
  readonly type: "checkpointed";
  readonly checkpoint: Checkpoint;
}

export interface FinishedEvent extends OfRun {
  readonly type: "finished";
  readonly elapsedMs: number;
  readonly imagesPerSecond: number;
}

export interface StoppedEvent extends OfRun {
  readonly type: "stopped";
  readonly step: number;
}

export interface FailedEvent extends OfRun {
  readonly type: "failed";
  readonly reason: FailureReason;
  /** What, why, and what to do. */
  readonly message: string;
}

export type RunEvent =
  | StartedEvent
  | PreparingEvent
  | StepEvent
  | EvaluatedEvent
  | CheckpointedEvent
  | FinishedEvent
  | StoppedEvent
  | FailedEvent;
