// Compiles every pipeline of a step in parallel before the first step runs. Goes through the step
// without executing anything, and restores the variables afterwards.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { engine, env, tidy, type Variable } from "@tensorflow/tfjs-core";
import { pendingPipelines } from "./pipelines.ts";
import { internalsOf } from "./tfjsInternals.ts";

/** Called as pipelines become ready, from none to all; not called where all are compiled. */
export type CompileProgress = (ready: number, total: number) => void;

/**
 * Goes through `run` and compiles what it uses; returns the number of pipelines. Variables, the
 * optimizer's state among them, keep their values. `run` must create no variables, and nothing
 * else may run on the backend until the promise settles. Rejects with the compiler's message.
 */
export async function compilePipelines(
  backend: WebGPUBackend,
  run: () => void,
  onProgress: CompileProgress = () => {},
): Promise<number> {
  const variables: Variable[] = Object.values(engine().state.registeredVariables);
  const values = variables.map((variable) => variable.clone());
  env().set("WEBGPU_ENGINE_COMPILE_ONLY", true);
  try {
    tidy(() => {
      run();
    });
  } finally {
    env().set("WEBGPU_ENGINE_COMPILE_ONLY", false);
    variables.forEach((variable, i) => {
      const before = values[i];
      if (before && !variable.isDisposed) variable.assign(before);
      before?.dispose();
    });
  }
  const cache = internalsOf(backend).pipelineCache;
  const pending = [
    ...pendingPipelines(backend.device),
    ...Object.values(cache).filter((entry) => entry instanceof Promise),
  ];
  let ready = 0;
  if (pending.length > 0) onProgress(ready, pending.length);
  await Promise.all(
    pending.map(async (pipeline) => {
      await pipeline;
      onProgress(++ready, pending.length);
    }),
  );
  await backend.checkCompileCompletionAsync();
  return pending.length;
}
