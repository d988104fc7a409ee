// Activations on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { ActivationGrad, ActivationKernel, type ActivationAttributes } from "./op.ts";

export const activationWasm: KernelTable = {
  [ActivationKernel]: (args) => {
    const backend = args.backend as BackendWasm;
    const { x } = args.inputs as { x: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const y = backend.makeOutput(x.shape, "float32");
    kernelsOf(backend).activation({
      x: addressOf(backend, x),
      y: addressOf(backend, y),
      count: util.sizeFromShape(x.shape),
      code: activationCode(activation),
    });
    return y;
  },

  [ActivationGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, y } = args.inputs as { dy: TensorInfo; y: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const dx = backend.makeOutput(y.shape, "float32");
    kernelsOf(backend).activationGrad({
      dy: addressOf(backend, dy),
      y: addressOf(backend, y),
      dx: addressOf(backend, dx),
      count: util.sizeFromShape(y.shape),
      code: activationCode(activation),
    });
    return dx;
  },
};
