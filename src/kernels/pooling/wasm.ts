// Pooling and its gradients on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { NO_ARRAY } from "../wasm/signature.ts";
import {
  LabAveragePool2D,
  LabAveragePool2DGrad,
  LabGlobalAveragePool,
  LabGlobalAveragePoolGrad,
  LabMaxPool2D,
  LabMaxPool2DGrad,
  poolSizes,
  type PoolAttributes,
  type PoolGradAttributes,
  type Shape4D,
} from "./op.ts";

export const poolingWasm: KernelTable = {
  [LabMaxPool2D]: (args) =>
    pool(args.backend as BackendWasm, args.inputs.x as TensorInfo, args.attrs as PoolAttributes, false),
  [LabAveragePool2D]: (args) =>
    pool(args.backend as BackendWasm, args.inputs.x as TensorInfo, args.attrs as PoolAttributes, true),

  [LabMaxPool2DGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, x, y } = args.inputs as { dy: TensorInfo; x: TensorInfo; y: TensorInfo };
    const dx = backend.makeOutput(x.shape, "float32");
    const sizes = poolSizes(x.shape as Shape4D, args.attrs as PoolAttributes);
    kernelsOf(backend).pool2dGrad({
      dy: addressOf(backend, dy),
      x: addressOf(backend, x),
      y: addressOf(backend, y),
      dx: addressOf(backend, dx),
      ...sizes,
      average: false,
    });
    return dx;
  },

  [LabAveragePool2DGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const attributes = args.attrs as PoolGradAttributes;
    const dx = backend.makeOutput(attributes.inputShape, "float32");
    const sizes = poolSizes(attributes.inputShape, attributes);
    kernelsOf(backend).pool2dGrad({
      dy: addressOf(backend, args.inputs.dy as TensorInfo),
      x: NO_ARRAY,
      y: NO_ARRAY,
      dx: addressOf(backend, dx),
      ...sizes,
      average: true,
    });
    return dx;
  },

  [LabGlobalAveragePool]: (args) => {
    const backend = args.backend as BackendWasm;
    const x = args.inputs.x as TensorInfo;
    const [batch, height, width, channels] = x.shape as Shape4D;
    const y = backend.makeOutput([batch, channels], "float32");
    kernelsOf(backend).globalAveragePool({
      x: addressOf(backend, x),
      y: addressOf(backend, y),
      batch,
      height,
      width,
      channels,
    });
    return y;
  },

  [LabGlobalAveragePoolGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { inputShape } = args.attrs as Pick<PoolGradAttributes, "inputShape">;
    const [batch, height, width, channels] = inputShape;
    const dx = backend.makeOutput(inputShape, "float32");
    kernelsOf(backend).globalAveragePoolGrad({
      dy: addressOf(backend, args.inputs.dy as TensorInfo),
      dx: addressOf(backend, dx),
      batch,
      height,
      width,
      channels,
    });
    return dx;
  },
};

function pool(backend: BackendWasm, x: TensorInfo, attributes: PoolAttributes, average: boolean): TensorInfo {
  const sizes = poolSizes(x.shape as Shape4D, attributes);
  const y = backend.makeOutput([sizes.batch, sizes.outHeight, sizes.outWidth, sizes.channels], "float32");
  kernelsOf(backend).pool2d({ x: addressOf(backend, x), y: addressOf(backend, y), ...sizes, average });
  return y;
}
