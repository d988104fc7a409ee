// The optimizer step on the tfjs WASM backend: a call a parameter tensor (a call costs some
// tens of nanoseconds, too little for a table of addresses to pay), on the variables' own memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel, withUniform } from "../wasm/attach.ts";
import { OPTIMIZER_FACTORS, OptimizerStep, power, type OptimizerAttributes, type OptimizerFactors } from "./op.ts";

/** What of the settings changes from step to step, or may, in the order in which optimizer.as.ts reads it. */
export function optimizerFactors({ learningRate, momentum, beta1, beta2, epsilon, step, averageDecay }: OptimizerFactors): Float32Array<ArrayBuffer> {
  return Float32Array.of(
    learningRate, momentum, averageDecay, 1 - averageDecay, beta1, 1 - beta1, beta2, 1 - beta2,
    epsilon, learningRate / (1 - power(beta1, step)), 1 / (1 - power(beta2, step)),
  );
}

export const optimizerWasm: KernelTable = {
  [OptimizerStep]: ({ inputs, attrs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const attributes = attrs as OptimizerAttributes;
    const at = (name: string) => addressOf(backend, inputs[name] as TensorInfo);
    withUniform(backend, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
      attributes.decays.forEach((decay, i) => {
        const count = util.sizeFromShape((inputs[`p${i}`] as TensorInfo).shape);
        const average = attributes.averageDecay === 0 ? 0 : at(`a${i}`);
        switch (attributes.method) {
          case "sgd":
            callKernel(backend, "sgdStep", at(`p${i}`), at(`g${i}`), at(`s${i}`), average, count, decay, factors);
            return;
          case "adam":
            callKernel(backend, "adamStep", at(`p${i}`), at(`g${i}`), at(`s${2 * i}`), at(`s${2 * i + 1}`), average, count, decay, factors);
            return;
          default: throw new Error(`An optimizer is "sgd" or "adam", not "${String(attributes.method)}".`);
        }
      });
    });
    return [];
  },
};
