// Builds the WebAssembly kernels before the tests when a source is newer than the build.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildWasm } from "../../../scripts/build-wasm.mjs";

const built = ["simd", "relaxed"].map((name) => `src/kernels/wasm/built/kernels-${name}.wasm`);

export default async function buildBeforeTests() {
  const sources = readdirSync("src/kernels", { recursive: true }).filter((name) => name.endsWith(".as.ts"));
  const newest = Math.max(...sources.map((name) => modified(join("src/kernels", name))));
  if (Math.min(...built.map(modified)) <= newest) await buildWasm();
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
