// Pooling over windows and over the whole image: contract of shapes, errors, functions.
import { engine, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";

/** Names other than those of tfjs's own pooling kernels. */
export const LabMaxPool2D = "LabMaxPool2D";
export const LabMaxPool2DGrad = "LabMaxPool2DGrad";
export const LabAveragePool2D = "LabAveragePool2D";
export const LabAveragePool2DGrad = "LabAveragePool2DGrad";
export const LabGlobalAveragePool = "LabGlobalAveragePool";
export const LabGlobalAveragePoolGrad = "LabGlobalAveragePoolGrad";

export type Shape4D = [number, number, number, number];

export type PoolAttributes = {
  /** Rows and columns of the window. */
  size: [number, number];
  /** Rows and columns from one window to the next. */
  strides: [number, number];
  /** As TensorFlow pads: "same" gives ceil(size / stride) outputs, an odd cell goes below and right. */
  pad: "same" | "valid";
};

export type PoolGradAttributes = PoolAttributes & { inputShape: Shape4D };

/** Every size a kernel needs. Padding is counted in pixels above and left of the image. */
export interface PoolSizes {
  batch: number;
  channels: number;
  inHeight: number;
  inWidth: number;
  outHeight: number;
  outWidth: number;
  windowHeight: number;
  windowWidth: number;
  strideHeight: number;
  strideWidth: number;
  padTop: number;
  padLeft: number;
}

/** x [B, H, W, C] → [B, Ho, Wo, C]: the largest of each window; cells outside the image do not count. Differentiable. */
export function maxPool2d(x: Tensor4D, attributes: PoolAttributes): Tensor4D {
  poolSizes(x.shape, attributes);
  return engine().runKernel<Tensor4D>(LabMaxPool2D, { x }, attributes);
}

/** The gradient of x; all of a window's dy goes to its first largest cell in row-major order. */
export function maxPool2dGrad(dy: Tensor4D, x: Tensor4D, y: Tensor4D, attributes: PoolAttributes): Tensor4D {
  checkGradient(dy.shape, poolSizes(x.shape, attributes));
  return engine().runKernel<Tensor4D>(LabMaxPool2DGrad, { dy, x, y }, attributes);
}

/** x [B, H, W, C] → [B, Ho, Wo, C]: the mean of each window's cells inside the image. Differentiable. */
export function averagePool2d(x: Tensor4D, attributes: PoolAttributes): Tensor4D {
  poolSizes(x.shape, attributes);
  return engine().runKernel<Tensor4D>(LabAveragePool2D, { x }, { ...attributes, inputShape: x.shape });
}

/** dy [B, Ho, Wo, C] → the gradient of x, of shape `inputShape`. */
export function averagePool2dGrad(dy: Tensor4D, attributes: PoolGradAttributes): Tensor4D {
  checkGradient(dy.shape, poolSizes(attributes.inputShape, attributes));
  return engine().runKernel<Tensor4D>(LabAveragePool2DGrad, { dy }, attributes);
}

/** x [B, H, W, C] → [B, C]: the mean over the image. Differentiable. */
export function globalAveragePool(x: Tensor4D): Tensor2D {
  return engine().runKernel<Tensor2D>(LabGlobalAveragePool, { x }, { inputShape: x.shape });
}

/** dy [B, C] → the gradient of x, of shape `inputShape`. */
export function globalAveragePoolGrad(dy: Tensor2D, inputShape: Shape4D): Tensor4D {
  return engine().runKernel<Tensor4D>(LabGlobalAveragePoolGrad, { dy }, { inputShape });
}

/** The sizes of a pooling. Throws, naming both offending values, when window and image do not fit. */
export function poolSizes(inputShape: Shape4D, { size, strides, pad }: PoolAttributes): PoolSizes {
  const [batch, inHeight, inWidth, channels] = inputShape;
  const [windowHeight, windowWidth] = size;
  const [strideHeight, strideWidth] = strides;
  for (const [what, [rows, columns]] of [
    ["window", size],
    ["stride", strides],
  ] as const) {
    if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1) {
      throw new Error(`A ${what} of [${rows}, ${columns}]: both are whole numbers from 1.`);
    }
  }
  const [outHeight, padTop] = along(inHeight, windowHeight, strideHeight, pad);
  const [outWidth, padLeft] = along(inWidth, windowWidth, strideWidth, pad);
  return {
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
  };
}

/** Output size and leading padding along one axis. */
function along(size: number, window: number, stride: number, pad: PoolAttributes["pad"]): [number, number] {
  switch (pad) {
    case "valid":
      if (window > size) throw new Error(`A window of ${window} does not fit into ${size} pixels without padding.`);
      return [Math.floor((size - window) / stride) + 1, 0];
    case "same": {
      const out = Math.ceil(size / stride);
      return [out, Math.floor(Math.max((out - 1) * stride + window - size, 0) / 2)];
    }
    default:
      throw new Error(`Padding is "same" or "valid", not "${String(pad satisfies never)}".`);
  }
}

function checkGradient(dyShape: readonly number[], { batch, outHeight, outWidth, channels }: PoolSizes): void {
  const shape = [batch, outHeight, outWidth, channels];
  if (dyShape.join() !== shape.join()) {
    throw new Error(`A gradient of shape [${dyShape.join(", ")}] for a pooling to shape [${shape.join(", ")}].`);
  }
}
