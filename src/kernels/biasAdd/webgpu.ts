// biasAdd on WebGPU, and the gradient of its bias in two passes of sums.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { foldSlices } from "../webgpu/fold.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, sizeOf, valueType, webGpuKernel } from "../webgpu/kernel.ts";
import { slicesFor } from "../webgpu/parallelism.ts";
import { at, put, reads, writes, type Program } from "../webgpu/program.ts";
import { BiasAdd, BiasAddGrad } from "./op.ts";

const forward: Program<{
  readonly elements: number;
  readonly groups: number;
  readonly lanes: number;
  readonly half: boolean;
}> = {
  name: "biasAdd",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("x", lanes, half), reads("bias", lanes), writes("y", lanes, half)],
  body: ({ lanes, half }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  ${put(writes("y", lanes, half), "index", `${at(reads("x", lanes, half), "index")} + bias[index % groups]`)}
}`,
};

const sumOfRows: Program<{
  readonly rows: number;
  readonly groups: number;
  readonly slices: number;
  readonly lanes: number;
}> = {
  name: "sumOfRows",
  workgroupSize: 64,
  bindings: ({ lanes }) => [reads("x", lanes), writes("partial", lanes)],
  body: ({ lanes, rows, slices }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= groups * slices) { return; }
  let column = index % groups;
  let slice = index / groups;
  var sum = ${valueType(lanes)}();
  let last = min((slice + 1) * ${Math.ceil(rows / slices)}, rows);
  for (var row = slice * ${Math.ceil(rows / slices)}; row < last; row++) { sum += x[row * groups + column]; }
  partial[index] = sum;
}`,
};

export const biasAddWebGpu: KernelTable = {
  [BiasAdd]: webGpuKernel((gpu, { x, bias }: { x: TensorInfo; bias: TensorInfo }) => {
    const half = isHalf(x);
    const y = emptyStored(gpu, x.shape, half);
    const lanes = lanesFor(sizeOf(bias));
    const elements = sizeOf(x) / lanes;
    dispatch(gpu, {
      program: forward,
      constants: { elements, groups: sizeOf(bias) / lanes, lanes, half },
      bind: { x, bias, y },
      count: { threads: elements },
    });
    return y;
  }),
  [BiasAddGrad]: webGpuKernel((gpu, { dy }: { dy: TensorInfo }) => {
    const channels = dy.shape.at(-1) ?? 1;
    const lanes = lanesFor(channels);
    const groups = channels / lanes;
    const rows = sizeOf(dy) / channels;
    const slices = slicesFor(gpu, groups, rows);
    const partial = emptyTensor(gpu, [slices, channels]);
    dispatch(gpu, {
      program: sumOfRows,
      constants: { rows, groups, slices, lanes },
      bind: { x: dy, partial },
      count: { threads: groups * slices },
    });
    return foldSlices(gpu, partial, slices, [channels]);
  }),
};
