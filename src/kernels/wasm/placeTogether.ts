// Moves tensors of a tfjs WASM backend into one stretch of memory, so that a kernel can process all
// of them in one pass.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import { memoryOf } from "./attach.ts";
import { ALIGNMENT, roomFor } from "./planMemory.ts";
import { heapOf } from "./watchStep.ts";

interface Stretch {
  /** The address that the allocator gave. */
  readonly block: number;
  readonly start: number;
  readonly end: number;
  /** Tensors that still lie in it. */
  tensors: number;
}

const stretches = new WeakMap<BackendWasm, Set<Stretch>>();

/**
 * The tensors (of 4 bytes per element) lie side by side from here on, in this order, with `roomFor` bytes each; they
 * keep their values. Nothing else may hold the address of one. The memory is freed when the last is disposed of.
 */
export function placeTogetherWasm(backend: BackendWasm, tensors: readonly TensorInfo[]): void {
  const sizes = tensors.map(({ shape }) => util.sizeFromShape(shape));
  const bytes = sizes.reduce((sum, size) => sum + roomFor(size * 4), 0);
  const own = stretchesOf(backend);
  if (tensors.length === 0) return;
  const heap = heapOf(backend);
  const block = heap._malloc(bytes + ALIGNMENT) >>> 0;
  if (block === 0) return; // no memory for it: they stay where they are, and are processed one by one
  const start = Math.ceil(block / ALIGNMENT) * ALIGNMENT;
  new Uint8Array(memoryOf(backend).buffer).fill(0, start, start + bytes);
  own.add({ block, start, end: start + bytes, tensors: tensors.length });
  let at = start;
  tensors.forEach(({ dataId }, i) => {
    const size = sizes[i] ?? 0;
    const data = backend.dataIdMap.get(dataId);
    new Uint8Array(memoryOf(backend).buffer).copyWithin(at, data.memoryOffset, data.memoryOffset + size * 4);
    heap._free(data.memoryOffset);
    backend.wasm.tfjs.disposeData(data.id);
    backend.wasm.tfjs.registerTensor(data.id, size, at);
    data.memoryOffset = at;
    at += roomFor(size * 4);
  });
}

/** Whether both addresses are of tensors that were placed together, so that nothing else lies between them. */
export function arePlacedTogether(backend: BackendWasm, a: number, b: number): boolean {
  return [...(stretches.get(backend) ?? [])].some(({ start, end }) =>
    [a, b].every((address) => start <= address && address < end),
  );
}

/** From the first call on, freeing an address within a stretch only decreases its count. */
function stretchesOf(backend: BackendWasm): Set<Stretch> {
  const known = stretches.get(backend);
  if (known) return known;
  const own = new Set<Stretch>();
  stretches.set(backend, own);
  const heap = heapOf(backend);
  heap._free(heap._malloc(1)); // Emscripten installs these functions when they are first called
  const release = heap._free;
  heap._free = (address) => {
    const stretch = [...own].find(({ start, end }) => start <= address && address < end);
    if (!stretch) {
      release(address);
    } else if (--stretch.tensors === 0) {
      own.delete(stretch);
      release(stretch.block);
    }
  };
  return own;
}
