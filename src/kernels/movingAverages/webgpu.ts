// The moving averages on WebGPU, in place. They are short, so a dispatch takes as many as any device
// can bind.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch } from "../webgpu/dispatch.ts";
import { sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Program } from "../webgpu/program.ts";
import { MovingAverages, type MovingAveragesAttributes } from "./op.ts";

/** Two buffers per average; WebGPU guarantees eight. */
const AVERAGES_A_DISPATCH = 4;

type Constants = { readonly momenta: readonly number[] };

const program: Program<Constants> = {
  name: "movingAverages",
  workgroupSize: 64,
  bindings: ({ momenta }) => momenta.flatMap((_, i) => [writes(`moving${i}`), reads(`batch${i}`)]),
  body: ({ momenta }) => `
fn run(index: i32, group: i32, lane: i32) {${momenta
    .map(
      (momentum, i) => `
  if (index < i32(arrayLength(&moving${i}))) {
    moving${i}[index] = moving${i}[index] * f32(${momentum}) + batch${i}[index] * f32(${1 - momentum});
  }`,
    )
    .join("")}
}`,
};

export const movingAveragesWebGpu: KernelTable = {
  [MovingAverages]: webGpuKernel(
    (gpu: WebGPUBackend, inputs: Record<string, TensorInfo>, { momenta }: MovingAveragesAttributes) => {
      for (let first = 0; first < momenta.length; first += AVERAGES_A_DISPATCH) {
        const own = momenta.slice(first, first + AVERAGES_A_DISPATCH);
        const bind: Record<string, TensorInfo> = {};
        let longest = 0;
        own.forEach((_, i) => {
          const [moving, batch] = [inputs[`m${first + i}`], inputs[`b${first + i}`]];
          if (!moving || !batch) throw new Error(`The moving averages lack number ${first + i} of ${momenta.length}.`);
          bind[`moving${i}`] = moving;
          bind[`batch${i}`] = batch;
          longest = Math.max(longest, sizeOf(moving));
        });
        dispatch(gpu, { program, constants: { momenta: own }, bind, count: { threads: longest } });
      }
      return [];
    },
  ),
};
