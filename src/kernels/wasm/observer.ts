// Who watches the WebAssembly kernels while a step runs, if anybody does: see watchStep.ts.

import type { KernelCall } from "./kernelCall.ts";
import type { WasmFunction } from "./signature.ts";

export interface StepObserver {
  /** A kernel of ours has run: what was asked for, and the function and numbers that it came to. */
  called(call: KernelCall, kernel: WasmFunction, ordered: readonly number[]): void;
  /** The arrays at these addresses are best laid side by side, in this order. */
  together(addresses: readonly number[]): void;
  /** A kernel of tfjs's own runs, which reads and writes memory unseen. */
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
