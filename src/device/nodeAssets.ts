// The engines' files from the folders of a clone, for the command line, tests and benches.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineAssets, TfjsWasmName } from "./assets.ts";

const tfjsFolder = dirname(
  createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm"),
);
const kernelsFolder = join(dirname(fileURLToPath(import.meta.url)), "../kernels/wasm/built");
const at = (name: TfjsWasmName) => join(tfjsFolder, name);

export const nodeAssets: EngineAssets = {
  tfjsWasm: {
    "tfjs-backend-wasm.wasm": at("tfjs-backend-wasm.wasm"),
    "tfjs-backend-wasm-simd.wasm": at("tfjs-backend-wasm-simd.wasm"),
    "tfjs-backend-wasm-threaded-simd.wasm": at("tfjs-backend-wasm-threaded-simd.wasm"),
  },
  async kernels(build) {
    const bytes = await readFile(join(kernelsFolder, `kernels-${build}.wasm`));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  },
};
