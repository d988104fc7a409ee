// What the page may ask of a worker, and what a worker answers, run events apart.
import type { Recipe, DatasetRecipe } from "../recipe/schema.ts";
import type { Checkpoint, EngineInfo, RunEvent } from "./events.ts";

/** "auto" takes a hardware GPU, else WebAssembly, else the plain CPU. */
export type EngineChoice = "auto" | "webgpu" | "wasm" | "cpu";

export type Command =
  /** Says which engine would train, without training. */
  | { readonly type: "probe"; readonly engine: EngineChoice; readonly arithmetic: Recipe["arithmetic"] }
  | {
      readonly type: "train";
      readonly runId: string;
      readonly recipe: Recipe;
      readonly engine: EngineChoice;
      readonly from: Checkpoint | null;
    }
  | { readonly type: "pause"; readonly runId: string }
  | { readonly type: "resume"; readonly runId: string }
  /** One training step of a paused run. */
  | { readonly type: "step"; readonly runId: string }
  | { readonly type: "stop"; readonly runId: string }
  /** A person presses something: every run of the worker rests for a moment. */
  | { readonly type: "rest" }
  /** The reference line: a linear model on the same pixels. */
  | { readonly type: "linearModel"; readonly dataset: DatasetRecipe }
  | { readonly type: "contactSheet"; readonly dataset: DatasetRecipe }
  /** How long a run would take, from a few of its steps. */
  | { readonly type: "runTime"; readonly recipe: Recipe; readonly engine: EngineChoice };

/** A run to be trained. */
export type Job = Extract<Command, { readonly type: "train" }>;

export interface LinearModelResult {
  readonly dataset: DatasetRecipe;
  /** Macro top-1 accuracies in [0, 1]. */
  readonly validationAccuracy: number;
  readonly testAccuracy: number;
}

export interface ContactSheet {
  readonly dataset: DatasetRecipe;
  readonly classNames: readonly string[];
  /** Pixels of the whole sheet, RGBA. One row per class, with `columns` pictures of `cell`×`cell` pixels. */
  readonly width: number;
  readonly height: number;
  readonly cell: number;
  readonly columns: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Number of images per split. */
  readonly counts: Readonly<Record<"train" | "validation" | "test", number>>;
}

export type Answer =
  /** Once, first of all: the worker is loaded, and holds this Web Lock for as long as it lives; null without locks. */
  | { readonly type: "alive"; readonly lock: string | null }
  | {
      readonly type: "engine";
      readonly engine: EngineInfo;
      readonly hardwareGpu: boolean;
      /** The largest array that the GPU takes; null without one. */
      readonly largestBufferBytes: number | null;
    }
  | { readonly type: "events"; readonly events: readonly RunEvent[] }
  | { readonly type: "linearModel"; readonly result: LinearModelResult }
  | { readonly type: "contactSheet"; readonly sheet: ContactSheet }
  /** In ms, counted as in a run. */
  | { readonly type: "runTime"; readonly ms: number }
  /** A question (not a run) that could not be answered. */
  | { readonly type: "problem"; readonly about: Command["type"]; readonly message: string };

/** Which answer each question gets. */
export const ANSWER_TO = {
  probe: "engine",
  linearModel: "linearModel",
  contactSheet: "contactSheet",
  runTime: "runTime",
} as const satisfies Partial<Record<Command["type"], Answer["type"]>>;

export type Question = Extract<Command, { readonly type: keyof typeof ANSWER_TO }>;
export type AnswerTo<Q extends Question> = Extract<Answer, { readonly type: (typeof ANSWER_TO)[Q["type"]] }>;
