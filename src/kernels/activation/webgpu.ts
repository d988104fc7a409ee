// Activations on WebGPU, and the WGSL expressions of them that fused kernels use.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, sizeOf, valueType, webGpuKernel } from "../webgpu/kernel.ts";
import { at, put, reads, writes, type Program } from "../webgpu/program.ts";
import { ActivationGrad, ActivationKernel, type Activation, type ActivationAttributes } from "./op.ts";

type Value = "f32" | "vec4f";

/** WGSL for act(z). Written with select, not max, so that NaN stays NaN. */
export function activationWgsl(activation: Activation, z: string, value: Value): string {
  switch (activation) {
    case "none":
      return z;
    case "relu":
      return `select(${z}, ${value}(), ${z} < ${value}())`;
    case "elu":
      return `select(${z}, exp(min(${z}, ${value}())) - 1.0, ${z} < ${value}())`;
    default:
      throw new Error(`An activation is "none", "relu" or "elu", not "${String(activation satisfies never)}".`);
  }
}

/** WGSL for dy · act′, told from y = act(z). */
export function activationGradWgsl(activation: Activation, dy: string, y: string, value: Value): string {
  switch (activation) {
    case "none":
      return dy;
    case "relu":
      return `select(${value}(), ${dy}, ${y} > ${value}())`;
    case "elu":
      return `select(${dy} * (${y} + 1.0), ${dy}, ${y} > ${value}())`;
    default:
      throw new Error(`An activation is "none", "relu" or "elu", not "${String(activation satisfies never)}".`);
  }
}

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
  ${put(writes("y", lanes, half), "index", activationWgsl(activation, "z", valueType(lanes)))}
}`,
};

const backward: Program<Elementwise> = {
  name: "activationGrad",
  workgroupSize: 64,
  bindings: ({ lanes, half }) => [reads("dy", lanes), reads("y", lanes, half), writes("dx", lanes)],
  body: ({ activation, lanes, half }) => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= elements) { return; }
  dx[index] = ${activationGradWgsl(activation, "dy[index]", at(reads("y", lanes, half), "index"), valueType(lanes))};
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
