// Pooling and its gradients, plainly: for every cell of the window, the pixels it meets are
// cut out of the padded image; the pooling is their maximum or mean. Uses tfjs operations; the fast
// kernels are checked against it.
import {
  add,
  div,
  equal,
  logicalAnd,
  logicalNot,
  maximum,
  mean,
  mul,
  ones,
  onesLike,
  pad,
  reshape,
  slice,
  where,
  zerosLike,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
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

const LOWEST_FLOAT32 = -3.4028234663852886e38;

export const poolingReference: KernelTable = {
  [LabMaxPool2D]: referenceKernel(({ x }: { x: Tensor4D }, attributes: PoolAttributes) =>
    windowCells(x, poolSizes(x.shape, attributes), LOWEST_FLOAT32).reduce((a, b) => maximum(a, b)),
  ),

  [LabMaxPool2DGrad]: referenceKernel(
    ({ dy, x, y }: { dy: Tensor4D; x: Tensor4D; y: Tensor4D }, attributes: PoolAttributes) => {
      const sizes = poolSizes(x.shape, attributes);
      let free: Tensor = equal(onesLike(y), 1); // no cell of this window has taken the gradient yet
      const shares = windowCells(x, sizes, LOWEST_FLOAT32).map((cell) => {
        const takes = logicalAnd(free, equal(cell, y));
        free = logicalAnd(free, logicalNot(takes));
        return where(takes, dy, zerosLike(dy));
      });
      return putBack(shares, sizes);
    },
  ),

  [LabAveragePool2D]: referenceKernel(({ x }: { x: Tensor4D }, attributes: PoolAttributes) => {
    const sizes = poolSizes(x.shape, attributes);
    return div(sum(windowCells(x, sizes, 0)), cellsInside(sizes));
  }),

  [LabAveragePool2DGrad]: referenceKernel(({ dy }: { dy: Tensor4D }, attributes: PoolGradAttributes) => {
    const sizes = poolSizes(attributes.inputShape, attributes);
    const share: Tensor4D = div(dy, cellsInside(sizes));
    return putBack(
      Array.from({ length: sizes.windowHeight * sizes.windowWidth }, () => share),
      sizes,
    );
  }),

  [LabGlobalAveragePool]: referenceKernel(({ x }: { x: Tensor4D }) => {
    const [batch, height, width, channels] = x.shape;
    return mean(reshape(x, [batch, height * width, channels]), 1);
  }),

  [LabGlobalAveragePoolGrad]: referenceKernel(({ dy }: { dy: Tensor2D }, { inputShape }: { inputShape: Shape4D }) => {
    const [batch, height, width, channels] = inputShape;
    return mul(reshape(div(dy, height * width), [batch, 1, 1, channels]), ones(inputShape));
  }),
};

/** [B, Ho, Wo, C] for each cell of the window in row-major order: its values; `outside` beyond the image. */
function windowCells(x: Tensor4D, sizes: PoolSizes, outside: number): Tensor4D[] {
  const [height, width] = paddedSize(sizes);
  const { padTop, padLeft, inHeight, inWidth } = sizes;
  // a stride longer than the window leaves the last pixels out: the image may be longer than what windows span
  const padded = pad(
    slice(x, [0, 0, 0, 0], [-1, Math.min(inHeight, height - padTop), Math.min(inWidth, width - padLeft), -1]),
    [
      [0, 0],
      [padTop, Math.max(height - padTop - inHeight, 0)],
      [padLeft, Math.max(width - padLeft - inWidth, 0)],
      [0, 0],
    ],
    outside,
  );
  return cells(sizes).map(([row, column]) => everyStride(padded, row, column, sizes));
}

/** The transpose of `windowCells`: adds each cell's value to its pixel. */
function putBack(shares: Tensor4D[], sizes: PoolSizes): Tensor4D {
  const { batch, channels, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth, padTop, padLeft } = sizes;
  const [height, width] = paddedSize(sizes);
  const [tall, wide] = [outHeight * strideHeight, outWidth * strideWidth];
  const placed = cells(sizes).map(([row, column], at) => {
    const columns = pad(reshape(shares[at] ?? shares[0]!, [batch * outHeight * outWidth, 1, channels]), [
      [0, 0],
      [0, strideWidth - 1],
      [0, 0],
    ]);
    const rows = pad(reshape(columns, [batch * outHeight, 1, wide * channels]), [
      [0, 0],
      [0, strideHeight - 1],
      [0, 0],
    ]);
    return pad(reshape(rows, [batch, tall, wide, channels]), [
      [0, 0],
      [row, height - tall - row],
      [column, width - wide - column],
      [0, 0],
    ]) as Tensor4D;
  });
  const whole = pad(sum(placed), [
    [0, 0],
    [0, Math.max(padTop + inHeight - height, 0)],
    [0, Math.max(padLeft + inWidth - width, 0)],
    [0, 0],
  ]);
  return slice(whole, [0, padTop, padLeft, 0], [batch, inHeight, inWidth, channels]) as Tensor4D;
}

/** [B, padded height, padded width, C] → [B, Ho, Wo, C]: the pixels a stride apart, from (row, column) on. */
function everyStride(padded: Tensor4D, row: number, column: number, sizes: PoolSizes): Tensor4D {
  const { batch, channels, outHeight, outWidth, strideHeight, strideWidth } = sizes;
  const whole = slice(padded, [0, row, column, 0], [batch, outHeight * strideHeight, outWidth * strideWidth, channels]);
  const rows = slice(
    reshape(whole, [batch * outHeight, strideHeight, outWidth * strideWidth * channels]),
    [0, 0, 0],
    [-1, 1, -1],
  );
  const columns = slice(reshape(rows, [batch * outHeight * outWidth, strideWidth, channels]), [0, 0, 0], [-1, 1, -1]);
  return reshape(columns, [batch, outHeight, outWidth, channels]);
}

/** [1, Ho, Wo, 1]: how many cells of each window lie inside the image. */
function cellsInside(sizes: PoolSizes): Tensor4D {
  const image: Tensor4D = ones([1, sizes.inHeight, sizes.inWidth, 1]);
  return sum(windowCells(image, { ...sizes, batch: 1, channels: 1 }, 0));
}

/** Height and width of the padded image: room for a whole stride per window, at every cell. */
function paddedSize({
  outHeight,
  outWidth,
  strideHeight,
  strideWidth,
  windowHeight,
  windowWidth,
}: PoolSizes): [number, number] {
  return [outHeight * strideHeight + windowHeight - 1, outWidth * strideWidth + windowWidth - 1];
}

/** The cells of a window, [row, column], in row-major order. */
function cells({ windowHeight, windowWidth }: PoolSizes): [number, number][] {
  return Array.from({ length: windowHeight * windowWidth }, (_, at) => [
    Math.floor(at / windowWidth),
    at % windowWidth,
  ]);
}

function sum(terms: Tensor4D[]): Tensor4D {
  return terms.reduce((total, term) => add(total, term));
}
