// The engines' files as the built site serves them.
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import relaxedKernels from "../kernels/wasm/built/kernels-relaxed.wasm?url";
import simdKernels from "../kernels/wasm/built/kernels-simd.wasm?url";
import type { EngineAssets } from "./assets.ts";
import { browserMemory } from "./browserMemory.ts";

const absolute = (url: string) => new URL(url, import.meta.url).href;

export const browserAssets: EngineAssets = {
  memory: browserMemory,
  // The threaded build is never loaded: arms run in parallel, one worker per arm, without cross-origin isolation.
  tfjsWasm: {
    "tfjs-backend-wasm.wasm": absolute(plain),
    "tfjs-backend-wasm-simd.wasm": absolute(simd),
    "tfjs-backend-wasm-threaded-simd.wasm": absolute(simd),
  },
  async kernels(build) {
    const url = absolute(build === "simd" ? simdKernels : relaxedKernels);
    const response = await fetch(url);
    if (!response.ok)
      throw new Error(`The kernels could not be loaded: ${url} answered ${response.status}. Reload the page.`);
    return response.arrayBuffer();
  },
};
