// Memory that shows what a kernel forgets: whatever it is lent, for a result or as scratch, holds NaN.
import { backend } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { EngineName, NodeEngine } from "./nodeEngines.ts";
import { addressOf, memoryOf } from "./wasm/attach.ts";
import { sizeOf } from "./webgpu/kernel.ts";
import { bufferManagerOf } from "./webgpu/tfjsInternals.ts";

/** Runs on the active `engine`, with NaN in all memory that is lent meanwhile. */
export function inPoisonedMemory<T>(engine: NodeEngine, run: () => T): T {
  const heal = poisons[engine.name]();
  try {
    return run();
  } finally {
    heal();
  }
}

/** For each engine, what poisons its memory from now on, and returns a function that ends it. */
const poisons: Readonly<Record<EngineName, () => () => void>> = {
  cpu: () => () => {}, // JavaScript's arrays are new, and hold zeros
  "wasm-simd": poisonWasm,
  "wasm-relaxed": poisonWasm,
  webgpu: poisonWebGpu,
};

function poisonWasm(): () => void {
  const wasm = backend() as BackendWasm;
  const { makeOutput } = wasm;
  wasm.makeOutput = (shape, dtype, memoryOffset, values) => {
    const made = makeOutput.call(wasm, shape, dtype, memoryOffset, values);
    const isLent = memoryOffset === undefined && values === undefined && dtype === "float32";
    if (isLent) new Float32Array(memoryOf(wasm).buffer, addressOf(wasm, made), sizeOf(made)).fill(NaN);
    return made;
  };
  return () => {
    wasm.makeOutput = makeOutput;
  };
}

function poisonWebGpu(): () => void {
  const { queue } = backend() as WebGPUBackend;
  const manager = bufferManagerOf(backend() as WebGPUBackend);
  const { acquireBuffer } = manager;
  manager.acquireBuffer = (size, usage, mapped, reuse) => {
    const buffer = acquireBuffer.call(manager, size, usage, mapped, reuse);
    const isLent = !mapped && (usage & GPUBufferUsage.STORAGE) !== 0;
    if (isLent) queue.writeBuffer(buffer, 0, new Float32Array(buffer.size / 4).fill(NaN));
    return buffer;
  };
  return () => {
    manager.acquireBuffer = acquireBuffer;
  };
}
