// Grouped convolution and its gradients by plain loops, in double precision.
import type { GroupedConv2dSizes } from "./op.ts";

/** y, the gradient of x and that of the filter. */
export function convolvedByLoops(
  s: GroupedConv2dSizes,
  { x, filter, dy }: Record<"x" | "filter" | "dy", Float32Array>,
): Float64Array[] {
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const dfilter = new Float64Array(filter.length);
  for (let pixel = 0; pixel < s.batch * s.outHeight * s.outWidth; pixel++) {
    const image = Math.floor(pixel / (s.outHeight * s.outWidth));
    const top = (Math.floor(pixel / s.outWidth) % s.outHeight) * s.strideHeight - s.padTop;
    const left = (pixel % s.outWidth) * s.strideWidth - s.padLeft;
    for (let tap = 0; tap < s.kernelHeight * s.kernelWidth; tap++) {
      const row = top + Math.floor(tap / s.kernelWidth);
      const column = left + (tap % s.kernelWidth);
      if (row < 0 || row >= s.inHeight || column < 0 || column >= s.inWidth) continue;
      const seen = ((image * s.inHeight + row) * s.inWidth + column) * s.inChannels;
      for (let lane = 0; lane < s.outChannels; lane++) {
        const segment = Math.floor(lane / s.outSegment);
        const out = pixel * s.outChannels + lane;
        for (let depth = 0; depth < s.inSegment; depth++) {
          const from = seen + segment * s.inSegment + depth;
          const weight = (tap * s.inSegment + depth) * s.outChannels + lane;
          y[out]! += x[from]! * filter[weight]!;
          dx[from]! += dy[out]! * filter[weight]!;
          dfilter[weight]! += dy[out]! * x[from]!;
        }
      }
    }
  }
  return [y, dx, dfilter];
}
