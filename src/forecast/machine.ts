// What an engine can hold and how fast it is, as far as that is known before anything has run.
import type { EngineName } from "../run/events.ts";

/** The engine that would train. */
export interface Machine {
  readonly engine: EngineName;
  /** The engine is a GPU that the processor emulates. */
  readonly isSoftwareGpu: boolean;
  /** The largest array that a GPU takes; null where there is no such limit, or it is not known. */
  readonly largestBufferBytes: number | null;
}

/** The smallest and the slowest: what fits on these fits on every engine. 128 MiB is what WebGPU promises at least. */
export const WEAKEST: readonly Machine[] = [
  { engine: "wasm-simd", isSoftwareGpu: false, largestBufferBytes: null },
  { engine: "webgpu", isSoftwareGpu: true, largestBufferBytes: 2 ** 27 },
  { engine: "cpu", isSoftwareGpu: false, largestBufferBytes: null },
];

export interface Limits {
  /** Of all arrays together. Null where nobody says: a GPU's driver does not, and JavaScript's heap has no fixed size. */
  readonly memoryBytes: number | null;
  readonly bufferBytes: number | null;
  /** In a training step, as measured in docs/performance.md; other machines differ by a few times. */
  readonly multiplyAddsPerSecond: number;
}

/** Of tfjs's module: 65,536 pages of 64 KiB. */
const WASM_MEMORY = 2 ** 32;

export function limitsOf({ engine, isSoftwareGpu, largestBufferBytes }: Machine): Limits {
  switch (engine) {
    case "wasm-simd":
      return { memoryBytes: WASM_MEMORY, bufferBytes: null, multiplyAddsPerSecond: 14e9 };
    case "wasm-relaxed":
      return { memoryBytes: WASM_MEMORY, bufferBytes: null, multiplyAddsPerSecond: 17e9 };
    case "cpu":
      return { memoryBytes: null, bufferBytes: null, multiplyAddsPerSecond: 0.04e9 };
    case "webgpu":
      return {
        memoryBytes: null,
        bufferBytes: largestBufferBytes,
        multiplyAddsPerSecond: isSoftwareGpu ? 0.6e9 : 80e9,
      };
    default:
      return engine satisfies never;
  }
}
