// Builds the WebAssembly kernels before the tests when a source is newer than the build.
import { statSync } from "node:fs";
import { buildWasm, wasmFiles } from "../../../scripts/build-wasm.mjs";
import { filesUnder } from "../../../scripts/stamps.mjs";

export default async function buildBeforeTests() {
  const sources = filesUnder(["src", "bench"], (name) => name.endsWith(".as.ts"));
  if (Math.min(...wasmFiles.map(modified)) <= Math.max(...sources.map(modified))) await buildWasm();
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
