// Sets up the WebAssembly engine: tfjs's backend and our kernels on its memory.
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "../kernels/register.ts";
import { attachKernels } from "../kernels/wasm/attach.ts";
import { RunFault } from "../run/runFault.ts";
import type { EngineAssets, KernelBuild } from "./assets.ts";

let pathsAreSet = false;
const builds = new WeakMap<BackendWasm, KernelBuild>();

/** Makes it the current backend, with this build of our kernels. What is open already stays as it is, for runs that use it. */
export async function openWasm(build: KernelBuild, assets: EngineAssets): Promise<void> {
  if (!pathsAreSet) {
    pathsAreSet = true;
    // One run per worker: tfjs's own threads would get in each other's way, and our kernels cannot use shared memory.
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({ ...assets.tfjsWasm });
  }
  registerWasmKernels();
  await assets.reach?.();
  if (!(await setBackend("wasm")))
    throw new RunFault("engine", "The WebAssembly backend did not start. Reload the page, or choose another engine.");
  await ready();
  const opened = backend() as BackendWasm;
  // Other instances would be other kernels to a run that is being recorded.
  if (builds.get(opened) === build) return;
  attachKernels(opened, await WebAssembly.compile(await assets.kernels(build)));
  builds.set(opened, build);
}
