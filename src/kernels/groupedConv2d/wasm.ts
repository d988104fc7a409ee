// Grouped convolution on the tfjs WASM backend: chooses the SIMD kernel that serves a shape
// best, packs the filter for it, and lends it scratch memory. docs/kernels.md tells the
// choices. Every shape is covered.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, callKernel, fusesMultiplyAdd } from "../wasm/attach.ts";
import {
  GroupedConv2D,
  GroupedConv2DBackpropFilter,
  GroupedConv2DBackpropInput,
  groupedConv2dSizes,
  type GroupedConv2dAttributes,
  type GroupedConv2dSizes,
  type Shape4D,
} from "./op.ts";

type KernelArguments<Inputs extends string, Extra = unknown> = {
  inputs: Record<Inputs, TensorInfo>;
  backend: BackendWasm;
  attrs: GroupedConv2dAttributes & Extra;
};

export const groupedConv2dWasm: KernelTable = {
  [GroupedConv2D]: (args) => forward(args as unknown as KernelArguments<"x" | "filter">),
  [GroupedConv2DBackpropInput]: (args) =>
    backpropInput(args as unknown as KernelArguments<"dy" | "filter", { inputShape: Shape4D }>),
  [GroupedConv2DBackpropFilter]: (args) =>
    backpropFilter(args as unknown as KernelArguments<"x" | "dy", { filterShape: Shape4D }>),
};

function forward({ inputs: { x, filter }, backend, attrs }: KernelArguments<"x" | "filter">): TensorInfo {
  const sizes = groupedConv2dSizes(x.shape, filter.shape, attrs);
  const y = backend.makeOutput([sizes.batch, sizes.outHeight, sizes.outWidth, sizes.outChannels], "float32");
  const pixel = 4 * sizes.outChannels;
  convolve(backend, {
    x: addressOf(backend, x),
    filter: addressOf(backend, filter),
    y: addressOf(backend, y),
    batch: sizes.batch,
    inHeight: sizes.inHeight,
    inWidth: sizes.inWidth,
    outHeight: sizes.outHeight,
    outWidth: sizes.outWidth,
    segments: sizes.segments,
    depth: sizes.inSegment,
    lanes: sizes.outSegment,
    rows: { count: sizes.kernelHeight, first: 0, step: 1, stride: sizes.strideHeight, pad: sizes.padTop },
    columns: { count: sizes.kernelWidth, first: 0, step: 1, stride: sizes.strideWidth, pad: sizes.padLeft },
    yImage: sizes.outHeight * sizes.outWidth * pixel,
    yRow: sizes.outWidth * pixel,
    yPixel: pixel,
    kernelWidth: sizes.kernelWidth,
    tapFloats: sizes.inSegment * sizes.outChannels,
    laneStride: 1,
    depthStride: sizes.outChannels,
    segmentStride: sizes.outSegment,
  });
  return y;
}

/**
 * The gradient of the input is a convolution of dy by the filter turned round. With stride s
 * an input row sees only every s-th tap, the same ones every s rows: so s² convolutions of
 * stride 1, each with its share of the taps, whose results interleave.
 */
function backpropInput({
  inputs: { dy, filter },
  backend,
  attrs,
}: KernelArguments<"dy" | "filter", { inputShape: Shape4D }>): TensorInfo {
  const sizes = groupedConv2dSizes(attrs.inputShape, filter.shape, attrs);
  const dx = backend.makeOutput(attrs.inputShape, "float32");
  const pixel = 4 * sizes.inChannels;
  const start = addressOf(backend, dx);
  for (const vertical of phases(sizes.inHeight, sizes.kernelHeight, sizes.strideHeight, sizes.padTop)) {
    for (const horizontal of phases(sizes.inWidth, sizes.kernelWidth, sizes.strideWidth, sizes.padLeft)) {
      convolve(backend, {
        x: addressOf(backend, dy),
        filter: addressOf(backend, filter),
        y: start + (vertical.start * sizes.inWidth + horizontal.start) * pixel,
        batch: sizes.batch,
        inHeight: sizes.outHeight,
        inWidth: sizes.outWidth,
        outHeight: vertical.size,
        outWidth: horizontal.size,
        segments: sizes.segments,
        depth: sizes.outSegment,
        lanes: sizes.inSegment,
        rows: vertical.taps,
        columns: horizontal.taps,
        yImage: sizes.inHeight * sizes.inWidth * pixel,
        yRow: sizes.strideHeight * sizes.inWidth * pixel,
        yPixel: sizes.strideWidth * pixel,
        kernelWidth: sizes.kernelWidth,
        tapFloats: sizes.inSegment * sizes.outChannels,
        laneStride: sizes.outChannels,
        depthStride: 1,
        segmentStride: sizes.outSegment,
      });
    }
  }
  return dx;
}

/** Along one axis: which taps of the filter are taken, in order, and how they meet the image. */
interface Taps {
  count: number;
  first: number;
  step: number;
  stride: number;
  pad: number;
}

/** The inputs start, start + stride, … along one axis (`size` of them), which see the same taps of the filter. */
function phases(
  inputs: number,
  kernel: number,
  stride: number,
  pad: number,
): { start: number; size: number; taps: Taps }[] {
  return Array.from({ length: Math.min(stride, inputs) }, (_, start) => {
    // Input u − pad is seen by output (u − i) / stride through tap i.
    const u = start + pad;
    const phase = u % stride;
    const count = Math.max(0, Math.ceil((kernel - phase) / stride));
    return {
      start,
      size: Math.ceil((inputs - start) / stride),
      taps: {
        count,
        first: phase + stride * (count - 1),
        step: -stride,
        stride: 1,
        pad: count - 1 - (u - phase) / stride,
      },
    };
  });
}

interface Convolution {
  x: number;
  filter: number;
  y: number;
  batch: number;
  inHeight: number;
  inWidth: number;
  outHeight: number;
  outWidth: number;
  segments: number;
  depth: number;
  lanes: number;
  rows: Taps;
  columns: Taps;
  yImage: number;
  yRow: number;
  yPixel: number;
  kernelWidth: number;
  tapFloats: number;
  laneStride: number;
  depthStride: number;
  segmentStride: number;
}

function convolve(backend: BackendWasm, c: Convolution): void {
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

/** Segments that fit into a vector, or three of them into four: vectors over the channels serve them best. */
function isNarrow({ depth, lanes, segments }: { depth: number; lanes: number; segments: number }): boolean {
  return depth === lanes && depth <= 4 && (depth * segments) % (depth === 3 ? 12 : 4) === 0;
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

type ThreeByThree = Pick<
  Convolution,
  "rows" | "columns" | "depth" | "lanes" | "segments" | "inHeight" | "inWidth" | "outHeight" | "outWidth"
>;

/**
 * Whether a forward kernel for 3×3 at stride 1 takes a shape and is faster there (docs/kernels.md): up to 6 channels a
 * segment, and 10 and 12 in plain SIMD, where the wide kernels have a rest of 2 or 4.
 */
function convolvesThreeByThree(c: ThreeByThree, fused: boolean): boolean {
  if (!isThreeByThree(c)) return false;
  if (c.depth < 4) return isNarrow(c);
  return c.inWidth >= 8 && fillsVectors(c) && (c.depth <= 6 || (!fused && c.depth <= 12 && c.depth % 8 !== 0));
}

/** The same of the filter gradient: up to 6 channels, and up to 12 in plain SIMD. */
function sumsThreeByThree(c: ThreeByThree, fused: boolean): boolean {
  if (!isThreeByThree(c)) return false;
  return c.depth < 4 ? isNarrow(c) : c.depth <= (fused ? 6 : 12) && fillsVectors(c);
}

function isThreeByThree(c: ThreeByThree): boolean {
  if ([c.rows, c.columns].some(({ count, stride, pad }) => count !== 3 || stride !== 1 || pad !== 1)) return false;
  return c.inHeight === c.outHeight && c.inWidth === c.outWidth && c.inWidth >= 2 && c.depth === c.lanes;
}

/** Whether four neighbouring channels belong to one segment, or two and two to two. */
function fillsVectors({ depth, segments }: ThreeByThree): boolean {
  return depth % 4 === 0 || (depth % 2 === 0 && segments % 2 === 0);
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

/** Floats of one image with its border, or 0 when no tap leaves the image. */
function placedFloats({
  rows,
  columns,
  outHeight,
  outWidth,
  inHeight,
  inWidth,
  segments,
  depth,
}: Pick<
  Convolution,
  "rows" | "columns" | "outHeight" | "outWidth" | "inHeight" | "inWidth" | "segments" | "depth"
>): number {
  const height = (outHeight - 1) * rows.stride + Math.max(rows.count, 1);
  const width = (outWidth - 1) * columns.stride + Math.max(columns.count, 1);
  if (rows.pad === 0 && columns.pad === 0 && height <= inHeight && width <= inWidth) return 0;
  return height * width * segments * depth;
}

function backpropFilter({
  inputs: { x, dy },
  backend,
  attrs,
}: KernelArguments<"x" | "dy", { filterShape: Shape4D }>): TensorInfo {
  const sizes = groupedConv2dSizes(x.shape, attrs.filterShape, attrs);
  const filter = backend.makeOutput(attrs.filterShape, "float32");
  const { rows, columns } = straight(sizes);
  const depth = sizes.inSegment,
    lanes = sizes.outSegment;
  const placed = placedFloats({ ...sizes, rows, columns, depth });
  const [xAt, dyAt, out] = [addressOf(backend, x), addressOf(backend, dy), addressOf(backend, filter)];
  if (sumsThreeByThree({ ...sizes, rows, columns, depth, lanes }, fusesMultiplyAdd(backend))) {
    withScratch(
      backend,
      [9 * depth * sizes.inChannels, (sizes.inWidth + 1) * sizes.inChannels + 16],
      ([sums = 0, zeros = 0]) => {
        callKernel(
          backend,
          "filterGradientThreeByThree",
          xAt,
          dyAt,
          out,
          sums,
          zeros,
          sizes.batch,
          sizes.inHeight,
          sizes.inWidth,
          sizes.inChannels,
          depth,
        );
      },
    );
    return filter;
  }
  if (isNarrow({ depth, lanes, segments: sizes.segments })) {
    withScratch(backend, [placed, rows.count * columns.count * depth * sizes.inChannels], ([image = 0, sums = 0]) => {
      callKernel(
        backend,
        "filterGradientNarrow",
        xAt,
        dyAt,
        out,
        sums,
        image,
        sizes.batch,
        sizes.inHeight,
        sizes.inWidth,
        sizes.inChannels,
        depth,
        sizes.outHeight,
        sizes.outWidth,
        rows.count,
        columns.count,
        rows.stride,
        columns.stride,
        rows.pad,
        columns.pad,
      );
    });
    return filter;
  }
  withScratch(backend, [placed], ([image = 0]) => {
    callKernel(
      backend,
      "filterGradientWide",
      xAt,
      dyAt,
      out,
      image,
      sizes.batch,
      sizes.inHeight,
      sizes.inWidth,
      sizes.segments,
      depth,
      lanes,
      sizes.outHeight,
      sizes.outWidth,
      rows.count,
      columns.count,
      rows.stride,
      columns.stride,
      rows.pad,
      columns.pad,
    );
  });
  return filter;
}

function straight(sizes: GroupedConv2dSizes): { rows: Taps; columns: Taps } {
  return {
    rows: { count: sizes.kernelHeight, first: 0, step: 1, stride: sizes.strideHeight, pad: sizes.padTop },
    columns: { count: sizes.kernelWidth, first: 0, step: 1, stride: sizes.strideWidth, pad: sizes.padLeft },
  };
}

/** Lends memory for as many floats as asked, for each entry; address 0 where none is asked. */
function withScratch(backend: BackendWasm, floats: number[], use: (addresses: number[]) => void): void {
  const tensors = floats.map((count) => (count > 0 ? backend.makeOutput([count], "float32") : undefined));
  use(tensors.map((tensor) => (tensor ? addressOf(backend, tensor) : 0)));
  tensors.forEach((tensor) => tensor && backend.disposeData(tensor.dataId));
}
