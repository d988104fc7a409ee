// One training step after the other, in the fastest way that the engine has: on a GPU the step
// is compiled ahead, recorded once and replayed, in WebAssembly it is replayed too (wasmStepper.ts),
// elsewhere it simply runs.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import {
  backend,
  getBackend,
  mul,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
  zeros,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { orderWords } from "../data/emojiView.ts";
import { OPTIMIZER_FACTORS } from "../kernels/optimizer/op.ts";
import { optimizerFactors } from "../kernels/optimizer/webgpu.ts";
import { compilePipelines, type CompileProgress } from "../kernels/webgpu/precompile.ts";
import type { Tensors } from "../kernels/webgpu/recordedStep.ts";
import { replayedStep } from "../kernels/webgpu/replayedStep.ts";
import type { Model } from "../model/model.ts";
import type { Optimizer } from "./optimizer.ts";
import type { ResidentData } from "./residentData.ts";
import { withPixels, type TrainingBatch } from "./trainingBatches.ts";
import { dropoutMask, stepOn, trainingStep, type StepScores, type StepSettings } from "./trainingStep.ts";
import { wasmStepper } from "./wasmStepper.ts";

export interface Stepper {
  /**
   * Compiles what a step of so many examples needs, and what `more` runs, before the first step; changes no variable.
   * Nothing else may use the engine meanwhile. Reports nothing where there is nothing to compile.
   */
  prepare(examples: number, settings: StepSettings, more: () => void, onProgress: CompileProgress): Promise<void>;
  /** Moves the model by one batch; returns the batch's scores, which belong to the caller. */
  next(batch: TrainingBatch, settings: StepSettings): StepScores;
  /** The same; in WebAssembly, where a step keeps the core busy, `breathe` is awaited every few milliseconds. */
  nextInTurns(batch: TrainingBatch, settings: StepSettings, breathe: () => Promise<void>): Promise<StepScores>;
  dispose(): void;
}

/** `data` holds the pictures on the GPU, for batches that come as orders. */
export function stepperFor(model: Model, optimizer: Optimizer, data?: Pick<ResidentData, "paints" | "paint">): Stepper {
  if (getBackend() === "webgpu") return atOnce(replayingStepper(backend() as WebGPUBackend, model, optimizer, data));
  if (getBackend() === "wasm") {
    const own = wasmStepper(backend() as BackendWasm, model, optimizer);
    return {
      next: (batch, settings) => own.next(withPixels(batch), settings),
      nextInTurns: (batch, settings, breathe) => own.nextInTurns(withPixels(batch), settings, breathe),
      prepare: async () => {},
      dispose: () => own.dispose(),
    };
  }
  return atOnce({
    next: (batch, settings) => trainingStep(model, optimizer, withPixels(batch), settings),
    prepare: async () => {},
    dispose: () => {},
  });
}

/** A stepper that never breathes within a step. */
export function atOnce(stepper: Omit<Stepper, "nextInTurns">): Stepper {
  return { ...stepper, nextInTurns: async (batch, settings) => stepper.next(batch, settings) };
}

/** The first step runs eagerly, and tells which dropout masks the network needs: inputs of the recorded step. */
function replayingStepper(
  gpu: WebGPUBackend,
  model: Model,
  optimizer: Optimizer,
  data?: Pick<ResidentData, "paints" | "paint">,
): Omit<Stepper, "nextInTurns"> {
  const masks = new Map<string, { readonly perExample: readonly number[]; readonly rate: number }>();
  let now: StepSettings | undefined;
  const settings = (): StepSettings => {
    if (!now) throw new Error("A step was run before its settings were known.");
    return now;
  };
  const imagesOf = ({ images, pictures, orders }: Tensors): Tensor4D => {
    if (images) return images as Tensor4D;
    if (!data || !pictures || !orders)
      throw new Error("A step was given neither images nor the pictures to paint them from.");
    return data.paint(pictures as Tensor1D, orders as Tensor2D);
  };
  const run = (inputs: Tensors) => ({
    scores: stepOn(
      model,
      optimizer,
      {
        images: imagesOf(inputs),
        labels: inputs["labels"] as Tensor1D,
        dropoutMask: (name, shape, rate) => {
          masks.set(name, { perExample: shape.slice(1), rate });
          return inputs[`mask of ${name}`] ?? dropoutMask(name, shape, rate, settings());
        },
      },
      settings(),
    ),
  });
  const step = replayedStep(gpu, {
    variables: [...model.parameters, ...optimizer.state].map(({ variable }) => variable),
    run,
    uniforms: () => ({ [OPTIMIZER_FACTORS]: optimizerFactors({ ...optimizer.settings, ...settings() }) }),
  });
  return {
    prepare: async (examples, own, more, onProgress) => {
      now = own;
      await compilePipelines(
        gpu,
        () => {
          const labels = zeros([examples], "int32");
          run(
            data?.paints
              ? { pictures: labels, orders: zeros([examples, orderWords], "int32"), labels }
              : { images: zeros([examples, ...own.imageShape]), labels },
          );
          more();
        },
        onProgress,
      );
    },
    next: (batch, own) =>
      tidy(() => {
        now = own;
        const examples = batch.labels.length;
        const { outputs } = step.next({
          ...("pixels" in batch
            ? { images: tensor4d(batch.pixels, [examples, ...own.imageShape]) }
            : {
                pictures: tensor1d(batch.pictures, "int32"),
                orders: tensor2d(batch.orders, [examples, orderWords], "int32"),
              }),
          labels: tensor1d(batch.labels, "int32"),
          ...Object.fromEntries(
            [...masks].map(([name, { perExample, rate }]) => [
              `mask of ${name}`,
              dropoutMask(name, [examples, ...perExample], rate, own),
            ]),
          ),
        });
        return mul(outputs.scores, 1); // a copy: the next replay overwrites `outputs`
      }),
    dispose: () => step.dispose(),
  };
}
