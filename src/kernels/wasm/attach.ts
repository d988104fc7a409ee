// Binds our WebAssembly kernels to a tfjs WASM backend: they work in place on the
// backend's own memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { currentObserver, uploading } from "./observer.ts";

/** What the kernels export: functions of addresses and sizes; results are written to memory. */
export type KernelExports = Readonly<Record<string, (...args: number[]) => number>>;

interface EmscriptenModule {
  asm?: { memory?: WebAssembly.Memory };
  wasmMemory?: WebAssembly.Memory;
}

const attached = new WeakMap<BackendWasm, KernelExports>();
const fusing = new WeakMap<BackendWasm, boolean>();

/** The memory that tensors and kernels share. */
export function memoryOf(backend: BackendWasm): WebAssembly.Memory {
  const emscripten = backend.wasm as unknown as EmscriptenModule;
  const memory = emscripten.asm?.memory ?? emscripten.wasmMemory;
  if (!memory)
    throw new Error("The tfjs WASM backend does not expose its memory: this version of tfjs is not supported.");
  return memory;
}

/** Instantiates `module` on the backend's memory; attaching again replaces the earlier build. */
export function attachKernels(backend: BackendWasm, module: WebAssembly.Module): void {
  const memory = memoryOf(backend);
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
  attached.set(backend, exports);
  fusing.set(backend, exports["fusesMultiplyAdd"]?.() === 1);
}

/** Whether the attached build is that of relaxed SIMD, whose multiply-add is one instruction. */
export function fusesMultiplyAdd(backend: BackendWasm): boolean {
  return fusing.get(backend) ?? false;
}

/** Wraps every kernel, for a profile; steps recorded from here on call the wrapper too. */
export function wrapKernels(
  backend: BackendWasm,
  wrap: (kernel: (...args: number[]) => number) => (...args: number[]) => number,
): void {
  attached.set(
    backend,
    Object.fromEntries(Object.entries(kernelsOf(backend)).map(([name, kernel]) => [name, wrap(kernel)])),
  );
}

/** The kernels attached to a backend. Throws when none are. */
export function kernelsOf(backend: BackendWasm): KernelExports {
  const exports = attached.get(backend);
  if (!exports) throw new Error("No WebAssembly kernels are attached to this backend.");
  return exports;
}

/** The address, in bytes, of a tensor's first element in the backend's memory. */
export function addressOf(backend: BackendWasm, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset;
}

/** Calls a kernel by its exported name. Throws when the attached module does not have it. */
export function callKernel(backend: BackendWasm, name: string, ...args: number[]): void {
  const kernel = kernelsOf(backend)[name];
  if (!kernel)
    throw new Error(`The WebAssembly module has no kernel "${name}": build it again (node scripts/build-wasm.mjs).`);
  kernel(...args);
  currentObserver()?.called(kernel, args);
}

/** Lends memory that holds `values`, which a replay of the step writes anew under this name. */
export function withUniform(
  backend: BackendWasm,
  name: string,
  values: Float32Array,
  use: (address: number) => void,
): void {
  const uniform = uploading(name, () => backend.makeOutput([values.length], "float32", undefined, values));
  use(addressOf(backend, uniform));
  backend.disposeData(uniform.dataId);
}
