// The moving averages on the tfjs WASM backend: one call per average, on the variables' own memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { MovingAverages, type MovingAveragesAttributes } from "./op.ts";

export const movingAveragesWasm: KernelTable = {
  [MovingAverages]: ({ inputs, attrs, ...args }) => {
    const backend = args.backend as BackendWasm;
    (attrs as MovingAveragesAttributes).momenta.forEach((momentum, i) => {
      const [moving, batch] = [inputs[`m${i}`] as TensorInfo, inputs[`b${i}`] as TensorInfo];
      kernelsOf(backend).moveAverage({
        moving: addressOf(backend, moving),
        batch: addressOf(backend, batch),
        count: util.sizeFromShape(moving.shape),
        momentum,
        rest: 1 - momentum,
      });
    });
    return [];
  },
};
