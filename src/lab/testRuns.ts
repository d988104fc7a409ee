// Runs and events for tests: complete, small and without a worker.
import { parseRecipe } from "../recipe/parse.ts";
import { recipeHash } from "../recipe/hash.ts";
import { defaultRecipe, type Recipe } from "../recipe/schema.ts";
import type { Checkpoint, EvaluatedEvent, RunEvent, StartedEvent, StepEvent } from "../run/events.ts";
import { reduce } from "./reduce.ts";
import { initialState, type LabState, type Run } from "./state.ts";

export function testRun(id: string, change: Partial<Run> = {}): Run {
  const recipe: Recipe = change.recipe ?? defaultRecipe;
  return {
    id,
    pressId: "press",
    begunAt: null,
    recipe,
    name: null,
    note: "",
    recipeHash: recipeHash(recipe),
    order: 0,
    status: "queued",
    isElsewhere: false,
    hidden: false,
    keepCheckpoint: false,
    restarts: 0,
    started: null,
    reached: null,
    last: { validation: null, test: null },
    checkpoint: null,
    finished: null,
    failure: null,
    ...change,
  };
}

/** A state with these runs in this order. */
export function stateWith(...runs: readonly Run[]): LabState {
  return reduce(initialState, { type: "queued", runs: runs.map((run, order) => ({ ...run, order })) });
}

export const withSegments = (segments: number): Recipe => parseRecipe({ network: { module: { segments } } });

export function startedEvent(runId: string, change: Partial<StartedEvent> = {}): StartedEvent {
  return {
    type: "started",
    runId,
    recipe: defaultRecipe,
    engine: { name: "wasm-simd", adapter: "a processor", reason: "no GPU" },
    parameters: 100,
    trainableParameters: 90,
    multiplyAdds: 1000,
    stepsPerEpoch: 10,
    steps: 100,
    datasetChecksum: "00",
    version: "0.0.0",
    earlierEngines: [],
    fromStep: 0,
    ...change,
  };
}

/** Ten steps per epoch, 100 ms per step. */
export function stepEvent(runId: string, step: number, change: Partial<StepEvent> = {}): StepEvent {
  return {
    type: "step",
    runId,
    step,
    epoch: step / 10,
    loss: 2 - step / 100,
    accuracy: step / 1000,
    learningRate: 0.05,
    elapsedMs: step * 100,
    imagesPerSecond: 320,
    ...change,
  };
}

export function evaluatedEvent(
  runId: string,
  epoch: number,
  accuracy: number,
  change: Partial<EvaluatedEvent> = {},
): EvaluatedEvent {
  return {
    type: "evaluated",
    runId,
    split: "validation",
    epoch,
    step: epoch * 10,
    elapsedMs: epoch * 1000,
    loss: 1,
    accuracy,
    accuracyError: 0.02,
    top3Accuracy: accuracy,
    confusion: [[1]],
    ...change,
  };
}

export function checkpointAt(epoch: number): Checkpoint {
  return {
    epoch,
    step: epoch * 10,
    elapsedMs: epoch * 1000,
    datasetChecksum: "00",
    engines: [],
    arrays: { "stem/filter": new Float32Array([epoch]) },
  };
}

export const failedEvent = (runId: string): RunEvent => ({
  type: "failed",
  runId,
  reason: "diverged",
  message: "The loss is no number any more.",
});
