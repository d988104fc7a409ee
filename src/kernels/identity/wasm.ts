// tfjs clones every tensor that it saves for a backward pass. Its WASM backend copies
// the numbers each time; its other backends, and this kernel, count references.
// Copying took 3 % of a training step, and the memory of all activations a second time.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";

const identity: KernelFunc = ({ inputs, backend }) => {
  const { x } = inputs as { x: TensorInfo };
  (backend as BackendWasm).incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
};

export const identityWasm: KernelTable = { Identity: identity };
