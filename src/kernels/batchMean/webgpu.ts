// The mean of a batch on WebGPU: one workgroup adds the losses, in a fixed order.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { foldFunction, TOGETHER } from "../webgpu/fold.ts";
import { sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Program } from "../webgpu/program.ts";
import { BatchMean, BatchMeanGrad, type BatchMeanGradAttributes } from "./op.ts";

type Constants = { readonly count: number };

const meanProgram: Program<Constants> = {
  name: "batchMean",
  workgroupSize: TOGETHER,
  bindings: () => [reads("partial"), writes("y")],
  body: ({ count }) => `${foldFunction("f32", count, 1, TOGETHER)}
fn run(index: i32, group: i32, lane: i32) {
  let sum = fold(0, lane);
  if (lane == 0) { y[0] = sum / f32(count); }
}`,
};

const gradientProgram: Program<Constants> = {
  name: "batchMeanGrad",
  workgroupSize: 64,
  bindings: () => [reads("dy"), writes("dx")],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index < count) { dx[index] = dy[0] / f32(count); }
}`,
};

export const batchMeanWebGpu: KernelTable = {
  [BatchMean]: webGpuKernel((gpu: WebGPUBackend, { x }: { x: TensorInfo }) => {
    const y = emptyTensor(gpu, []);
    dispatch(gpu, {
      program: meanProgram,
      constants: { count: sizeOf(x) },
      bind: { partial: x, y },
      count: { groups: 1 },
    });
    return y;
  }),
  [BatchMeanGrad]: webGpuKernel(
    (gpu: WebGPUBackend, { dy }: { dy: TensorInfo }, { count }: BatchMeanGradAttributes) => {
      const dx = emptyTensor(gpu, [count]);
      dispatch(gpu, { program: gradientProgram, constants: { count }, bind: { dy, dx }, count: { threads: count } });
      return dx;
    },
  ),
};
