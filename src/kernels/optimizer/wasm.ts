// The optimizer step on the tfjs WASM backend: a call a parameter tensor (a call costs some
// tens of nanoseconds, too little for a table of addresses to pay), on the variables' own memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel } from "../wasm/attach.ts";
import { OptimizerStep, power, type OptimizerAttributes } from "./op.ts";

export const optimizerWasm: KernelTable = {
  [OptimizerStep]: ({ inputs, backend, attrs }) => {
    const attributes = attrs as OptimizerAttributes;
    const at = (name: string) => addressOf(backend as BackendWasm, inputs[name] as TensorInfo);
    attributes.decays.forEach((decay, i) => {
      const count = util.sizeFromShape((inputs[`p${i}`] as TensorInfo).shape);
      const average = attributes.averageDecay === 0 ? 0 : at(`a${i}`);
      step(backend as BackendWasm, attributes, { p: at(`p${i}`), g: at(`g${i}`), slot: (k) => at(`s${k}`), average }, i, count, decay);
    });
    return [];
  },
};

interface Addresses { p: number; g: number; slot: (k: number) => number; average: number }

function step(backend: BackendWasm, attributes: OptimizerAttributes, { p, g, slot, average }: Addresses, i: number, count: number, decay: number): void {
  const { method, learningRate, momentum, beta1, beta2, epsilon, averageDecay } = attributes;
  switch (method) {
    case "sgd":
      callKernel(backend, "sgdStep", p, g, slot(i), average, count, learningRate, momentum, decay, averageDecay, 1 - averageDecay);
      return;
    case "adam": {
      const rateOverC1 = learningRate / (1 - power(beta1, attributes.step));
      const oneOverC2 = 1 / (1 - power(beta2, attributes.step));
      callKernel(backend, "adamStep", p, g, slot(2 * i), slot(2 * i + 1), average, count,
        rateOverC1, oneOverC2, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, decay, averageDecay, 1 - averageDecay);
      return;
    }
    default: throw new Error(`An optimizer is "sgd" or "adam", not "${String(method satisfies never)}".`);
  }
}
