// One convolution on the tfjs WASM backend: packs the filter for the SIMD kernel that serves the shape
// best, and lends it scratch memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { fusesMultiplyAdd, kernelsOf } from "../wasm/attach.ts";
import type { Address } from "../wasm/signature.ts";
import { convolvesThreeByThree, isNarrow, placedFloats, windowSizes, type Shape } from "./wasmChoice.ts";
import { withScratch } from "./wasmLoans.ts";

/** Addresses and steps in bytes; the strides of the filter in floats. */
export interface Convolution extends Shape {
  x: Address;
  filter: Address;
  y: Address;
  yImage: number;
  yRow: number;
  yPixel: number;
  kernelWidth: number;
  tapFloats: number;
  laneStride: number;
  depthStride: number;
  segmentStride: number;
}

export function convolve(backend: BackendWasm, c: Convolution): void {
  if (convolvesThreeByThree(c, fusesMultiplyAdd(backend)) && isDense(c)) return convolveThreeByThree(backend, c);
  if (isNarrow(c)) return convolveNarrow(backend, c);
  convolveWide(backend, c);
}

/** Whether the output is contiguous: no gap between its pixels, its rows and its images. */
function isDense({ yPixel, yRow, yImage, segments, lanes, outWidth, outHeight }: Convolution): boolean {
  const pixel = 4 * segments * lanes;
  return yPixel === pixel && yRow === outWidth * pixel && yImage === outHeight * outWidth * pixel;
}

/** Whether every output pixel is one tap's product with the input pixel at the same place. */
function isPointwise({ rows, columns, inHeight, inWidth, outHeight, outWidth }: Convolution): boolean {
  if ([rows, columns].some(({ count, pad }) => count !== 1 || pad !== 0)) return false;
  return inHeight === outHeight && inWidth === outWidth;
}

function convolveWide(backend: BackendWasm, c: Convolution): void {
  const { rows, columns, segments, depth, lanes, batch, inHeight, inWidth } = c;
  const kernels = kernelsOf(backend);
  const packedFloats = segments * (4 * Math.ceil(lanes / 4)) * rows.count * columns.count * depth;
  withScratch(backend, [packedFloats, placedFloats(c)], (packed, scratch) => {
    kernels.packFilter({ packed, segments, lanes, depth, segmentStride: c.segmentStride, ...filterOf(c) });
    if (isPointwise(c) && isDense(c)) {
      const pixels = batch * inHeight * inWidth;
      kernels.convolvePointwise({ x: c.x, packed, y: c.y, pixels, segments, depth, lanes });
    } else kernels.convolveWide({ packed, scratch, segments, depth, lanes, ...windowsOf(c) });
  });
}

function convolveNarrow(backend: BackendWasm, c: Convolution): void {
  const channels = c.segments * c.lanes;
  const packedFloats = c.rows.count * c.columns.count * c.depth * channels;
  withScratch(backend, [packedFloats, placedFloats(c)], (packed, scratch) => {
    packNarrow(backend, c, packed, false);
    kernelsOf(backend).convolveNarrow({ packed, scratch, channels, g: c.depth, ...windowsOf(c) });
  });
}

function convolveThreeByThree(backend: BackendWasm, c: Convolution): void {
  const { x, y, batch, inHeight: height, inWidth: width } = c;
  const channels = c.segments * c.lanes;
  withScratch(backend, [9 * c.depth * channels, (width + 1) * channels + 16], (packed, zeros) => {
    packNarrow(backend, c, packed, c.depth >= 4);
    const kernel = c.depth < 4 ? "rollThreeByThree" : "tileThreeByThree";
    kernelsOf(backend)[kernel]({ x, packed, y, zeros, batch, height, width, channels, g: c.depth });
  });
}

function packNarrow(backend: BackendWasm, c: Convolution, packed: Address, spread: boolean): void {
  kernelsOf(backend).packNarrow({ packed, channels: c.segments * c.lanes, g: c.depth, spread, ...filterOf(c) });
}

/**
 * The arguments about the filter, common to all packings. Spread them last, as those below: V8 (Node 20) takes 7 µs for
 * an object that begins with a spread, and 0.2 µs for one that ends with it.
 */
function filterOf({ rows, columns, filter, kernelWidth, tapFloats, laneStride, depthStride }: Convolution) {
  return {
    filter,
    kernelWidth,
    tapFloats,
    rows: rows.count,
    columns: columns.count,
    firstRow: rows.first,
    firstColumn: columns.first,
    rowStep: rows.step,
    columnStep: columns.step,
    laneStride,
    depthStride,
  };
}

/** The arguments about the images and the windows that are read. */
function windowsOf(c: Convolution) {
  return { x: c.x, y: c.y, yImage: c.yImage, yRow: c.yRow, yPixel: c.yPixel, ...windowSizes(c) };
}
