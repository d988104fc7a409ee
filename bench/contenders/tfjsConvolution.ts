// How stock tfjs computes a grouped convolution: the ways there are, and each of them, differentiably.
import * as tf from "@tensorflow/tfjs-core";

/** "composed": one matrix product per tap, where the backend has no gradients of convolutions. */
export type Way = "regular" | "depthwise" | "split" | "dense" | "composed";

export const wayNames: Readonly<Record<Way, string>> = {
  regular: "conv2d",
  depthwise: "depthwiseConv2d",
  split: "split, conv2d, concat",
  dense: "conv2d with a zero-padded filter",
  composed: "each convolution composed of pad, slice, matMul and add",
};

/** The ways to try. */
export function waysOf(segments: number, channels: number): readonly Way[] {
  return segments === 1 ? ["regular"] : segments === channels ? ["depthwise"] : ["dense", "split"];
}

/** A grouped filter [k, k, C/S, C] in the form that `way` needs, differentiably. */
export function filterFor(way: Way, filter: tf.Tensor4D, segments: number): tf.Tensor4D {
  const [height, width, own, channels] = filter.shape;
  if (way === "depthwise") return tf.reshape(filter, [height, width, channels, 1]);
  if (way !== "dense") return filter;
  const parts = tf.split(filter, segments, 3).map((part, segment) =>
    tf.pad(part, [
      [0, 0],
      [0, 0],
      [segment * own, channels - (segment + 1) * own],
      [0, 0],
    ]),
  );
  return tf.concat(parts, 3) as tf.Tensor4D;
}

export function convolve(
  way: Way,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  segments: number,
  strides: [number, number],
  padding: "same" | "valid",
): tf.Tensor4D {
  if (way === "composed") return compose(x, filter, segments, strides, padding);
  const own = filterFor(way, filter, segments);
  if (way === "depthwise") return tf.depthwiseConv2d(x, own, strides, padding);
  if (way !== "split") return tf.conv2d(x, own, strides, padding);
  const filters = tf.split(own, segments, 3);
  return tf.concat(
    tf
      .split(x, segments, 3)
      .map((part, segment) => tf.conv2d(part as tf.Tensor4D, filters[segment] as tf.Tensor4D, strides, padding)),
    3,
  );
}

/** The convolution from operations that every backend can differentiate; not depthwise: a filter with zeros. */
function compose(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  segments: number,
  [down, across]: [number, number],
  padding: "same" | "valid",
): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [kernelHeight, kernelWidth, , filters] = filter.shape;
  const along = (size: number, kernel: number, stride: number): [out: number, before: number, after: number] => {
    if (padding === "valid") return [Math.floor((size - kernel) / stride) + 1, 0, 0];
    const out = Math.ceil(size / stride);
    const whole = Math.max((out - 1) * stride + kernel - size, 0);
    return [out, Math.floor(whole / 2), Math.ceil(whole / 2)];
  };
  const [outHeight, above, below] = along(height, kernelHeight, down);
  const [outWidth, before, after] = along(width, kernelWidth, across);
  const padded =
    above + below + before + after === 0
      ? x
      : tf.pad(x, [
          [0, 0],
          [above, below],
          [before, after],
          [0, 0],
        ]);
  const depthwise = segments === channels && segments > 1;
  const own = depthwise || segments === 1 ? filter : filterFor("dense", filter, segments);
  let sum: tf.Tensor | undefined;
  for (let row = 0; row < kernelHeight; row++)
    for (let column = 0; column < kernelWidth; column++) {
      const whole = kernelHeight === 1 && kernelWidth === 1 && down === 1 && across === 1;
      const seen = whole
        ? x
        : down === 1 && across === 1
          ? tf.slice(padded, [0, row, column, 0], [batch, outHeight, outWidth, channels])
          : tf.stridedSlice(
              padded,
              [0, row, column, 0],
              [batch, row + (outHeight - 1) * down + 1, column + (outWidth - 1) * across + 1, channels],
              [1, down, across, 1],
            );
      const tap = tf.slice(own, [row, column, 0, 0], [1, 1, own.shape[2], filters]);
      const product = depthwise
        ? tf.mul(seen, tf.reshape(tap, [1, 1, 1, channels]))
        : tf.matMul(tf.reshape(seen, [batch * outHeight * outWidth, channels]), tf.reshape(tap, [channels, filters]));
      sum = sum ? tf.add(sum, product) : product;
    }
  return tf.reshape(sum ?? x, [batch, outHeight, outWidth, filters]);
}
