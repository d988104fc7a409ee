// Sets up the WebAssembly engine: tfjs's backend and our kernels on its memory.
import { setWasmPaths, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, env, ready, setBackend } from "@tensorflow/tfjs-core";
import { registerWasmKernels } from "../kernels/register.ts";
import { attachKernels } from "../kernels/wasm/attach.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { EngineAssets, KernelBuild } from "./assets.ts";

export interface OpenedWasm {
  readonly build: KernelBuild;
  /** Said only when "fastest" was asked for and could not be had. */
  readonly remark: string;
}

let paths: EngineAssets["tfjsWasm"] | undefined;

/** Throws an error with what is missing where the browser has no WebAssembly SIMD. */
export async function openWasm(arithmetic: Recipe["arithmetic"], assets: EngineAssets): Promise<OpenedWasm> {
  if (paths === undefined) {
    paths = assets.tfjsWasm;
    // One run a worker: tfjs's own threads would only get in each other's way, and shared memory would shut our kernels out.
    env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths({ ...paths });
  }
  let build: KernelBuild = arithmetic === "fastest" ? "relaxed" : "simd";
  let remark = "";
  let bytes = await assets.kernels(build);
  if (build === "relaxed" && !WebAssembly.validate(bytes)) {
    [build, remark] = ["simd", "; fused multiply-add is not available here"];
    bytes = await assets.kernels(build);
  }
  if (!WebAssembly.validate(bytes)) throw new Error("this browser has no WebAssembly SIMD");
  registerWasmKernels();
  if (!(await setBackend("wasm"))) throw new Error("the WebAssembly backend did not start");
  await ready();
  attachKernels(backend() as BackendWasm, await WebAssembly.compile(bytes));
  return { build, remark };
}
