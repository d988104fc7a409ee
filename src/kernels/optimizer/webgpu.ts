// The optimizer step on WebGPU: parameters, slots and averages change in place, as many parameters per
// dispatch as the device can bind. What changes from step to step is in one uniform, so that a
// recorded step can be replayed with another rate.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, withUniform, type Uniform } from "../webgpu/dispatch.ts";
import { lanesFor, sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Program } from "../webgpu/program.ts";
import {
  OPTIMIZER_FACTORS,
  OptimizerStep,
  power,
  slotCount,
  type OptimizerAttributes,
  type OptimizerFactors,
} from "./op.ts";

/** The settings that may change from step to step: three vectors of four. */
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
    epsilon,
    averageDecay,
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    1 - power(beta1, step),
    1 - power(beta2, step),
    1 - averageDecay,
    0,
  );
}

type Method = OptimizerAttributes["method"];
/** For each parameter of a dispatch its decay, and its lanes: four numbers per thread where its size allows. */
type Constants = {
  readonly method: Method;
  readonly averaged: boolean;
  readonly decays: readonly number[];
  readonly lanes: readonly number[];
};

/**
 * As many as current browsers bind in a stage. Some report far larger limits, which include other bindings and are
 * untested.
 */
const MOST_BUFFERS = 16;

/** How many parameters a dispatch takes: each binds itself, its gradient, its slots and its average. */
export function parametersTogether({ limits }: GPUDevice, method: Method, averaged: boolean): number {
  const buffersEach = 2 + slotCount[method] + (averaged ? 1 : 0);
  return Math.floor(Math.min(MOST_BUFFERS, limits.maxStorageBuffersPerShaderStage) / buffersEach);
}

/** The update of element `at` of parameter i, whose gradient with its decay is g. */
const update: Record<Method, (i: number) => string> = {
  sgd: (i) => `
    let v = s${i}_0[at] * rates.y + g;
    s${i}_0[at] = v;
    let moved = p${i}[at] - v * rates.x;`,
  adam: (i) => `
    let m = s${i}_0[at] * betas.x + g * betas.y;
    let v = s${i}_1[at] * betas.z + g * g * betas.w;
    s${i}_0[at] = m;
    s${i}_1[at] = v;
    let moved = p${i}[at] - (m / corrections.x) * rates.x / (sqrt(v / corrections.y) + rates.z);`,
};

/**
 * Threads take the parameters' elements in order. Their number is read from the bound buffers, so one pipeline serves
 * every size.
 */
const program: Program<Constants> = {
  name: "optimizerStep",
  workgroupSize: 64,
  bindings: ({ method, averaged, lanes }) => [
    ...lanes.flatMap((own, i) => [
      writes(`p${i}`, own),
      reads(`gradient${i}`, own),
      ...Array.from({ length: slotCount[method] }, (_, k) => writes(`s${i}_${k}`, own)),
      ...(averaged ? [writes(`average${i}`, own)] : []),
    ]),
    { name: "factors", access: "uniform", type: "array<vec4f, 3>" },
  ],
  body: ({ method, averaged, decays }) => `
fn run(index: i32, group: i32, lane: i32) {
  let rates = factors[0];
  let betas = factors[1];
  let corrections = factors[2];
  var at = index;${decays
    .map(
      (decay, i) => `
  if (at < i32(arrayLength(&p${i}))) {
    let g = gradient${i}[at]${decay === 0 ? "" : ` + p${i}[at] * f32(${decay})`};${update[method](i)}
    p${i}[at] = moved;
    ${averaged ? `average${i}[at] = average${i}[at] * rates.w + moved * corrections.z;` : ""}
    return;
  }
  at -= i32(arrayLength(&p${i}));`,
    )
    .join("")}
}`,
};

export const optimizerWebGpu: KernelTable = {
  [OptimizerStep]: webGpuKernel(
    (gpu: WebGPUBackend, inputs: Record<string, TensorInfo>, attributes: OptimizerAttributes) => {
      const { method, decays, averageDecay } = attributes;
      const tensor = (name: string): TensorInfo => {
        const found = inputs[name];
        if (!found) throw new Error(`The optimizer step of ${decays.length} parameters lacks ${name}.`);
        return found;
      };
      const averaged = averageDecay !== 0;
      const together = parametersTogether(gpu.device, method, averaged);
      withUniform(gpu, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
        for (let first = 0; first < decays.length; first += together) {
          const own = decays.slice(first, first + together);
          const bind: Record<string, TensorInfo | Uniform> = { factors };
          const lanes: number[] = [];
          let threads = 0;
          own.forEach((_, i) => {
            const p = tensor(`p${first + i}`);
            const each = lanesFor(sizeOf(p));
            lanes.push(each);
            threads += sizeOf(p) / each;
            bind[`p${i}`] = p;
            bind[`gradient${i}`] = tensor(`g${first + i}`);
            for (let k = 0; k < slotCount[method]; k++)
              bind[`s${i}_${k}`] = tensor(`s${(first + i) * slotCount[method] + k}`);
            if (averaged) bind[`average${i}`] = tensor(`a${first + i}`);
          });
          dispatch(gpu, { program, constants: { method, averaged, decays: own, lanes }, bind, count: { threads } });
        }
      });
      return [];
    },
  ),
};
