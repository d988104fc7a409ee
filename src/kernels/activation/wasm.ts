// Activations on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { util, type KernelFunc, type TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { ActivationGrad, ActivationKeepingInput, ActivationKernel, type ActivationAttributes } from "./op.ts";

const forward: KernelFunc = (args) => {
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
};

export const activationWasm: KernelTable = {
  [ActivationKernel]: forward,
  [ActivationKeepingInput]: forward,

  [ActivationGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, told } = args.inputs as { dy: TensorInfo; told: TensorInfo };
    const { activation } = args.attrs as ActivationAttributes;
    const dx = backend.makeOutput(told.shape, "float32");
    kernelsOf(backend).activationGrad({
      dy: addressOf(backend, dy),
      told: addressOf(backend, told),
      dx: addressOf(backend, dx),
      count: util.sizeFromShape(told.shape),
      code: activationCode(activation),
    });
    return dx;
  },
};
