// Which SIMD kernel serves a shape best, forward and for the filter gradient. docs/kernels.md
// explains the choices.

/** Along one axis: which taps of the filter are used, in order, and where they lie on the image. */
export interface Taps {
  count: number;
  first: number;
  step: number;
  stride: number;
  pad: number;
}

/** The sizes that the choice depends on: S segments of `depth` input and `lanes` output channels. */
export interface Shape {
  batch: number;
  rows: Taps;
  columns: Taps;
  segments: number;
  depth: number;
  lanes: number;
  inHeight: number;
  inWidth: number;
  outHeight: number;
  outWidth: number;
}

/** Whether segments fill vectors (for 3 channels: four segments fill three), so that vectors over channels are best. */
export function isNarrow({ depth, lanes, segments }: Pick<Shape, "depth" | "lanes" | "segments">): boolean {
  return depth === lanes && depth <= 4 && (depth * segments) % (depth === 3 ? 12 : 4) === 0;
}

/**
 * Whether a forward kernel for 3×3 at stride 1 takes a shape and is faster there (docs/kernels.md): up to 6 channels per
 * segment, and 10 and 12 in plain SIMD, where the wide kernels have a rest of 2 or 4.
 */
export function convolvesThreeByThree(c: Shape, fused: boolean): boolean {
  if (!isThreeByThree(c)) return false;
  if (c.depth < 4) return isNarrow(c);
  return c.inWidth >= 8 && fillsVectors(c) && (c.depth <= 6 || (!fused && c.depth <= 12 && c.depth % 8 !== 0));
}

/** The same for the filter gradient: up to 6 channels per segment, and up to 12 in plain SIMD. */
export function sumsThreeByThree(c: Shape, fused: boolean): boolean {
  if (!isThreeByThree(c)) return false;
  return c.depth < 4 ? isNarrow(c) : c.depth <= (fused ? 6 : 12) && fillsVectors(c);
}

function isThreeByThree(c: Shape): boolean {
  if ([c.rows, c.columns].some(({ count, stride, pad }) => count !== 3 || stride !== 1 || pad !== 1)) return false;
  return c.inHeight === c.outHeight && c.inWidth === c.outWidth && c.inWidth >= 2 && c.depth === c.lanes;
}

/** Whether every four neighbouring channels belong to one segment, or two each to two segments. */
function fillsVectors({ depth, segments }: Shape): boolean {
  return depth % 4 === 0 || (depth % 2 === 0 && segments % 2 === 0);
}

/** Floats of one image with its border, or 0 when no tap leaves the image. */
export function placedFloats({
  rows,
  columns,
  outHeight,
  outWidth,
  inHeight,
  inWidth,
  segments,
  depth,
}: Omit<Shape, "batch" | "lanes">): number {
  const height = (outHeight - 1) * rows.stride + Math.max(rows.count, 1);
  const width = (outWidth - 1) * columns.stride + Math.max(columns.count, 1);
  if (rows.pad === 0 && columns.pad === 0 && height <= inHeight && width <= inWidth) return 0;
  return height * width * segments * depth;
}

/** The sizes by which the kernels for any window know the images and the windows. */
export function windowSizes({
  batch,
  inHeight,
  inWidth,
  outHeight,
  outWidth,
  rows,
  columns,
}: Omit<Shape, "segments" | "depth" | "lanes">) {
  return {
    batch,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    rows: rows.count,
    columns: columns.count,
    strideHeight: rows.stride,
    strideWidth: columns.stride,
    top: rows.pad,
    left: columns.pad,
  };
}
