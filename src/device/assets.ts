// What an engine needs from outside: where tfjs's WebAssembly lies, our own kernels' bytes,
// and a place to remember what was measured. The browser and Node each supply their own.

export type KernelBuild = "simd" | "relaxed";

/** tfjs's names of its WebAssembly builds. */
export type TfjsWasmName =
  | "tfjs-backend-wasm.wasm"
  | "tfjs-backend-wasm-simd.wasm"
  | "tfjs-backend-wasm-threaded-simd.wasm";

/** Small measured values, kept from visit to visit. */
export interface Memory {
  recall(name: string): Promise<string | undefined>;
  keep(name: string, finding: string): Promise<void>;
}

export interface EngineAssets {
  readonly tfjsWasm: Readonly<Record<TfjsWasmName, string>>;
  /** Rejects with what, why and what to do where tfjs's WebAssembly cannot be reached. */
  reach?(): Promise<void>;
  kernels(build: KernelBuild): Promise<ArrayBuffer>;
  /** Without one nothing is measured: a value that is not remembered would differ from run to run. */
  readonly memory?: Memory;
}
