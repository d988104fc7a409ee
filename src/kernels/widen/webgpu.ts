import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { at, reads, writes, type Program } from "../webgpu/program.ts";
import { Widen } from "./op.ts";

const x = reads("x", 4, true);

const program: Program<{ readonly elements: number }> = {
  name: "widen",
  workgroupSize: 64,
  bindings: () => [x, writes("y", 4)],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  y[index] = ${at(x, "index")};
}`,
};

export const widenWebGpu: KernelTable = {
  [Widen]: webGpuKernel((gpu, inputs: { x: TensorInfo }) => {
    const y = emptyTensor(gpu, inputs.x.shape);
    const elements = sizeOf(y) / 4;
    dispatch(gpu, { program, constants: { elements }, bind: { x: inputs.x, y }, count: { threads: elements } });
    return y;
  }),
};
