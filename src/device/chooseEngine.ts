// Which engine would train, and why: a hardware GPU through WebGPU, else SIMD
// WebAssembly, else the plain CPU. Opens nothing and changes nothing.
import { adapterName, isSoftware } from "../kernels/webgpu/softwareAdapter.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { EngineChoice } from "../run/commands.ts";
import type { EngineInfo } from "../run/events.ts";
import { RunFault, UnreachableFault } from "../run/runFault.ts";
import type { EngineAssets } from "./assets.ts";

export interface ChosenEngine extends EngineInfo {
  /** Whether the lab chose it, and so may take another when it does not open. */
  readonly automatic: boolean;
}

export const NO_WEBGPU =
  "WebGPU is not available here: this browser offers no graphics adapter. Choose another engine.";
const NO_SIMD = "This browser has no WebAssembly SIMD. Choose another engine, or update the browser.";

/**
 * "auto" takes the best engine there is, but never a software GPU, which is many times slower than WebAssembly.
 * An engine asked for by name is taken or refused with an error, never replaced by another.
 */
export async function chooseEngine(
  choice: EngineChoice,
  arithmetic: Recipe["arithmetic"],
  assets: EngineAssets,
): Promise<ChosenEngine> {
  const byYou = "chosen by you";
  switch (choice) {
    case "auto":
      return chooseBest(arithmetic, assets);
    case "webgpu": {
      const gpu = await findGpu();
      if (gpu.kind === "none") throw new RunFault("engine", NO_WEBGPU);
      const software = gpu.kind === "software" ? ", a software GPU: much slower than WebAssembly" : "";
      return { name: "webgpu", adapter: gpu.name, reason: byYou + software, automatic: false };
    }
    case "wasm":
      return { ...(await chooseWasm(arithmetic, assets, byYou)), automatic: false };
    case "cpu":
      return { ...plainCpu(byYou), automatic: false };
    default:
      return choice satisfies never;
  }
}

async function chooseBest(arithmetic: Recipe["arithmetic"], assets: EngineAssets): Promise<ChosenEngine> {
  const gpu = await findGpu();
  if (gpu.kind === "hardware") return { name: "webgpu", adapter: gpu.name, reason: "a GPU was found", automatic: true };
  return chooseProcessor(
    arithmetic,
    assets,
    gpu.kind === "software" ? "the only GPU is a software one" : "no GPU found",
  );
}

/** The best engine without a GPU; `reason` says why there is none. */
export async function chooseProcessor(
  arithmetic: Recipe["arithmetic"],
  assets: EngineAssets,
  reason: string,
): Promise<ChosenEngine> {
  try {
    return { ...(await chooseWasm(arithmetic, assets, reason)), automatic: true };
  } catch (error) {
    if (error instanceof UnreachableFault) throw error;
    return {
      ...plainCpu(`${reason}, and: ${error instanceof Error ? error.message : String(error)} Training will be slow`),
      automatic: true,
    };
  }
}

async function chooseWasm(arithmetic: Recipe["arithmetic"], assets: EngineAssets, reason: string): Promise<EngineInfo> {
  if (arithmetic === "fastest" && WebAssembly.validate(await assets.kernels("relaxed"))) {
    return { name: "wasm-relaxed", adapter: "SIMD WebAssembly with fused multiply-add", reason };
  }
  if (!WebAssembly.validate(await assets.kernels("simd"))) throw new RunFault("engine", NO_SIMD);
  const remark = arithmetic === "fastest" ? "; fused multiply-add is not available here" : "";
  return { name: "wasm-simd", adapter: "SIMD WebAssembly", reason: reason + remark };
}

function plainCpu(reason: string): EngineInfo {
  return { name: "cpu", adapter: "plain JavaScript", reason };
}

export interface Gpu {
  readonly kind: "hardware" | "software" | "none";
  readonly name: string;
  /** The largest array that it takes; null where there is none. */
  readonly largestBufferBytes: number | null;
}

/** What WebGPU offers here, without opening it. */
export async function findGpu(): Promise<Gpu> {
  const adapter =
    typeof navigator === "undefined"
      ? null
      : await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return { kind: "none", name: "", largestBufferBytes: null };
  const { info, limits } = adapter;
  return {
    kind: isSoftware(info) ? "software" : "hardware",
    name: adapterName(info),
    largestBufferBytes: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
  };
}
