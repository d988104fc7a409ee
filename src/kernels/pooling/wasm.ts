// Pooling and its gradients on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel } from "../wasm/attach.ts";
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
  type PoolSizes,
  type Shape4D,
} from "./op.ts";

const LARGEST = 0,
  AVERAGE = 1;

export const poolingWasm: KernelTable = {
  [LabMaxPool2D]: (args) =>
    pool(args.backend as BackendWasm, args.inputs.x as TensorInfo, args.attrs as PoolAttributes, LARGEST),
  [LabAveragePool2D]: (args) =>
    pool(args.backend as BackendWasm, args.inputs.x as TensorInfo, args.attrs as PoolAttributes, AVERAGE),

  [LabMaxPool2DGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, x, y } = args.inputs as { dy: TensorInfo; x: TensorInfo; y: TensorInfo };
    const dx = backend.makeOutput(x.shape, "float32");
    const sizes = poolSizes(x.shape as Shape4D, args.attrs as PoolAttributes);
    callKernel(
      backend,
      "pool2dGrad",
      addressOf(backend, dy),
      addressOf(backend, x),
      addressOf(backend, y),
      addressOf(backend, dx),
      ...inOrder(sizes),
      LARGEST,
    );
    return dx;
  },

  [LabAveragePool2DGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const attributes = args.attrs as PoolGradAttributes;
    const dx = backend.makeOutput(attributes.inputShape, "float32");
    const sizes = poolSizes(attributes.inputShape, attributes);
    callKernel(
      backend,
      "pool2dGrad",
      addressOf(backend, args.inputs.dy as TensorInfo),
      0,
      0,
      addressOf(backend, dx),
      ...inOrder(sizes),
      AVERAGE,
    );
    return dx;
  },

  [LabGlobalAveragePool]: (args) => {
    const backend = args.backend as BackendWasm;
    const x = args.inputs.x as TensorInfo;
    const [batch, height, width, channels] = x.shape as Shape4D;
    const y = backend.makeOutput([batch, channels], "float32");
    callKernel(
      backend,
      "globalAveragePool",
      addressOf(backend, x),
      addressOf(backend, y),
      batch,
      height,
      width,
      channels,
    );
    return y;
  },

  [LabGlobalAveragePoolGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { inputShape } = args.attrs as Pick<PoolGradAttributes, "inputShape">;
    const [batch, height, width, channels] = inputShape;
    const dx = backend.makeOutput(inputShape, "float32");
    callKernel(
      backend,
      "globalAveragePoolGrad",
      addressOf(backend, args.inputs.dy as TensorInfo),
      addressOf(backend, dx),
      batch,
      height,
      width,
      channels,
    );
    return dx;
  },
};

function pool(backend: BackendWasm, x: TensorInfo, attributes: PoolAttributes, kind: number): TensorInfo {
  const sizes = poolSizes(x.shape as Shape4D, attributes);
  const y = backend.makeOutput([sizes.batch, sizes.outHeight, sizes.outWidth, sizes.channels], "float32");
  callKernel(backend, "pool2d", addressOf(backend, x), addressOf(backend, y), ...inOrder(sizes), kind);
  return y;
}

/** The sizes as windows.as.ts takes them. */
function inOrder(sizes: PoolSizes): number[] {
  const {
    batch,
    channels,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    windowHeight,
    windowWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
  } = sizes;
  return [
    batch,
    channels,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    windowHeight,
    windowWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
  ];
}
