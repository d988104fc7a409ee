// The contract between training and whoever watches it: events, in order. Each names its run.
import type { Recipe } from "../recipe/schema.ts";

export type EngineName = "webgpu" | "wasm-simd" | "wasm-relaxed" | "cpu";

export interface EngineInfo {
  readonly name: EngineName;
  /** The graphics adapter, or what the processor's engine is built on, in words. */
  readonly adapter: string;
  /** Why this engine and no other, in words. */
  readonly reason: string;
  /** How many threads a GPU's kernels divide their work among. It orders their sums, and so decides their last bits. */
  readonly threads?: number;
}

export type EvaluationSplit = "validation" | "test";

export interface Evaluation {
  readonly split: EvaluationSplit;
  /** Macro cross-entropy, in nats: the mean over classes of the mean over a class's images. */
  readonly loss: number;
  /** Macro top-1 accuracy: the mean over classes of the share recognised, in [0, 1]. */
  readonly accuracy: number;
  /**
   * Standard error of the accuracy: how it would vary if the families of images (in Emoji-10 an emoji in all its styles
   * and tones) were drawn anew. Null in evaluations of version 0.2, which did not tell.
   */
  readonly accuracyError: number | null;
  /** The accuracy for the three likeliest classes. */
  readonly top3Accuracy: number;
  /** confusion[truth][prediction]: numbers of images. */
  readonly confusion: readonly (readonly number[])[];
}

/** Everything needed to go on at the start of an epoch: named arrays of the parameters and of the optimizer's state. */
export interface Checkpoint {
  /** Epochs completed. */
  readonly epoch: number;
  readonly step: number;
  /** Time so far, counted as in a step. */
  readonly elapsedMs: number;
  /** The checksum of the pixels it was trained on; it continues only on these. */
  readonly datasetChecksum: string;
  /** The engines that it was trained on so far, in order, without repeats in a row. */
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

/** How a recipe's request for half storage was met. */
export interface StorageRecord {
  /** Absent where the engine can only store 32 bits. */
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
  /** The step the run starts from: 0, or a checkpoint's. */
  readonly fromStep: number;
  /** Present where the recipe asks for half storage. */
  readonly storage?: StorageRecord;
}

/** A GPU's kernels are being compiled, before the first step. */
export interface PreparingEvent extends OfRun {
  readonly type: "preparing";
  /** Kernels compiled so far, and in total. */
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
  /** Accuracy on this step's augmented batch before the update, in [0, 1]. */
  readonly accuracy: number;
  readonly learningRate: number;
  /** Time spent so far on training and evaluating, without pauses and other runs' turns. */
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
