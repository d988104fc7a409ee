// The arguments that the kernels of this folder get from tfjs, and the scratch memory that they are lent.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf } from "../wasm/attach.ts";
import type { GroupedConv2dAttributes } from "./op.ts";

export type KernelArguments<Inputs extends string, Extra = unknown> = {
  inputs: Record<Inputs, TensorInfo>;
  backend: BackendWasm;
  attrs: GroupedConv2dAttributes & Extra;
};

/** Lends memory for as many floats as asked, for each entry; address 0 where none is asked. */
export function withScratch(backend: BackendWasm, floats: number[], use: (addresses: number[]) => void): void {
  const tensors = floats.map((count) => (count > 0 ? backend.makeOutput([count], "float32") : undefined));
  use(tensors.map((tensor) => (tensor ? addressOf(backend, tensor) : 0)));
  tensors.forEach((tensor) => tensor && backend.disposeData(tensor.dataId));
}
