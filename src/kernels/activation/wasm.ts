// Activations on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type KernelFunc, type TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel } from "../wasm/attach.ts";
import { ActivationGrad, ActivationKeepingInput, ActivationKernel, type ActivationAttributes } from "./op.ts";

const forward: KernelFunc = (args) => {
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
};

export const activationWasm: KernelTable = {
  [ActivationKernel]: forward,
  [ActivationKeepingInput]: forward,

  [ActivationGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, told } = args.inputs as { dy: TensorInfo; told: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const dx = backend.makeOutput(told.shape, "float32");
    callKernel(
      backend,
      "activationGrad",
      addressOf(backend, dy),
      addressOf(backend, told),
      addressOf(backend, dx),
      util.sizeFromShape(told.shape),
      activationCode(activation),
    );
    return dx;
  },
};
