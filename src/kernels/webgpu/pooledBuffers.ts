// Frees buffers that tfjs keeps for reuse.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { bufferManagerOf } from "./tfjsInternals.ts";

/** Frees the buffers that tfjs keeps for reuse and never frees itself. Call it between runs of different shapes. */
export function releasePooledBuffers(backend: WebGPUBackend): { readonly releasedBytes: number } {
  const manager = bufferManagerOf(backend);
  let releasedBytes = 0;
  for (const buffers of manager.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      releasedBytes += buffer.size;
      manager.numFreeBuffers--;
      buffer.destroy();
    }
  }
  manager.numBytesAllocated -= releasedBytes;
  return { releasedBytes };
}
