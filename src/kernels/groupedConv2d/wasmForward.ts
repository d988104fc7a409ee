// The forward convolution on the tfjs WASM backend.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf } from "../wasm/attach.ts";
import { groupedConv2dSizes } from "./op.ts";
import { convolve } from "./wasmConvolution.ts";
import type { KernelArguments } from "./wasmLoans.ts";

export function forward({ inputs: { x, filter }, backend, attrs }: KernelArguments<"x" | "filter">): TensorInfo {
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
