// The engines' files as the built site serves them.
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import relaxedKernels from "../kernels/wasm/built/kernels-relaxed.wasm?url";
import simdKernels from "../kernels/wasm/built/kernels-simd.wasm?url";
import type { EngineAssets } from "./assets.ts";
import { browserMemory } from "./browserMemory.ts";
import { siteFile } from "./siteFile.ts";

const absolute = (url: string) => new URL(url, import.meta.url).href;
const fileAt = (url: string) => siteFile(new URL(url, import.meta.url));

export const browserAssets: EngineAssets = {
  memory: browserMemory,
  // The threaded build is never loaded: arms run in parallel, one worker per arm, without cross-origin isolation.
  tfjsWasm: {
    "tfjs-backend-wasm.wasm": absolute(plain),
    "tfjs-backend-wasm-simd.wasm": absolute(simd),
    "tfjs-backend-wasm-threaded-simd.wasm": absolute(simd),
  },
  // tfjs only says that it did not start, so a file that cannot be reached is found out beforehand.
  reach: async () => void (await fileAt(simd)),
  kernels: (build) => fileAt(build === "simd" ? simdKernels : relaxedKernels),
};
