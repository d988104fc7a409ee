// The optimizer step on WebGPU: parameters, slots and averages change in place, a dispatch a
// parameter. What changes from step to step lies in one uniform, so that a recorded step can
// be replayed with another rate.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, withUniform } from "../webgpu/dispatch.ts";
import { lanesFor, sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Program } from "../webgpu/program.ts";
import { OPTIMIZER_FACTORS, OptimizerStep, power, slotCount, type OptimizerAttributes, type OptimizerFactors } from "./op.ts";

/** What of the settings changes from step to step, or may: three vectors of four. */
export function optimizerFactors({ learningRate, momentum, beta1, beta2, epsilon, step, averageDecay }: OptimizerFactors): Float32Array<ArrayBuffer> {
  return Float32Array.of(
    learningRate, momentum, epsilon, averageDecay,
    beta1, 1 - beta1, beta2, 1 - beta2,
    1 - power(beta1, step), 1 - power(beta2, step), 1 - averageDecay, 0,
  );
}

type Constants = { readonly method: OptimizerAttributes["method"]; readonly decay: number; readonly averaged: boolean; readonly lanes: number };

const update: Record<OptimizerAttributes["method"], string> = {
  sgd: `
  let v = s0[index] * rates.y + g;
  s0[index] = v;
  let moved = p[index] - v * rates.x;`,
  adam: `
  let m = s0[index] * betas.x + g * betas.y;
  let v = s1[index] * betas.z + g * g * betas.w;
  s0[index] = m;
  s1[index] = v;
  let moved = p[index] - (m / corrections.x) * rates.x / (sqrt(v / corrections.y) + rates.z);`,
};

/** One pipeline serves every size: the number of elements is the bound buffer's. */
const program: Program<Constants> = {
  name: "optimizerStep",
  workgroupSize: 64,
  bindings: ({ method, averaged, lanes }) => [
    writes("p", lanes), reads("gradient", lanes), writes("s0", lanes), ...(method === "adam" ? [writes("s1", lanes)] : []),
    ...(averaged ? [writes("average", lanes)] : []), { name: "factors", access: "uniform", type: "array<vec4f, 3>" },
  ],
  body: ({ method, averaged, decay: coefficient }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= i32(arrayLength(&p))) { return; }
  let rates = factors[0];
  let betas = factors[1];
  let corrections = factors[2];
  let g = gradient[index]${coefficient === 0 ? "" : " + p[index] * decay"};
  ${update[method]}
  p[index] = moved;
  ${averaged ? "average[index] = average[index] * rates.w + moved * corrections.z;" : ""}
}`,
};

export const optimizerWebGpu: KernelTable = {
  [OptimizerStep]: webGpuKernel((gpu: WebGPUBackend, inputs: Record<string, TensorInfo>, attributes: OptimizerAttributes) => {
    const { method, decays, averageDecay } = attributes;
    const tensor = (name: string): TensorInfo => {
      const found = inputs[name];
      if (!found) throw new Error(`The optimizer step of ${decays.length} parameters lacks ${name}.`);
      return found;
    };
    const averaged = averageDecay !== 0;
    withUniform(gpu, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
      decays.forEach((decay, i) => {
        const p = tensor(`p${i}`);
        const lanes = lanesFor(sizeOf(p));
        dispatch(gpu, {
          program, constants: { method, decay, averaged, lanes },
          bind: {
            p, gradient: tensor(`g${i}`), s0: tensor(`s${i * slotCount[method]}`),
            ...(method === "adam" && { s1: tensor(`s${i * 2 + 1}`) }), ...(averaged && { average: tensor(`a${i}`) }), factors,
          },
          count: { threads: sizeOf(p) / lanes },
        });
      });
    });
    return [];
  }),
};
