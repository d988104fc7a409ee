// tfjs's own kernels on its WASM backend. Some run ours where these cover the arguments; every other
// reports that it ran, since what it does to memory cannot be seen.
import { getKernelsForBackend, registerKernel, unregisterKernel, type KernelFunc } from "@tensorflow/tfjs-core";
import { currentObserver } from "./observer.ts";

export interface PartialKernel {
  readonly covers: (args: Parameters<KernelFunc>[0]) => boolean;
  readonly kernelFunc: KernelFunc;
}

/** These give a tensor another shape and touch no memory. */
const harmless: ReadonlySet<string> = new Set(["Reshape", "ExpandDims"]);

/** Registers tfjs's kernels anew; call it before ours take the place of some. */
export function watchTfjsKernels(ours: Readonly<Record<string, PartialKernel>>): void {
  for (const config of getKernelsForBackend("wasm")) {
    const { kernelName, backendName, kernelFunc } = config;
    if (harmless.has(kernelName)) continue;
    const own = ours[kernelName];
    unregisterKernel(kernelName, backendName);
    registerKernel({
      ...config,
      kernelFunc: (args) => {
        if (own?.covers(args)) return own.kernelFunc(args);
        currentObserver()?.unseen(kernelName);
        return kernelFunc(args);
      },
    });
  }
}
