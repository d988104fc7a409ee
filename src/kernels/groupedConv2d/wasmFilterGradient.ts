// The gradient of the filter on the tfjs WASM backend.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, fusesMultiplyAdd, kernelsOf } from "../wasm/attach.ts";
import { groupedConv2dSizes, type GroupedConv2dSizes, type Shape4D } from "./op.ts";
import { isNarrow, placedFloats, sumsThreeByThree, windowSizes, type Shape } from "./wasmChoice.ts";
import { withScratch, type KernelArguments } from "./wasmLoans.ts";

export function backpropFilter({
  inputs: { x, dy },
  backend,
  attrs,
}: KernelArguments<"x" | "dy", { filterShape: Shape4D }>): TensorInfo {
  const sizes = groupedConv2dSizes(x.shape, attrs.filterShape, attrs);
  const shape = shapeOf(sizes);
  const { batch, inHeight: height, inWidth: width, depth, lanes, segments } = shape;
  const channels = sizes.inChannels;
  const filter = backend.makeOutput(attrs.filterShape, "float32");
  const arrays = { x: addressOf(backend, x), dy: addressOf(backend, dy), out: addressOf(backend, filter) };
  const kernels = kernelsOf(backend);
  if (sumsThreeByThree(shape, fusesMultiplyAdd(backend))) {
    withScratch(backend, [9 * depth * channels, (width + 1) * channels + 16], (sums, zeros) => {
      kernels.filterGradientThreeByThree({ sums, zeros, batch, height, width, channels, g: depth, ...arrays });
    });
    return filter;
  }
  const windows = windowSizes(shape);
  if (isNarrow(shape)) {
    const sumsFloats = windows.rows * windows.columns * depth * channels;
    withScratch(backend, [placedFloats(shape), sumsFloats], (scratch, sums) => {
      kernels.filterGradientNarrow({ sums, scratch, channels, g: depth, ...arrays, ...windows });
    });
    return filter;
  }
  withScratch(backend, [placedFloats(shape)], (scratch) => {
    kernels.filterGradientWide({ scratch, segments, depth, lanes, ...arrays, ...windows });
  });
  return filter;
}

function shapeOf(sizes: GroupedConv2dSizes): Shape {
  return {
    depth: sizes.inSegment,
    lanes: sizes.outSegment,
    rows: { count: sizes.kernelHeight, first: 0, step: 1, stride: sizes.strideHeight, pad: sizes.padTop },
    columns: { count: sizes.kernelWidth, first: 0, step: 1, stride: sizes.strideWidth, pad: sizes.padLeft },
    ...sizes,
  };
}
