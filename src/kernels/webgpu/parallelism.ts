// How many threads it takes to keep a device busy: from that, kernels choose the size of a thread's
// tile and into how many slices a long sum is cut. The choice decides the order of a sum and thus
// its last bits, so it belongs to a run's record.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { isSoftware } from "./softwareAdapter.ts";
import { internalsOf } from "./tfjsInternals.ts";

/** A GPU emulated by the processor runs few threads at a time, and partial sums cost it as much as other work. */
const SOFTWARE_THREADS = 256;
const HARDWARE_THREADS = 32_768;

const chosen = new WeakMap<WebGPUBackend, number>();

export function threadsToFill(backend: WebGPUBackend): number {
  return chosen.get(backend) ?? (isSoftware(internalsOf(backend).adapterInfo) ? SOFTWARE_THREADS : HARDWARE_THREADS);
}

/** Overrules the guess from here on; undefined goes back to it. See `tuneParallelism`. */
export function useThreadsToFill(backend: WebGPUBackend, threads: number | undefined): void {
  if (threads === undefined) chosen.delete(backend);
  else chosen.set(backend, threads);
}

/**
 * Into how many slices to cut `lines` of work when `tiles` threads share one slice: enough
 * threads to fill the device, never more slices than lines, and none of them empty.
 */
export function slicesFor(backend: WebGPUBackend, tiles: number, lines: number): number {
  const wanted = Math.min(lines, Math.max(1, Math.ceil(threadsToFill(backend) / tiles)));
  return Math.ceil(lines / Math.ceil(lines / wanted));
}
