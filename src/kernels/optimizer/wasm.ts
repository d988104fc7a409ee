// The optimizer step on the tfjs WASM backend, on the variables' own memory: one call per parameter
// tensor. The replayed step joins them into one pass over all that lie side by side with equal decay.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf, withUniform } from "../wasm/attach.ts";
import type { KernelCall } from "../wasm/kernelCall.ts";
import { currentObserver } from "../wasm/observer.ts";
import { arePlacedTogether } from "../wasm/placeTogether.ts";
import { roomFor } from "../wasm/planMemory.ts";
import type { JoinCalls } from "../wasm/replayedStep.ts";
import { NO_ARRAY } from "../wasm/signature.ts";
import {
  OPTIMIZER_FACTORS,
  OptimizerStep,
  power,
  slotCount,
  type OptimizerAttributes,
  type OptimizerFactors,
} from "./op.ts";

/** The settings that may change from step to step, in the order in which optimizer.as.ts reads them. */
export function optimizerFactors({
  learningRate,
  momentum,
  beta1,
  beta2,
  epsilon,
  step,
  averageDecay,
}: OptimizerFactors): Float32Array<ArrayBuffer> {
  return Float32Array.of(
    learningRate,
    momentum,
    averageDecay,
    1 - averageDecay,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    epsilon,
    learningRate / (1 - power(beta1, step)),
    1 / (1 - power(beta2, step)),
  );
}

export const optimizerWasm: KernelTable = {
  [OptimizerStep]: ({ inputs, attrs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const attributes = attrs as OptimizerAttributes;
    const { method, decays, averageDecay } = attributes;
    const at = (name: string) => addressOf(backend, inputs[name] as TensorInfo);
    const kernels = kernelsOf(backend);
    currentObserver()?.together(decays.map((_, i) => at(`g${i}`)));
    withUniform(backend, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
      decays.forEach((decay, i) => {
        const slot = (k: number) => at(`s${i * slotCount[method] + k}`);
        const shared = {
          p: at(`p${i}`),
          g: at(`g${i}`),
          average: averageDecay === 0 ? NO_ARRAY : at(`a${i}`),
          count: util.sizeFromShape((inputs[`p${i}`] as TensorInfo).shape),
          decay,
          factors,
        };
        switch (method) {
          case "sgd":
            return kernels.sgdStep({ v: slot(0), ...shared });
          case "adam":
            return kernels.adamStep({ m: slot(0), v: slot(1), ...shared });
          default:
            return method satisfies never;
        }
      });
    });
    return [];
  },
};

type StepCall = Extract<KernelCall, { name: "sgdStep" | "adamStep" }>;

const isStep = (call: KernelCall): call is StepCall => call.name === "sgdStep" || call.name === "adamStep";

/**
 * Two calls become one when parameters, gradients, slots and averages of the second each begin where those of the first
 * end, and those that are written were placed together. The gap between them, less than a cache line, is unused.
 */
export function joinOptimizerCalls(backend: BackendWasm): JoinCalls {
  return (first, second) => {
    if (!isStep(first) || !isStep(second) || first.name !== second.name) return undefined;
    const { count, decay, factors, ...arrays } = first.args;
    const room = roomFor(count * 4);
    const nextArrays: Readonly<Record<string, number>> = second.args;
    const follows = Object.entries(arrays).every(([name, address]) => {
      const next = nextArrays[name] ?? NaN;
      if (address === NO_ARRAY) return next === NO_ARRAY;
      // The gradient is only read.
      return next === address + room && (name === "g" || arePlacedTogether(backend, address, next));
    });
    if (!follows || decay !== second.args.decay || factors !== second.args.factors) return undefined;
    return { ...first, args: { ...first.args, count: room / 4 + second.args.count } } as StepCall;
  };
}
