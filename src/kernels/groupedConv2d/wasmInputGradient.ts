// The gradient of the input on the tfjs WASM backend: forward convolutions of dy.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf } from "../wasm/attach.ts";
import { offsetBy } from "../wasm/signature.ts";
import { groupedConv2dSizes, type Shape4D } from "./op.ts";
import type { Taps } from "./wasmChoice.ts";
import { convolve } from "./wasmConvolution.ts";
import type { KernelArguments } from "./wasmLoans.ts";

/**
 * The gradient of the input is a convolution of dy with the rotated filter. At stride s an input
 * row sees only every s-th tap, the same ones every s rows. So there are s² convolutions of
 * stride 1, each with its share of the taps, and their results interleave.
 */
export function backpropInput({
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
        y: offsetBy(start, (vertical.start * sizes.inWidth + horizontal.start) * pixel),
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
