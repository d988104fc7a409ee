// The optimizer step on WebGPU: parameters, slots and averages change in place, as many parameters
// a dispatch as the device can bind. What changes from step to step lies in one uniform, so that a
// recorded step can be replayed with another rate.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, withUniform, type Uniform } from "../webgpu/dispatch.ts";
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

type Method = OptimizerAttributes["method"];
/** What the text depends on for one parameter: four numbers a thread where its size allows. */
type Own = { readonly decay: number; readonly lanes: number };
/** `parameters` lists each one's `Own`, "decay×lanes", with commas between. */
type Constants = { readonly method: Method; readonly averaged: boolean; readonly parameters: string };

const listed = (own: readonly Own[]): string => own.map(({ decay, lanes }) => `${decay}×${lanes}`).join();
const each = ({ parameters }: Constants): Own[] => parameters.split(",").map((own) => {
  const [decay = NaN, lanes = NaN] = own.split("×").map(Number);
  return { decay, lanes };
});

/** How many storage buffers a parameter takes: itself, its gradient, its slots and its average. */
const buffersEach = (method: Method, averaged: boolean): number => 2 + slotCount[method] + (averaged ? 1 : 0);

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

/** Threads take the parameters' elements one after the other; how many there are is the bound buffers', so one pipeline serves every size. */
const program: Program<Constants> = {
  name: "optimizerStep",
  workgroupSize: 64,
  bindings: (constants) => [
    ...each(constants).flatMap(({ lanes }, i) => [
      writes(`p${i}`, lanes), reads(`gradient${i}`, lanes), ...Array.from({ length: slotCount[constants.method] }, (_, k) => writes(`s${i}_${k}`, lanes)),
      ...(constants.averaged ? [writes(`average${i}`, lanes)] : []),
    ]),
    { name: "factors", access: "uniform", type: "array<vec4f, 3>" },
  ],
  body: (constants) => `
fn run(index: i32, group: i32, lane: i32) {
  let rates = factors[0];
  let betas = factors[1];
  let corrections = factors[2];
  var at = index;${each(constants).map(({ decay }, i) => `
  if (at < i32(arrayLength(&p${i}))) {
    let g = gradient${i}[at]${decay === 0 ? "" : ` + p${i}[at] * f32(${decay})`};${update[constants.method](i)}
    p${i}[at] = moved;
    ${constants.averaged ? `average${i}[at] = average${i}[at] * rates.w + moved * corrections.z;` : ""}
    return;
  }
  at -= i32(arrayLength(&p${i}));`).join("")}
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
    const together = Math.max(1, Math.floor(gpu.device.limits.maxStorageBuffersPerShaderStage / buffersEach(method, averaged)));
    withUniform(gpu, OPTIMIZER_FACTORS, optimizerFactors(attributes), (factors) => {
      for (let first = 0; first < decays.length; first += together) {
        const own: Own[] = [];
        const bind: Record<string, TensorInfo | Uniform> = { factors };
        let threads = 0;
        decays.slice(first, first + together).forEach((decay, i) => {
          const p = tensor(`p${first + i}`);
          const lanes = lanesFor(sizeOf(p));
          own.push({ decay, lanes });
          threads += sizeOf(p) / lanes;
          bind[`p${i}`] = p;
          bind[`gradient${i}`] = tensor(`g${first + i}`);
          for (let k = 0; k < slotCount[method]; k++) bind[`s${i}_${k}`] = tensor(`s${(first + i) * slotCount[method] + k}`);
          if (averaged) bind[`average${i}`] = tensor(`a${first + i}`);
        });
        dispatch(gpu, { program, constants: { method, averaged, parameters: listed(own) }, bind, count: { threads } });
      }
    });
    return [];
  }),
};
