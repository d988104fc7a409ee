// The optimizer step on the tfjs WASM backend, on the variables' own memory: a call a parameter
// tensor, which the replayed step joins to one pass over all that lie side by side and decay alike.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel, kernelsOf, withUniform } from "../wasm/attach.ts";
import { currentObserver } from "../wasm/observer.ts";
import { arePlacedTogether } from "../wasm/placeTogether.ts";
import { roomFor } from "../wasm/planMemory.ts";
import type { JoinCalls } from "../wasm/replayedStep.ts";
import {
  OPTIMIZER_FACTORS,
  OptimizerStep,
  power,
  slotCount,
  type OptimizerAttributes,
  type OptimizerFactors,
} from "./op.ts";

/** What of the settings changes from step to step, or may, in the order in which optimizer.as.ts reads it. */
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

const kernelNames: Readonly<Record<OptimizerAttributes["method"], string>> = { sgd: "sgdStep", adam: "adamStep" };

export const optimizerWasm: KernelTable = {
  [OptimizerStep]: ({ inputs, attrs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const attributes = attrs as OptimizerAttributes;
    const at = (name: string) => addressOf(backend, inputs[name] as TensorInfo);
    const slots = slotCount[attributes.method];
    currentObserver()?.together(attributes.decays.map((_, i) => at(`g${i}`)));
    withUniform(backend, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
      attributes.decays.forEach((decay, i) => {
        const count = util.sizeFromShape((inputs[`p${i}`] as TensorInfo).shape);
        const average = attributes.averageDecay === 0 ? 0 : at(`a${i}`);
        const own = Array.from({ length: slots }, (_, k) => at(`s${i * slots + k}`));
        callKernel(
          backend,
          kernelNames[attributes.method],
          at(`p${i}`),
          at(`g${i}`),
          ...own,
          average,
          count,
          decay,
          factors,
        );
      });
    });
    return [];
  },
};

/** Its place among a call's addresses: it is read alone. */
const GRADIENT = 1;

/**
 * Two calls are one when parameters, gradients, slots and averages of the second each begin where those of the first end,
 * and what is written was placed together: then what lies between, less than a cache line, is nobody's and comes along.
 */
export function joinOptimizerCalls(backend: BackendWasm): JoinCalls {
  return (kernel, first, second) => {
    const kernels = kernelsOf(backend);
    if (!Object.values(kernelNames).some((name) => kernels[name] === kernel)) return undefined;
    const [count = NaN, ...settings] = first.slice(-3);
    const [more = NaN, ...others] = second.slice(-3);
    const room = roomFor(count * 4);
    const follows = (address: number, k: number): boolean => {
      const next = second[k] ?? NaN;
      if (address === 0) return next === 0;
      return next === address + room && (k === GRADIENT || arePlacedTogether(backend, address, next));
    };
    if (!first.slice(0, -3).every(follows) || settings.some((value, k) => value !== others[k])) return undefined;
    return [...first.slice(0, -3), room / 4 + more, ...settings];
  };
}
