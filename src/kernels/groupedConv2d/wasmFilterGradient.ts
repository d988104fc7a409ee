// The gradient of the filter on the tfjs WASM backend.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { addressOf, callKernel, fusesMultiplyAdd } from "../wasm/attach.ts";
import { groupedConv2dSizes, type GroupedConv2dSizes, type Shape4D } from "./op.ts";
import { isNarrow, placedFloats, sumsThreeByThree, type Taps } from "./wasmChoice.ts";
import { withScratch, type KernelArguments } from "./wasmLoans.ts";

export function backpropFilter({
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
