// Activations on WebGPU.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { describeActivation, type Activation } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, sizeOf, valueType, webGpuKernel } from "../webgpu/kernel.ts";
import { at, put, reads, writes, type Program } from "../webgpu/program.ts";
import { ActivationGrad, ActivationKernel, type ActivationAttributes } from "./op.ts";

type Elementwise = {
  readonly activation: Activation;
  readonly elements: number;
  readonly lanes: number;
  readonly half: boolean;
};

const forward: Program<Elementwise> = {
  name: "activation",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("x", lanes, half), writes("y", lanes, half)],
  body: ({ activation, lanes, half }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  let z = ${at(reads("x", lanes, half), "index")};
  ${put(writes("y", lanes, half), "index", describeActivation(activation).wgsl.forward("z", valueType(lanes)))}
}`,
};

const backward: Program<Elementwise> = {
  name: "activationGrad",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("dy", lanes), reads("y", lanes, half), writes("dx", lanes)],
  body: ({ activation, lanes, half }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  dx[index] = ${describeActivation(activation).wgsl.gradient("dy[index]", at(reads("y", lanes, half), "index"), valueType(lanes))};
}`,
};

function elementwise(tensor: TensorInfo, activation: Activation): Elementwise {
  const lanes = lanesFor(sizeOf(tensor));
  return { activation, elements: sizeOf(tensor) / lanes, lanes, half: isHalf(tensor) };
}

export const activationWebGpu: KernelTable = {
  [ActivationKernel]: webGpuKernel((gpu, { x }: { x: TensorInfo }, { activation }: ActivationAttributes) => {
    const constants = elementwise(x, activation);
    const y = emptyStored(gpu, x.shape, constants.half);
    dispatch(gpu, { program: forward, constants, bind: { x, y }, count: { threads: constants.elements } });
    return y;
  }),
  [ActivationGrad]: webGpuKernel(
    (gpu, { dy, y }: { dy: TensorInfo; y: TensorInfo }, { activation }: ActivationAttributes) => {
      const dx = emptyTensor(gpu, y.shape);
      const constants = elementwise(y, activation);
      dispatch(gpu, { program: backward, constants, bind: { dy, y, dx }, count: { threads: constants.elements } });
      return dx;
    },
  ),
};
