// Binds our WebAssembly kernels to a tfjs WASM backend: they work in place on the
// backend's own memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import * as built from "./built/kernels.ts";
import type { KernelCall, KernelExports, KernelName, Kernels } from "./kernelCall.ts";
import { currentObserver, uploading } from "./observer.ts";
import { calledByName, checkedExports, type Address, type WasmFunction } from "./signature.ts";

interface EmscriptenModule {
  asm?: { memory?: WebAssembly.Memory };
  wasmMemory?: WebAssembly.Memory;
}

interface Attached {
  readonly exports: KernelExports;
  readonly kernels: Kernels;
  readonly fusesMultiplyAdd: boolean;
}

const attached = new WeakMap<BackendWasm, Attached>();

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
  attach(backend, checkedExports(new WebAssembly.Instance(module, { env: { memory } }), built.signatures));
}

function attach(backend: BackendWasm, exports: KernelExports): void {
  const kernels = calledByName(built, exports, (name, args, ordered) => {
    // A cast, since the compiler does not see that the arguments are those of the name.
    currentObserver()?.called({ name, args } as KernelCall, exports[name], ordered);
  });
  attached.set(backend, { exports, kernels, fusesMultiplyAdd: exports.fusesMultiplyAdd() === 1 });
}

/** Whether the attached build is that of relaxed SIMD, whose multiply-add is one instruction. */
export function fusesMultiplyAdd(backend: BackendWasm): boolean {
  return attached.get(backend)?.fusesMultiplyAdd ?? false;
}

/** Wraps every kernel, for a profile; steps recorded from here on call the wrapper too. */
export function wrapKernels(
  backend: BackendWasm,
  wrap: (kernel: WasmFunction, name: KernelName) => WasmFunction,
): void {
  const wrapped = Object.entries(attachedTo(backend).exports).map(([name, kernel]) => [
    name,
    wrap(kernel, name as KernelName),
  ]);
  attach(backend, Object.fromEntries(wrapped) as KernelExports);
}

/** The kernels attached to a backend. Throws when none are. */
export const kernelsOf = (backend: BackendWasm): Kernels => attachedTo(backend).kernels;

function attachedTo(backend: BackendWasm): Attached {
  const found = attached.get(backend);
  if (!found) throw new Error("No WebAssembly kernels are attached to this backend.");
  return found;
}

/** The address, in bytes, of a tensor's first element in the backend's memory. */
export function addressOf(backend: BackendWasm, tensor: TensorInfo): Address {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset as Address;
}

/** Lends memory that holds `values`; a replay of the step writes new values under this name. */
export function withUniform(
  backend: BackendWasm,
  name: string,
  values: Float32Array,
  use: (address: Address) => void,
): void {
  const uniform = uploading(name, () => backend.makeOutput([values.length], "float32", undefined, values));
  use(addressOf(backend, uniform));
  backend.disposeData(uniform.dataId);
}
