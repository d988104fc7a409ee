// Activations on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel } from "../wasm/attach.ts";
import { ActivationGrad, ActivationKernel, type ActivationAttributes } from "./op.ts";

export const activationWasm: KernelTable = {
  [ActivationKernel]: (args) => {
    const backend = args.backend as BackendWasm;
    const { x } = args.inputs as { x: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const y = backend.makeOutput(x.shape, "float32");
    callKernel(
      backend,
      "activation",
      addressOf(backend, x),
      addressOf(backend, y),
      util.sizeFromShape(x.shape),
      activationCode(activation),
    );
    return y;
  },

  [ActivationGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, y } = args.inputs as { dy: TensorInfo; y: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const dx = backend.makeOutput(y.shape, "float32");
    callKernel(
      backend,
      "activationGrad",
      addressOf(backend, dy),
      addressOf(backend, y),
      addressOf(backend, dx),
      util.sizeFromShape(y.shape),
      activationCode(activation),
    );
    return dx;
  },
};
