// Whoever watches the WebAssembly kernels while a step runs; see watchStep.ts.

import type { KernelCall } from "./kernelCall.ts";
import type { WasmFunction } from "./signature.ts";

export interface StepObserver {
  /** A kernel of ours has run: the call, and the function and numbers that it became. */
  called(call: KernelCall, kernel: WasmFunction, ordered: readonly number[]): void;
  /** The arrays at these addresses should lie side by side, in this order. */
  together(addresses: readonly number[]): void;
  /** One of tfjs's own kernels runs, whose reads and writes cannot be seen. */
  unseen(kernelName: string): void;
}

let current: StepObserver | undefined;
let uploadName: string | undefined;

export const currentObserver = (): StepObserver | undefined => current;

/** The name of what is being written to memory from JavaScript just now. */
export const currentUpload = (): string | undefined => uploadName;

export function observing<T>(observer: StepObserver, run: () => T): T {
  if (current) throw new Error("A step is watched within another.");
  current = observer;
  try {
    return run();
  } finally {
    current = undefined;
  }
}

/** Names what `run` writes to memory. */
export function uploading<T>(name: string, run: () => T): T {
  uploadName = name;
  try {
    return run();
  } finally {
    uploadName = undefined;
  }
}
