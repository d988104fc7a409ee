// What the kernels of this folder are handed by tfjs, and the scratch memory that they are lent.
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

/** Lends memory for as many floats as asked, by name; NO_ARRAY where none are asked. */
export function withScratch<Name extends string>(
  backend: BackendWasm,
  floats: Readonly<Record<Name, number>>,
  use: (addresses: Readonly<Record<Name, Address>>) => void,
): void {
  const lent = Object.entries<number>(floats).map(
    ([name, count]) => [name, count > 0 ? backend.makeOutput([count], "float32") : undefined] as const,
  );
  const addresses = lent.map(([name, tensor]) => [name, tensor ? addressOf(backend, tensor) : NO_ARRAY]);
  use(Object.fromEntries(addresses) as Record<Name, Address>);
  for (const [, tensor] of lent) if (tensor) backend.disposeData(tensor.dataId);
}
