// Which tensors are stored on a GPU as halves: 16-bit floats, two per word. tfjs takes such a tensor
// for one of 32-bit floats, so its own kernels, and reading its values, throw here. Only programs
// whose bindings may hold halves take one.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";

const halves = new WeakSet<object>();
const guarded = new WeakSet<WebGPUBackend>();

/** Whether a tensor on any engine is stored in halves; clones and reshapes are as their original. */
export function isHalf({ dataId }: Pick<TensorInfo, "dataId">): boolean {
  return halves.has(dataId);
}

/** A tensor for a result, not yet filled, in halves (its elements are a multiple of four) or in 32 bits. */
export function emptyStored(backend: WebGPUBackend, shape: readonly number[], half: boolean): TensorInfo {
  if (!half) return backend.makeTensorInfo([...shape], "float32");
  const size = util.sizeFromShape([...shape]);
  if (size % 4 !== 0)
    throw new Error(`A tensor of shape [${shape.join(", ")}] cannot be kept in halves: they come in fours.`);
  guard(backend);
  const tensor = backend.makeTensorInfo([...shape], "float32");
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST; // as tfjs's own
  backend.tensorMap.get(tensor.dataId).resource = backend.bufferManager.acquireBuffer(size * 2, usage);
  halves.add(tensor.dataId);
  return tensor;
}

/** From here on, every way in which tfjs itself reads a tensor's bytes throws for halves. */
function guard(backend: WebGPUBackend): void {
  if (guarded.has(backend)) return;
  guarded.add(backend);
  const own = {
    upload: backend.uploadToGPU,
    read: backend.read,
    readSync: backend.readSync,
    readToGPU: backend.readToGPU,
  };
  backend.uploadToGPU = (dataId) => own.upload.call(backend, whole(dataId)); // before each of tfjs's programs, for each input
  backend.read = async (dataId) => own.read.call(backend, whole(dataId));
  backend.readSync = (dataId) => own.readSync.call(backend, whole(dataId) as object);
  backend.readToGPU = (dataId) => own.readToGPU.call(backend, whole(dataId));
}

function whole<Id extends object>(dataId: Id): Id {
  if (halves.has(dataId)) throw new Error("A tensor kept in 16 bits was to be read as one of 32; widen it first.");
  return dataId;
}
