// A training step that first runs eagerly, is then recorded, and from then on is replayed. It runs
// eagerly whenever its inputs have another shape.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { dispose, keep, tidy, type Variable } from "@tensorflow/tfjs-core";
import { releasePooledBuffers } from "./pooledBuffers.ts";
import { recordStep, type RecordedStep, type Tensors, type Uniforms } from "./recordedStep.ts";

export interface StepDefinition<Outputs extends Tensors> {
  /** One whole eager step: forward, gradients, optimizer. Its outputs are what the caller wants to read. */
  readonly run: (inputs: Tensors) => Outputs;
  /** Every variable that the step changes. */
  readonly variables: readonly Variable[];
  /** The uniforms of the step that is about to run; `optimizerFactors` gives the optimizer's. */
  readonly uniforms: () => Uniforms;
  /** Eager steps before one is recorded: they create slots and compile pipelines. */
  readonly warmUpSteps?: number;
}

export interface ReplayedStep<Outputs extends Tensors> {
  /**
   * The next step. Its outputs stay valid until the step after; do not dispose of them.
   * "eager" while warming up and for shapes other than the recorded ones.
   */
  next(inputs: Tensors): { readonly outputs: Outputs; readonly how: "eager" | "recorded" | "replayed" };
  readonly recording: RecordedStep<Outputs> | undefined;
  dispose(): void;
}

export function replayedStep<Outputs extends Tensors>(
  backend: WebGPUBackend,
  { run, variables, uniforms, warmUpSteps = 1 }: StepDefinition<Outputs>,
): ReplayedStep<Outputs> {
  let recording: RecordedStep<Outputs> | undefined;
  let eagerOutputs: Outputs | undefined;
  let warmUpLeft = warmUpSteps;

  const forgetEager = (): void => {
    if (eagerOutputs) dispose(Object.values(eagerOutputs));
    eagerOutputs = undefined;
  };
  const forgetRecording = (): void => {
    recording?.dispose();
    recording = undefined;
  };
  return {
    get recording() {
      return recording;
    },
    next: (inputs) => {
      forgetEager();
      if (recording && !recording.ready()) forgetRecording();
      if (recording?.fits(inputs)) return { outputs: recording.replay(inputs, uniforms()), how: "replayed" };
      if (!recording && warmUpLeft === 0) {
        recording = recordStep(backend, { inputs, variables, run });
        // Frees the eager steps' activations: the recording has its own.
        releasePooledBuffers(backend);
        return { outputs: recording.outputs, how: "recorded" };
      }
      if (warmUpLeft > 0) warmUpLeft--;
      eagerOutputs = tidy(() => run(inputs));
      Object.values(eagerOutputs).forEach((tensor) => keep(tensor));
      return { outputs: eagerOutputs, how: "eager" };
    },
    dispose: () => {
      forgetEager();
      forgetRecording();
      releasePooledBuffers(backend);
    },
  };
}
