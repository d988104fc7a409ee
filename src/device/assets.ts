// What an engine needs from outside: where tfjs's WebAssembly lies, and our own
// kernels' bytes. The browser and Node each supply them in their own way.

export type KernelBuild = "simd" | "relaxed";

/** tfjs's names of its WebAssembly builds. */
export type TfjsWasmName = "tfjs-backend-wasm.wasm" | "tfjs-backend-wasm-simd.wasm" | "tfjs-backend-wasm-threaded-simd.wasm";

export interface EngineAssets {
  readonly tfjsWasm: Readonly<Record<TfjsWasmName, string>>;
  kernels(build: KernelBuild): Promise<ArrayBuffer>;
}
