// How long a GPU works on something.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tidy } from "@tensorflow/tfjs-core";
import { flush } from "../src/kernels/webgpu/commandLog.ts";

/** Wall time from the first command to the last one's end. */
export async function millisecondsOf(backend: WebGPUBackend, run: () => void): Promise<number> {
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  const start = performance.now();
  tidy(() => {
    run();
  });
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  return performance.now() - start;
}
