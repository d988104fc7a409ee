// The members of tfjs's WebGPU backend that its types hide and that this lab's kernels rely
// on (tfjs 4.22). The only place that looks behind those types.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

export interface BackendInternals {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  /** Tensors used by commands that are not submitted yet: disposing of one waits for the submit. */
  commandQueueOwnedIds: WeakSet<object>;
  readonly tensorDataPendingDisposal: readonly object[];
  dispatchCountInPass: number;
  uniformPendingDisposal: GPUBuffer[];
  /** Present while tfjs times kernels. */
  activeTimers?: { name: string; query: Promise<number> }[] | null;
  supportTimestampQuery: boolean;
  querySet: GPUQuerySet | null;
  querySetCount: number;
  ensureCommandEncoderReady: () => void;
  /** tfjs's own compiled programs; promises while they are compiled in the background. */
  pipelineCache: Record<string, unknown>;
  adapterInfo: { architecture?: string };
}

export interface BufferManagerInternals {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
  acquireBuffer: (size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean) => GPUBuffer;
  releaseBuffer: (buffer: GPUBuffer, reuse?: boolean) => void;
}

export function internalsOf(backend: WebGPUBackend): BackendInternals {
  return backend as unknown as BackendInternals;
}

export function bufferManagerOf(backend: WebGPUBackend): BufferManagerInternals {
  return backend.bufferManager as unknown as BufferManagerInternals;
}
