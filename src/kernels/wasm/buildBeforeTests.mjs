// Builds the WebAssembly kernels before the tests when a source is newer than the build.
import { statSync } from "node:fs";
import { buildWasm, wasmFiles, wasmSources } from "../../../scripts/build-wasm.mjs";

export default async function buildBeforeTests() {
  if (Math.min(...wasmFiles.map(modified)) <= Math.max(...wasmSources().map(modified))) await buildWasm();
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
