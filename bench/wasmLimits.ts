// The compiled limits.as.ts on the memory of tfjs's WebAssembly backend.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

export interface LimitKernels {
  copy(from: number, to: number, bytes: number): void;
  copyBulk(from: number, to: number, bytes: number): void;
  multiplyAdds(rounds: number): number;
}

/** Operations of one `multiplyAdds(1)`: 12 sums of 4 numbers, a multiplication and an addition each. */
export const OPERATIONS_A_ROUND = 96;

export function limitKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): LimitKernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as LimitKernels;
}

export function attachedMemory(backend: BackendWasm): WebAssembly.Memory {
  const { asm, wasmMemory } = backend.wasm as unknown as {
    asm?: { memory?: WebAssembly.Memory };
    wasmMemory?: WebAssembly.Memory;
  };
  const memory = asm?.memory ?? wasmMemory;
  if (!memory) throw new Error("The tfjs WASM backend does not expose its memory.");
  return memory;
}
