// Grouped convolution and its gradients, plainly: for every tap of the kernel, the pixels
// that the tap sees are cut out of the padded image, and each segment is one matrix product.
// Uses tfjs operations, so it runs on any backend. The fast kernels are checked against it.
import {
  add,
  concat,
  matMul,
  pad,
  reshape,
  slice,
  transpose,
  type Tensor,
  type Tensor3D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import {
  GroupedConv2D,
  GroupedConv2DBackpropFilter,
  GroupedConv2DBackpropInput,
  groupedConv2dSizes,
  type GroupedConv2dAttributes,
  type GroupedConv2dSizes,
  type Shape4D,
} from "./op.ts";

type Forward = { x: Tensor4D; filter: Tensor4D };
type BackpropInput = { dy: Tensor4D; filter: Tensor4D };
type BackpropFilter = { x: Tensor4D; dy: Tensor4D };

export const groupedConv2dReference: KernelTable = {
  [GroupedConv2D]: referenceKernel(({ x, filter }: Forward, attributes: GroupedConv2dAttributes) => {
    const sizes = groupedConv2dSizes(x.shape, filter.shape, attributes);
    const padded = padImage(x, sizes);
    const products = taps(sizes).map((tap) =>
      matMul<Tensor3D>(toSegments(seenBy(padded, tap, sizes), sizes.segments), filterOf(filter, tap, sizes)),
    );
    return fromSegments(sum(products), outputShape(sizes));
  }),

  [GroupedConv2DBackpropInput]: referenceKernel(
    ({ dy, filter }: BackpropInput, attributes: GroupedConv2dAttributes & { inputShape: Shape4D }) => {
      const sizes = groupedConv2dSizes(attributes.inputShape, filter.shape, attributes);
      const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, padTop, padLeft } = sizes;
      const dySegments = toSegments(dy, sizes.segments);
      const padded = sum(
        taps(sizes).map((tap) => {
          const seen = matMul<Tensor3D>(dySegments, filterOf(filter, tap, sizes), false, true);
          return putBack(fromSegments(seen, [batch, outHeight, outWidth, inChannels]), tap, sizes);
        }),
      );
      return slice(padded, [0, padTop, padLeft, 0], [batch, inHeight, inWidth, inChannels]);
    },
  ),

  [GroupedConv2DBackpropFilter]: referenceKernel(
    ({ x, dy }: BackpropFilter, attributes: GroupedConv2dAttributes & { filterShape: Shape4D }) => {
      const sizes = groupedConv2dSizes(x.shape, attributes.filterShape, attributes);
      const padded = padImage(x, sizes);
      const dySegments = toSegments(dy, sizes.segments);
      const rows = taps(sizes).map((tap) => {
        const seen = toSegments(seenBy(padded, tap, sizes), sizes.segments);
        const product = matMul(seen, dySegments, true, false); // [S, g, Cout/S]
        return reshape(transpose(product, [1, 0, 2]), [1, sizes.inSegment, sizes.outChannels]);
      });
      return reshape(concat(rows, 0), attributes.filterShape);
    },
  ),
};

interface Tap {
  row: number;
  column: number;
}

function taps({ kernelHeight, kernelWidth }: GroupedConv2dSizes): Tap[] {
  return Array.from({ length: kernelHeight * kernelWidth }, (_, at) => ({
    row: Math.floor(at / kernelWidth),
    column: at % kernelWidth,
  }));
}

function outputShape({ batch, outHeight, outWidth, outChannels }: GroupedConv2dSizes): Shape4D {
  return [batch, outHeight, outWidth, outChannels];
}

/** Height and width of the padded image: room for a whole stride per output pixel, at every tap. */
function paddedSize(sizes: GroupedConv2dSizes): [number, number] {
  return [
    sizes.outHeight * sizes.strideHeight + sizes.kernelHeight - 1,
    sizes.outWidth * sizes.strideWidth + sizes.kernelWidth - 1,
  ];
}

function padImage(x: Tensor4D, sizes: GroupedConv2dSizes): Tensor4D {
  const [height, width] = paddedSize(sizes);
  const { padTop, padLeft, inHeight, inWidth } = sizes;
  return pad(x, [
    [0, 0],
    [padTop, height - padTop - inHeight],
    [padLeft, width - padLeft - inWidth],
    [0, 0],
  ]);
}

/** [B, padded height, padded width, Cin] → [B, Ho, Wo, Cin]: for each output pixel what the tap sees. */
function seenBy(padded: Tensor4D, tap: Tap, sizes: GroupedConv2dSizes): Tensor4D {
  const { batch, inChannels, outHeight, outWidth, strideHeight, strideWidth } = sizes;
  const whole = slice(
    padded,
    [0, tap.row, tap.column, 0],
    [batch, outHeight * strideHeight, outWidth * strideWidth, inChannels],
  );
  const rowsApart = reshape(whole, [batch * outHeight, strideHeight, outWidth * strideWidth * inChannels]);
  const columnsApart = reshape(slice(rowsApart, [0, 0, 0], [-1, 1, -1]), [
    batch * outHeight * outWidth,
    strideWidth,
    inChannels,
  ]);
  return reshape(slice(columnsApart, [0, 0, 0], [-1, 1, -1]), [batch, outHeight, outWidth, inChannels]);
}

/** The transpose of `seenBy`: each output pixel's value at the place that the tap saw, zero elsewhere. */
function putBack(seen: Tensor4D, tap: Tap, sizes: GroupedConv2dSizes): Tensor4D {
  const { batch, inChannels, outHeight, outWidth, strideHeight, strideWidth } = sizes;
  const [height, width] = paddedSize(sizes);
  const columns = pad(reshape(seen, [batch * outHeight * outWidth, 1, inChannels]), [
    [0, 0],
    [0, strideWidth - 1],
    [0, 0],
  ]);
  const rows = pad(reshape(columns, [batch * outHeight, 1, outWidth * strideWidth * inChannels]), [
    [0, 0],
    [0, strideHeight - 1],
    [0, 0],
  ]);
  const [tall, wide] = [outHeight * strideHeight, outWidth * strideWidth];
  return pad(reshape(rows, [batch, tall, wide, inChannels]), [
    [0, 0],
    [tap.row, height - tall - tap.row],
    [tap.column, width - wide - tap.column],
    [0, 0],
  ]);
}

/** [B, H, W, C] → [S, B·H·W, C/S]. */
function toSegments(image: Tensor4D, segments: number): Tensor3D {
  const [batch, height, width, channels] = image.shape;
  return transpose(reshape(image, [batch * height * width, segments, channels / segments]), [1, 0, 2]);
}

/** [S, B·H·W, C/S] → [B, H, W, C]. */
function fromSegments(cut: Tensor3D, shape: Shape4D): Tensor4D {
  return reshape(transpose(cut, [1, 0, 2]), shape);
}

/** The weights of one tap, [S, g, Cout/S]. */
function filterOf(
  filter: Tensor4D,
  tap: Tap,
  { inSegment, outChannels, segments, outSegment }: GroupedConv2dSizes,
): Tensor3D {
  const one = slice(filter, [tap.row, tap.column, 0, 0], [1, 1, inSegment, outChannels]);
  return transpose(reshape(one, [inSegment, segments, outSegment]), [1, 0, 2]);
}

function sum<T extends Tensor>(terms: T[]): T {
  return terms.reduce((total, term) => add(total, term));
}
