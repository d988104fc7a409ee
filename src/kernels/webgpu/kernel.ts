// A tfjs kernel that runs programs on a WebGPU backend: the inputs and attributes by name,
// as the operation's contract states them.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";

export function webGpuKernel<Inputs, Attributes>(
  run: (gpu: WebGPUBackend, inputs: Inputs, attributes: Attributes) => TensorInfo | TensorInfo[],
): KernelFunc {
  return ({ inputs, backend, attrs }) =>
    run(backend as WebGPUBackend, inputs as unknown as Inputs, attrs as unknown as Attributes);
}

export function sizeOf(tensor: TensorInfo): number {
  return tensor.shape.reduce((product, extent) => product * extent, 1);
}

/** The same values under a second handle, as tfjs's own Identity gives them. */
export function sameValues(backend: WebGPUBackend, tensor: TensorInfo): TensorInfo {
  backend.incRef(tensor.dataId);
  return { dataId: tensor.dataId, shape: tensor.shape, dtype: tensor.dtype };
}

/** Channels that a thread takes at once: four where the channels are a multiple of four. */
export function lanesFor(channels: number): 1 | 4 {
  return channels % 4 === 0 ? 4 : 1;
}

/** The WGSL type of so many lanes. */
export function valueType(lanes: number): "f32" | "vec4f" {
  return lanes === 4 ? "vec4f" : "f32";
}
