// Opens the engine that chooseEngine.ts has chosen and makes it the current tfjs backend.
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { registerReferenceKernels } from "../kernels/register.ts";
import type { DeviceHealth } from "../kernels/webgpu/openDevice.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { EngineChoice } from "../run/commands.ts";
import type { EngineInfo } from "../run/events.ts";
import { RunFault, UnreachableFault } from "../run/runFault.ts";
import type { EngineAssets } from "./assets.ts";
import { chooseEngine, chooseProcessor } from "./chooseEngine.ts";
import { openWasm } from "./wasmEngine.ts";

export interface OpenedEngine {
  readonly info: EngineInfo;
  /** The GPU, to learn of its faults; absent on the processor's engines. */
  readonly device?: DeviceHealth;
}

/** Throws where the engine asked for is absent. A GPU that "auto" chose but that does not open gives way to the CPU. */
export async function openEngine(
  choice: EngineChoice,
  arithmetic: Recipe["arithmetic"],
  assets: EngineAssets,
): Promise<OpenedEngine> {
  const chosen = await chooseEngine(choice, arithmetic, assets);
  try {
    return await open(chosen, assets);
  } catch (error) {
    if (!chosen.automatic || chosen.name !== "webgpu") throw error;
    const why = error instanceof Error ? error.message : String(error);
    return open(await chooseProcessor(arithmetic, assets, `the GPU could not be used: ${why}`), assets);
  }
}

async function open({ name, adapter, reason }: EngineInfo, assets: EngineAssets): Promise<OpenedEngine> {
  const info: EngineInfo = { name, adapter, reason };
  switch (name) {
    case "webgpu": {
      // Loaded only where it is used: tfjs's WebGPU backend is the largest part of the worker.
      const { openWebGpu } = await import("./webgpuEngine.ts").catch(() => {
        throw new UnreachableFault("webgpuEngine.js");
      });
      const { device, threads } = await openWebGpu(assets.memory);
      return { info: { ...info, threads }, device };
    }
    case "wasm-simd":
    case "wasm-relaxed":
      await openWasm(name === "wasm-simd" ? "simd" : "relaxed", assets);
      return { info };
    case "cpu":
      await import("@tensorflow/tfjs-backend-cpu");
      registerReferenceKernels("cpu");
      if (!(await setBackend("cpu")))
        throw new RunFault("engine", "The plain CPU backend did not start. Reload the page.");
      await ready();
      return { info };
    default:
      return name satisfies never;
  }
}
