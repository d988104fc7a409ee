// Builds the WebAssembly kernels before the tests when a source is newer than the build.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildWasm } from "../../../scripts/build-wasm.mjs";

const built = ["simd", "relaxed"].map((name) => `src/kernels/wasm/built/kernels-${name}.wasm`);

export default async function buildBeforeTests() {
  const sources = [
    ...filesOf("src/kernels").filter((name) => name.endsWith(".as.ts") && !name.includes("built")),
    ...filesOf("src/activations"),
    "scripts/activations-wasm.mjs",
  ];
  const newest = Math.max(...sources.map(modified));
  if (Math.min(...built.map(modified)) <= newest) await buildWasm();
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
