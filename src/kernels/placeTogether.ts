// Asks the engine to lay variables side by side, for kernels that can then take many in one pass.
// Changes no value.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, getBackend, type Variable } from "@tensorflow/tfjs-core";
import { ownMemory } from "./inPlace.ts";
import { placeTogetherWasm } from "./wasm/placeTogether.ts";

/** In this order, in one stretch of memory. Only in WebAssembly; elsewhere tensors have no addresses. */
export function placeTogether(variables: readonly Variable[]): void {
  if (getBackend() !== "wasm") return;
  variables.forEach(ownMemory);
  placeTogetherWasm(backend() as BackendWasm, variables);
}
