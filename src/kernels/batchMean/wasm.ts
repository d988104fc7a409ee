// The mean of a batch on the tfjs WASM backend.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { BatchMean, BatchMeanGrad, type BatchMeanGradAttributes } from "./op.ts";

export const batchMeanWasm: KernelTable = {
  [BatchMean]: ({ inputs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const { x } = inputs as { x: TensorInfo };
    const y = backend.makeOutput([], "float32");
    kernelsOf(backend).batchMean({
      x: addressOf(backend, x),
      y: addressOf(backend, y),
      count: util.sizeFromShape(x.shape),
    });
    return y;
  },

  [BatchMeanGrad]: ({ inputs, attrs, ...args }) => {
    const backend = args.backend as BackendWasm;
    const { dy } = inputs as { dy: TensorInfo };
    const { count } = attrs as BatchMeanGradAttributes;
    const dx = backend.makeOutput([count], "float32");
    kernelsOf(backend).batchMeanGrad({ dy: addressOf(backend, dy), dx: addressOf(backend, dx), count });
    return dx;
  },
};
