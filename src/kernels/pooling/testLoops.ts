// Pooling and its gradients by plain loops, in double precision.
import { poolSizes, type PoolAttributes, type Shape4D } from "./op.ts";

interface Given {
  x: Float32Array;
  dy: Float32Array;
}

/** The largest of each window and its gradient, the mean of each window and its gradient. */
export function pooledByLoops(image: Shape4D, attributes: PoolAttributes, { x, dy }: Given): number[][] {
  const { strides, size } = attributes;
  const [, height, width, channels] = image;
  const { outHeight, outWidth, padTop, padLeft } = poolSizes(image, attributes);
  const [largest, average]: [number[], number[]] = [[], []];
  const [largestGrad, averageGrad] = [new Array<number>(x.length).fill(0), new Array<number>(x.length).fill(0)];
  for (let at = 0; at < dy.length; at++) {
    const c = at % channels,
      j = Math.floor(at / channels) % outWidth,
      i = Math.floor(at / channels / outWidth) % outHeight;
    const b = Math.floor(at / channels / outWidth / outHeight);
    const cells: number[] = [];
    for (let row = i * strides[0] - padTop, r = 0; r < size[0]; r++, row++) {
      for (let column = j * strides[1] - padLeft, k = 0; k < size[1]; k++, column++) {
        if (row >= 0 && row < height && column >= 0 && column < width)
          cells.push(((b * height + row) * width + column) * channels + c);
      }
    }
    const values = cells.map((cell) => x[cell] ?? NaN),
      most = Math.max(...values);
    largest.push(most);
    average.push(values.reduce((a, v) => a + v) / values.length);
    largestGrad[cells[values.indexOf(most)] ?? -1]! += dy[at] ?? NaN;
    for (const cell of cells) averageGrad[cell]! += (dy[at] ?? NaN) / cells.length;
  }
  return [largest, largestGrad, average, averageGrad];
}

/** The mean over each image and its gradient; dy is [B, C]. */
export function averagedByLoops([batch, height, width, channels]: Shape4D, { x, dy }: Given): number[][] {
  const area = height * width;
  const mean = new Array<number>(batch * channels).fill(0);
  const cellOf = (at: number): number => Math.floor(at / area / channels) * channels + (at % channels);
  x.forEach((value, at) => (mean[cellOf(at)]! += value / area));
  return [mean, Array.from(x, (_, at) => (dy[cellOf(at)] ?? NaN) / area)];
}
