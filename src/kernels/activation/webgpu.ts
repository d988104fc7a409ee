// Activations on WebGPU.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Activation } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { at, put, reads, writes, type Program } from "../webgpu/program.ts";
import { ActivationGrad, ActivationKeepingInput, ActivationKernel, type ActivationAttributes } from "./op.ts";
import { activationWgsl } from "./wgsl.ts";

type Elementwise = {
  readonly activation: Activation;
  readonly elements: number;
  readonly lanes: number;
  readonly half: boolean;
};

const forwardProgram: Program<Elementwise> = {
  name: "activation",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("x", lanes, half), writes("y", lanes, half)],
  body: ({ activation, lanes, half }) => {
    const { functions, forward } = activationWgsl(activation, lanes);
    return `${functions}
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  let z = ${at(reads("x", lanes, half), "index")};
  ${put(writes("y", lanes, half), "index", forward("z"))}
}`;
  },
};

const gradientProgram: Program<Elementwise> = {
  name: "activationGrad",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("dy", lanes), reads("told", lanes, half), writes("dx", lanes)],
  body: ({ activation, lanes, half }) => {
    const { functions, gradient } = activationWgsl(activation, lanes);
    return `${functions}
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  let at = ${at(reads("told", lanes, half), "index")};
  dx[index] = ${gradient("dy[index]", "at")};
}`;
  },
};

function elementwise(tensor: TensorInfo, activation: Activation): Elementwise {
  const lanes = lanesFor(sizeOf(tensor));
  return { activation, elements: sizeOf(tensor) / lanes, lanes, half: isHalf(tensor) };
}

const forward = webGpuKernel((gpu, { x }: { x: TensorInfo }, { activation }: ActivationAttributes) => {
  const constants = elementwise(x, activation);
  const y = emptyStored(gpu, x.shape, constants.half);
  dispatch(gpu, { program: forwardProgram, constants, bind: { x, y }, count: { threads: constants.elements } });
  return y;
});

export const activationWebGpu: KernelTable = {
  [ActivationKernel]: forward,
  [ActivationKeepingInput]: forward,
  [ActivationGrad]: webGpuKernel(
    (gpu, { dy, told }: { dy: TensorInfo; told: TensorInfo }, { activation }: ActivationAttributes) => {
      const dx = emptyTensor(gpu, told.shape);
      const constants = elementwise(told, activation);
      dispatch(gpu, {
        program: gradientProgram,
        constants,
        bind: { dy, told, dx },
        count: { threads: constants.elements },
      });
      return dx;
    },
  ),
};
