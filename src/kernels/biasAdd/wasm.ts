// biasAdd on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { BiasAdd, BiasAddGrad } from "./op.ts";

export const biasAddWasm: KernelTable = {
  [BiasAdd]: (args) => {
    const backend = args.backend as BackendWasm;
    const { x, bias } = args.inputs as { x: TensorInfo; bias: TensorInfo };
    const y = backend.makeOutput(x.shape, "float32");
    const { rows, channels } = table(x.shape);
    kernelsOf(backend).biasAdd({
      x: addressOf(backend, x),
      bias: addressOf(backend, bias),
      y: addressOf(backend, y),
      rows,
      channels,
    });
    return y;
  },

  [BiasAddGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy } = args.inputs as { dy: TensorInfo };
    const { rows, channels } = table(dy.shape);
    const out = backend.makeOutput([channels], "float32");
    kernelsOf(backend).biasAddGrad({ dy: addressOf(backend, dy), out: addressOf(backend, out), rows, channels });
    return out;
  },
};

/** A tensor [..., C] as rows of C channels. */
function table(shape: readonly number[]): { rows: number; channels: number } {
  return { rows: shape.slice(0, -1).reduce((count, size) => count * size, 1), channels: shape.at(-1) ?? 1 };
}
