// One convolution on the tfjs WASM backend: packs the filter for the SIMD kernel that serves the shape
// best, and lends it scratch memory.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { callKernel, fusesMultiplyAdd } from "../wasm/attach.ts";
import { convolvesThreeByThree, isNarrow, placedFloats, type Shape } from "./wasmChoice.ts";
import { withScratch } from "./wasmLoans.ts";

/** Addresses and steps in bytes; the strides of the filter in floats. */
export interface Convolution extends Shape {
  x: number;
  filter: number;
  y: number;
  batch: number;
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
  const { rows, columns } = c;
  if (convolvesThreeByThree(c, fusesMultiplyAdd(backend)) && c.yPixel === 4 * c.segments * c.lanes)
    return convolveThreeByThree(backend, c);
  if (isNarrow(c)) return convolveNarrow(backend, c);
  const packedFloats = c.segments * (4 * Math.ceil(c.lanes / 4)) * rows.count * columns.count * c.depth;
  withScratch(backend, [packedFloats, placedFloats(c)], ([packed = 0, placed = 0]) => {
    callKernel(
      backend,
      "packFilter",
      c.filter,
      packed,
      c.kernelWidth,
      c.tapFloats,
      c.segments,
      c.lanes,
      c.depth,
      rows.count,
      columns.count,
      rows.first,
      columns.first,
      rows.step,
      columns.step,
      c.laneStride,
      c.depthStride,
      c.segmentStride,
    );
    const pixels = c.batch * c.inHeight * c.inWidth;
    if (
      rows.count * columns.count === 1 &&
      !placed &&
      c.yPixel === 4 * c.segments * c.lanes &&
      pixels === c.batch * c.outHeight * c.outWidth
    ) {
      callKernel(backend, "convolvePointwise", c.x, packed, c.y, pixels, c.segments, c.depth, c.lanes);
      return;
    }
    callKernel(
      backend,
      "convolveWide",
      c.x,
      packed,
      c.y,
      placed,
      c.batch,
      c.inHeight,
      c.inWidth,
      c.segments,
      c.depth,
      c.lanes,
      c.outHeight,
      c.outWidth,
      rows.count,
      columns.count,
      rows.stride,
      columns.stride,
      rows.pad,
      columns.pad,
      c.yImage,
      c.yRow,
      c.yPixel,
    );
  });
}

function convolveNarrow(backend: BackendWasm, c: Convolution): void {
  const { rows, columns } = c;
  const channels = c.segments * c.lanes;
  withScratch(
    backend,
    [rows.count * columns.count * c.depth * channels, placedFloats(c)],
    ([packed = 0, placed = 0]) => {
      packNarrow(backend, c, packed, channels, false);
      callKernel(
        backend,
        "convolveNarrow",
        c.x,
        packed,
        c.y,
        placed,
        c.batch,
        c.inHeight,
        c.inWidth,
        channels,
        c.depth,
        c.outHeight,
        c.outWidth,
        rows.count,
        columns.count,
        rows.stride,
        columns.stride,
        rows.pad,
        columns.pad,
        c.yImage,
        c.yRow,
        c.yPixel,
      );
    },
  );
}

function packNarrow(backend: BackendWasm, c: Convolution, packed: number, channels: number, spread: boolean): void {
  const { rows, columns } = c;
  callKernel(
    backend,
    "packNarrow",
    c.filter,
    packed,
    c.kernelWidth,
    c.tapFloats,
    channels,
    c.depth,
    rows.count,
    columns.count,
    rows.first,
    columns.first,
    rows.step,
    columns.step,
    c.laneStride,
    c.depthStride,
    spread ? 1 : 0,
  );
}

function convolveThreeByThree(backend: BackendWasm, c: Convolution): void {
  const channels = c.segments * c.lanes;
  withScratch(backend, [9 * c.depth * channels, (c.inWidth + 1) * channels + 16], ([packed = 0, zeros = 0]) => {
    packNarrow(backend, c, packed, channels, c.depth >= 4);
    callKernel(
      backend,
      c.depth < 4 ? "rollThreeByThree" : "tileThreeByThree",
      c.x,
      packed,
      c.y,
      zeros,
      c.batch,
      c.inHeight,
      c.inWidth,
      channels,
      c.depth,
    );
  });
}
