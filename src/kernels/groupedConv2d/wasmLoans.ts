// The arguments that the kernels of this folder get from tfjs, and the scratch memory that they are lent.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf } from "../wasm/attach.ts";
import { NO_ARRAY, type Address } from "../wasm/signature.ts";
import type { GroupedConv2dAttributes } from "./op.ts";

export type KernelArguments<Inputs extends string, Extra = unknown> = {
  inputs: Record<Inputs, TensorInfo>;
  backend: BackendWasm;
  attrs: GroupedConv2dAttributes & Extra;
};

/** Lends memory for as many floats as asked, an address for each entry; NO_ARRAY where none are asked. */
export function withScratch<const Floats extends readonly number[]>(
  backend: BackendWasm,
  floats: Floats,
  use: (...addresses: { [At in keyof Floats]: Address }) => void,
): void {
  const tensors = floats.map((count) => (count > 0 ? backend.makeOutput([count], "float32") : undefined));
  const addresses = tensors.map((tensor) => (tensor ? addressOf(backend, tensor) : NO_ARRAY));
  use(...(addresses as { [At in keyof Floats]: Address }));
  for (const tensor of tensors) if (tensor) backend.disposeData(tensor.dataId);
}
