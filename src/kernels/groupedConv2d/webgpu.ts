// Grouped convolution on WebGPU: chooses tiles for a shape and runs the WGSL programs. Any
// segments, kernel, stride and padding.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { foldSlices } from "../webgpu/fold.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { webGpuKernel } from "../webgpu/kernel.ts";
import { slicesFor, threadsToFill } from "../webgpu/parallelism.ts";
import {
  GroupedConv2D,
  GroupedConv2DBackpropFilter,
  GroupedConv2DBackpropInput,
  groupedConv2dSizes,
  type GroupedConv2dAttributes,
  type GroupedConv2dSizes,
  type Shape4D,
} from "./op.ts";
import { filterGradient, filterGradientTiles, type FilterGradientConstants } from "./webgpuFilterGradient.ts";
import { tapThreads, taps, transposeFilter, type TapConstants } from "./webgpuTaps.ts";
import { tilingOf, writesVectors } from "./webgpuTiling.ts";

const forward = webGpuKernel(
  (gpu, { x, filter }: { x: TensorInfo; filter: TensorInfo }, attributes: GroupedConv2dAttributes) => {
    const sizes = groupedConv2dSizes(x.shape, filter.shape, attributes);
    const half = attributes.storage === "float16" && writesVectors(sizes.segments, sizes.inSegment, sizes.outSegment);
    const y = emptyStored(gpu, [sizes.batch, sizes.outHeight, sizes.outWidth, sizes.outChannels], half);
    runTaps(gpu, { ...forwardConstants(asLines(sizes)), sourceHalf: isHalf(x), resultHalf: half }, x, filter, y);
    return y;
  },
);

type InputGradientAttributes = GroupedConv2dAttributes & { inputShape: Shape4D };

const backpropInput = webGpuKernel(
  (gpu, { dy, filter }: { dy: TensorInfo; filter: TensorInfo }, attributes: InputGradientAttributes) => {
    const sizes = groupedConv2dSizes(attributes.inputShape, filter.shape, attributes);
    const dx = emptyTensor(gpu, attributes.inputShape);
    const { kernelHeight, kernelWidth, segments, inSegment, outSegment } = sizes;
    const transposed =
      inSegment === 1 && outSegment === 1
        ? filter
        : emptyTensor(gpu, [kernelHeight, kernelWidth, outSegment, sizes.inChannels]);
    if (transposed !== filter) {
      dispatch(gpu, {
        program: transposeFilter,
        constants: { kernelHeight, kernelWidth, segments, inSegment, outSegment },
        bind: { filter_: filter, result: transposed },
        count: { threads: kernelHeight * kernelWidth * outSegment * sizes.inChannels },
      });
    }
    runTaps(gpu, { ...backwardConstants(asLines(sizes)), sourceHalf: false, resultHalf: false }, dy, transposed, dx);
    if (transposed !== filter) gpu.disposeData(transposed.dataId);
    return dx;
  },
);

type FilterGradientAttributes = GroupedConv2dAttributes & { filterShape: Shape4D };

const backpropFilter = webGpuKernel(
  (gpu, { x, dy }: { x: TensorInfo; dy: TensorInfo }, attributes: FilterGradientAttributes) => {
    const sizes = groupedConv2dSizes(x.shape, attributes.filterShape, attributes);
    const constants = { ...filterGradientConstants(gpu, asLines(sizes)), xHalf: isHalf(x) };
    const { slices } = constants;
    const partial = emptyTensor(gpu, slices === 1 ? attributes.filterShape : [slices, ...attributes.filterShape]);
    dispatch(gpu, {
      program: filterGradient,
      constants,
      bind: { x, dy, partial },
      count: { threads: filterGradientTiles(constants) * slices },
    });
    return slices === 1 ? partial : foldSlices(gpu, partial, slices, attributes.filterShape);
  },
);

export const groupedConv2dWebGpu: KernelTable = {
  [GroupedConv2D]: forward,
  [GroupedConv2DBackpropInput]: backpropInput,
  [GroupedConv2DBackpropFilter]: backpropFilter,
};

/** A 1×1 kernel of stride 1 may take the pixels in lines of any length: one that leaves no partial tile. */
function asLines(sizes: GroupedConv2dSizes): GroupedConv2dSizes {
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, batch, inHeight, inWidth } = sizes;
  if (kernelHeight * kernelWidth * strideHeight * strideWidth !== 1) return sizes;
  const pixels = batch * inHeight * inWidth;
  let width = Math.min(64, pixels);
  while (pixels % width !== 0) width--;
  if (width < inWidth && width < 8) return sizes;
  const height = pixels / width;
  return { ...sizes, batch: 1, inHeight: height, outHeight: height, inWidth: width, outWidth: width };
}

type Unstored = Omit<TapConstants, "columns" | "sourceHalf" | "resultHalf">;

function forwardConstants(s: GroupedConv2dSizes): Unstored {
  return {
    direction: "forward",
    ...tilingOf(s.segments, s.inSegment, s.outSegment),
    batch: s.batch,
    sourceHeight: s.inHeight,
    sourceWidth: s.inWidth,
    sourceChannels: s.inChannels,
    height: s.outHeight,
    width: s.outWidth,
    channels: s.outChannels,
    perSource: s.inSegment,
    perResult: s.outSegment,
    ...kernelOf(s),
  };
}

function backwardConstants(s: GroupedConv2dSizes): Unstored {
  return {
    direction: "backward",
    ...tilingOf(s.segments, s.outSegment, s.inSegment),
    batch: s.batch,
    sourceHeight: s.outHeight,
    sourceWidth: s.outWidth,
    sourceChannels: s.outChannels,
    height: s.inHeight,
    width: s.inWidth,
    channels: s.inChannels,
    perSource: s.outSegment,
    perResult: s.inSegment,
    ...kernelOf(s),
  };
}

function kernelOf(
  s: GroupedConv2dSizes,
): Pick<TapConstants, "kernelHeight" | "kernelWidth" | "strideHeight" | "strideWidth" | "padTop" | "padLeft"> {
  const { kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft } = s;
  return { kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft };
}

/** Wide segments get eight results per thread, and 1×1 kernels eight pixels, where enough threads remain. */
function runTaps(
  gpu: WebGPUBackend,
  shape: Omit<TapConstants, "columns">,
  source: TensorInfo,
  filter: TensorInfo,
  result: TensorInfo,
): void {
  const stride = shape.direction === "backward" ? shape.strideWidth : 1;
  const columns = (atLeast: number): number => Math.ceil(atLeast / stride) * stride;
  const small: TapConstants = { ...shape, columns: columns(shape.resultVectors > 1 ? 2 : 4) };
  const wide = shape.lanes === "segment" && shape.perResult % 8 === 0;
  const large: TapConstants = {
    ...shape,
    resultVectors: wide ? 2 : shape.resultVectors,
    columns: shape.kernelWidth === 1 && shape.lanes === "segment" ? columns(8) : small.columns,
  };
  const constants = tapThreads(large) >= threadsToFill(gpu) / 2 ? large : small;
  dispatch(gpu, {
    program: taps,
    constants,
    bind: { source, filter_: filter, result },
    count: { threads: tapThreads(constants) },
  });
}

/** Accumulators, in vectors of four, that a thread may hold. */
const MOST_SUMS = 28;
const SUMS_WITH_ALL_ROWS = 18;

function filterGradientConstants(gpu: WebGPUBackend, s: GroupedConv2dSizes): Omit<FilterGradientConstants, "xHalf"> {
  const tiling = tilingOf(s.segments, s.inSegment, s.outSegment);
  const inTile =
    tiling.lanes === "mixed"
      ? s.inSegment
      : s.inSegment % 4 === 0
        ? 4
        : ([3, 2, 1].find((tile) => s.inSegment % tile === 0) ?? 1);
  const sums = inTile * tiling.resultVectors;
  const shape = {
    ...tiling,
    inTile,
    allColumns: s.kernelWidth * sums <= MOST_SUMS,
    allRows: s.kernelHeight * s.kernelWidth * sums <= SUMS_WITH_ALL_ROWS,
    columns: tiling.resultVectors > 1 ? 2 : 4,
    batch: s.batch,
    inHeight: s.inHeight,
    inWidth: s.inWidth,
    inChannels: s.inChannels,
    outHeight: s.outHeight,
    outWidth: s.outWidth,
    outChannels: s.outChannels,
    inSegment: s.inSegment,
    outSegment: s.outSegment,
    ...kernelOf(s),
  };
  return { ...shape, slices: slicesFor(gpu, filterGradientTiles(shape), s.batch * s.outHeight) };
}
