// Grouped convolution: the channels are cut into `segments`, and every output channel sees
// one segment of the input: contract of shapes, errors, function.
import { engine, type Tensor4D } from "@tensorflow/tfjs-core";

export const GroupedConv2D = "GroupedConv2D";
export const GroupedConv2DBackpropInput = "GroupedConv2DBackpropInput";
export const GroupedConv2DBackpropFilter = "GroupedConv2DBackpropFilter";

export type Padding = "same" | "valid";
export type Shape4D = [number, number, number, number];

export type GroupedConv2dAttributes = {
  /** Into how many equal segments the input's channels, and the output's, are cut. */
  segments: number;
  /** Rows and columns from one output pixel to the next. */
  strides: [number, number];
  /** As TensorFlow pads: "same" gives ceil(size / stride) outputs, an odd zero goes below and right. */
  pad: Padding;
  /** Asks for a result in 16 bits; engines and shapes that cannot give one in 16 bits give it in 32. */
  storage?: "float16";
};

/** Every size a kernel needs. Padding is counted in pixels above and left of the image. */
export interface GroupedConv2dSizes {
  batch: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  kernelHeight: number;
  kernelWidth: number;
  strideHeight: number;
  strideWidth: number;
  padTop: number;
  padLeft: number;
  segments: number;
  /** Channels per segment: of the input (g) and of the output. */
  inSegment: number;
  outSegment: number;
}

/**
 * x [B, H, W, Cin], filter [kh, kw, Cin/S, Cout] → y [B, Ho, Wo, Cout].
 *
 * Output channel o belongs to segment floor(o·S / Cout), which sees the input channels
 * s·Cin/S … (s+1)·Cin/S − 1. S = 1 is the regular convolution; S = Cin = Cout with a filter
 * [kh, kw, 1, C] is the depthwise one. Differentiable in x and filter.
 * Throws when the channels cannot be cut into S segments or the filter does not fit them.
 */
export function groupedConv2d(x: Tensor4D, filter: Tensor4D, attributes: GroupedConv2dAttributes): Tensor4D {
  groupedConv2dSizes(x.shape, filter.shape, attributes);
  return engine().runKernel(GroupedConv2D, { x, filter }, attributes);
}

/** dy [B, Ho, Wo, Cout], filter → the gradient of x, of shape `inputShape`. */
export function groupedConv2dBackpropInput(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: Shape4D,
  attributes: GroupedConv2dAttributes,
): Tensor4D {
  checkGradient(dy.shape, groupedConv2dSizes(inputShape, filter.shape, attributes));
  return engine().runKernel(GroupedConv2DBackpropInput, { dy, filter }, { ...attributes, inputShape });
}

/** x [B, H, W, Cin], dy [B, Ho, Wo, Cout] → the gradient of the filter, of shape `filterShape`. */
export function groupedConv2dBackpropFilter(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attributes: GroupedConv2dAttributes,
): Tensor4D {
  checkGradient(dy.shape, groupedConv2dSizes(x.shape, filterShape, attributes));
  return engine().runKernel(GroupedConv2DBackpropFilter, { x, dy }, { ...attributes, filterShape });
}

/** The sizes of a convolution. Throws, naming both offending values, when the shapes do not fit. */
export function groupedConv2dSizes(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: GroupedConv2dAttributes,
): GroupedConv2dSizes {
  const {
    segments,
    strides: [strideHeight, strideWidth],
    pad,
  } = attributes;
  const [batch, inHeight, inWidth, inChannels] = four(inputShape, "input [B, H, W, Cin]");
  const [kernelHeight, kernelWidth, filterDepth, outChannels] = four(filterShape, "filter [kh, kw, Cin/S, Cout]");
  for (const stride of [strideHeight, strideWidth]) {
    if (!Number.isInteger(stride) || stride < 1)
      throw new Error(`A stride of ${stride} in [${strideHeight}, ${strideWidth}]: strides are whole numbers from 1.`);
  }
  const inSegment = cut(inChannels, segments, "input");
  const outSegment = cut(outChannels, segments, "output");
  if (filterDepth !== inSegment) {
    throw new Error(
      `The filter sees ${filterDepth} channels, but a segment of ${inChannels} channels in ${segments} segments has ${inSegment}.`,
    );
  }
  const [outHeight, padTop] = along(inHeight, kernelHeight, strideHeight, pad);
  const [outWidth, padLeft] = along(inWidth, kernelWidth, strideWidth, pad);
  return {
    batch,
    inHeight,
    inWidth,
    inChannels,
    outHeight,
    outWidth,
    outChannels,
    kernelHeight,
    kernelWidth,
    strideHeight,
    strideWidth,
    padTop,
    padLeft,
    segments,
    inSegment,
    outSegment,
  };
}

function four(shape: readonly number[], what: string): Shape4D {
  const [a, b, c, d] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || shape.length !== 4) {
    throw new Error(`The ${what} has four dimensions, not the ${shape.length} of [${shape.join(", ")}].`);
  }
  return [a, b, c, d];
}

function cut(channels: number, segments: number, what: string): number {
  if (!Number.isInteger(segments) || segments < 1)
    throw new Error(`${segments} segments for ${channels} ${what} channels: segments are whole numbers from 1.`);
  if (channels % segments !== 0)
    throw new Error(`${channels} ${what} channels cannot be cut into ${segments} equal segments.`);
  return channels / segments;
}

/** Output size and leading padding along one axis. */
function along(size: number, kernel: number, stride: number, pad: Padding): [number, number] {
  switch (pad) {
    case "valid":
      if (kernel > size) throw new Error(`A kernel of ${kernel} does not fit into ${size} pixels without padding.`);
      return [Math.floor((size - kernel) / stride) + 1, 0];
    case "same": {
      const out = Math.ceil(size / stride);
      return [out, Math.floor(Math.max((out - 1) * stride + kernel - size, 0) / 2)];
    }
    default:
      throw new Error(`Padding is "same" or "valid", not "${String(pad satisfies never)}".`);
  }
}

function checkGradient(dyShape: readonly number[], sizes: GroupedConv2dSizes): void {
  const shape = [sizes.batch, sizes.outHeight, sizes.outWidth, sizes.outChannels];
  if (dyShape.join() !== shape.join()) {
    throw new Error(`A gradient of shape [${dyShape.join(", ")}] for an output of shape [${shape.join(", ")}].`);
  }
}
