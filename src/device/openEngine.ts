// Which engine trains, and why: a hardware GPU through WebGPU, else SIMD WebAssembly,
// else the plain CPU. Sets the chosen one up as the current tfjs backend.
import { ready, setBackend } from "@tensorflow/tfjs-core";
import { registerReferenceKernels } from "../kernels/register.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { EngineChoice } from "../run/commands.ts";
import type { EngineInfo } from "../run/events.ts";
import { isSoftware } from "../kernels/webgpu/softwareAdapter.ts";
import type { EngineAssets } from "./assets.ts";
import { openWasm } from "./wasmEngine.ts";

export interface OpenedEngine extends EngineInfo {
  /** Settles with the reason when the device is lost; never on the processor's engines. */
  readonly lost: Promise<string>;
}

const never = new Promise<string>(() => {});

/**
 * Opens an engine and makes it current. "auto" takes the best there is, and never a software GPU: that is many times
 * slower than WebAssembly. An engine asked for by name is opened or refused with an error, not replaced by another.
 */
export async function openEngine(choice: EngineChoice, arithmetic: Recipe["arithmetic"], assets: EngineAssets): Promise<OpenedEngine> {
  switch (choice) {
    case "webgpu":
      return openWebGpu("chosen by you");
    case "wasm":
      return openWasmOrThrow(arithmetic, assets, "chosen by you");
    case "cpu":
      return openCpu("chosen by you");
    case "auto":
      return openBest(arithmetic, assets);
    default:
      return choice satisfies never;
  }
}

async function openBest(arithmetic: Recipe["arithmetic"], assets: EngineAssets): Promise<OpenedEngine> {
  const gpu = await gpuKind();
  if (gpu === "hardware") {
    try {
      return await openWebGpu("a GPU was found");
    } catch (error) {
      return openProcessor(arithmetic, assets, `the GPU could not be used: ${messageOf(error)}`);
    }
  }
  return openProcessor(arithmetic, assets, gpu === "software" ? "the only GPU is a software one" : "no GPU found");
}

async function openProcessor(arithmetic: Recipe["arithmetic"], assets: EngineAssets, reason: string): Promise<OpenedEngine> {
  try {
    return await openWasmOrThrow(arithmetic, assets, reason);
  } catch (error) {
    return openCpu(`${reason}, and ${messageOf(error)}: training will be slow`);
  }
}

/** What kind of GPU WebGPU offers here, without opening it. */
export async function gpuKind(): Promise<"hardware" | "software" | "none"> {
  const adapter = typeof navigator === "undefined" ? null : await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return "none";
  return isSoftware(adapter.info) ? "software" : "hardware";
}

async function openWebGpu(reason: string): Promise<OpenedEngine> {
  const { openWebGpu: open } = await import("./webgpuEngine.ts");
  const { adapter, lost } = await open();
  const software = adapter.software ? "; it is a software GPU, much slower than WebAssembly" : "";
  return { name: "webgpu", adapter: adapter.name, reason: reason + software, lost: lost.then(({ message }) => message || "no reason given") };
}

async function openWasmOrThrow(arithmetic: Recipe["arithmetic"], assets: EngineAssets, reason: string): Promise<OpenedEngine> {
  const { build, remark } = await openWasm(arithmetic, assets);
  return build === "simd"
    ? { name: "wasm-simd", adapter: "SIMD WebAssembly", reason: reason + remark, lost: never }
    : { name: "wasm-relaxed", adapter: "SIMD WebAssembly with fused multiply-add", reason, lost: never };
}

async function openCpu(reason: string): Promise<OpenedEngine> {
  await import("@tensorflow/tfjs-backend-cpu");
  registerReferenceKernels("cpu");
  if (!(await setBackend("cpu"))) throw new Error("The plain CPU backend did not start.");
  await ready();
  return { name: "cpu", adapter: "plain JavaScript", reason, lost: never };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
