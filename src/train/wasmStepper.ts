// One training step after the other on the WASM backend, replayed without tfjs once it has been
// watched.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { tensor, tensor1d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { OPTIMIZER_FACTORS } from "../kernels/optimizer/op.ts";
import { joinOptimizerCalls, optimizerFactors } from "../kernels/optimizer/wasm.ts";
import { releasingEarly } from "../kernels/releaseEarly.ts";
import { wasmReplayedStep, type Numbers, type StepInputs } from "../kernels/wasm/replayedStep.ts";
import type { Model } from "../model/model.ts";
import type { Optimizer } from "./optimizer.ts";
import type { PixelBatch } from "./trainingBatches.ts";
import { dropoutMaskValues, stepOn, type StepScores, type StepSettings } from "./trainingStep.ts";

export interface WasmStepper {
  /** Moves the model by one batch; returns the batch's scores, which belong to the caller. */
  next(batch: PixelBatch, settings: StepSettings): StepScores;
  /** The same, with `breathe` awaited every few milliseconds. */
  nextInTurns(batch: PixelBatch, settings: StepSettings, breathe: () => Promise<void>): Promise<StepScores>;
  dispose(): void;
}

/** The first step tells which dropout masks the network needs: they are inputs of later steps. */
export function wasmStepper(backend: BackendWasm, model: Model, optimizer: Optimizer): WasmStepper {
  const masks = new Map<string, { readonly perExample: readonly number[]; readonly rate: number }>();
  let now: { readonly settings: StepSettings; readonly examples: number } | undefined;
  const current = () => {
    if (!now) throw new Error("A step was run before its settings were known.");
    return now;
  };
  const input = <T extends Numbers>(inputs: StepInputs, name: string, kind: new () => T): T => {
    const values = inputs[name];
    if (!(values instanceof kind)) throw new Error(`A step was given no ${name}.`);
    return values;
  };
  const step = wasmReplayedStep(backend, {
    variables: [...model.parameters, ...optimizer.state].map(({ variable }) => variable),
    uniforms: () => ({ [OPTIMIZER_FACTORS]: optimizerFactors({ ...optimizer.settings, ...current().settings }) }),
    join: joinOptimizerCalls(backend),
    run: (inputs) =>
      tidy(() =>
        releasingEarly(() => {
          const { settings, examples } = current();
          return stepOn(
            model,
            optimizer,
            {
              images: tensor4d(input(inputs, "images", Float32Array), [examples, ...settings.imageShape]),
              labels: tensor1d(input(inputs, "labels", Int32Array), "int32"),
              dropoutMask: (name, shape, rate) => {
                masks.set(name, { perExample: shape.slice(1), rate });
                return tensor(inputs[`mask of ${name}`] ?? dropoutMaskValues(name, shape, rate, settings), [...shape]);
              },
            },
            settings,
          );
        }),
      ),
  });
  const inputsOf = (batch: PixelBatch, settings: StepSettings): StepInputs => {
    now = { settings, examples: batch.labels.length };
    return {
      images: batch.pixels,
      labels: batch.labels,
      ...Object.fromEntries(
        [...masks].map(([name, { perExample, rate }]) => [
          `mask of ${name}`,
          dropoutMaskValues(name, [batch.labels.length, ...perExample], rate, settings),
        ]),
      ),
    };
  };
  return {
    next: (batch, settings) => tensor1d([...step.next(inputsOf(batch, settings)).results]),
    nextInTurns: async (batch, settings, breathe) =>
      tensor1d([...(await step.nextInTurns(inputsOf(batch, settings), breathe)).results]),
    dispose: () => step.dispose(),
  };
}
