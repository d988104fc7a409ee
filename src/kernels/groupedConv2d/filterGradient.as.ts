// Filter gradient of wide segments: 4 input × 8 output channels of one tap in registers. Goes over
// a few rows of pixels at a time, which stay in the cache while every segment, tap and tile is done;
// the sums are kept in the result. Narrow segments are in narrowFilterGradient.as.ts.
import { madd } from "../wasm/arithmetic.as";
import { placeImage, storeLanes } from "./image.as";

/** Least number of pixels per tile, so that loading and storing its sums costs little. */
const PIXELS_A_TILE = 64;

/**
 * x: batch images [inHeight, inWidth, S·depth], dy: [outHeight, outWidth, S·lanes] → `out`
 * [rows, columns, depth, S·lanes], which is overwritten. `scratch` holds one placed image, or is 0
 * when no tap leaves the image. Reads, and ignores, up to 16 bytes after x, dy and out: these are
 * inside the heap, because the allocator keeps its records there.
 */
export function filterGradientWide(
  x: usize,
  dy: usize,
  out: usize,
  scratch: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  segments: i32,
  depth: i32,
  lanes: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  columns: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>(segments * depth)) << 2;
  const outChannels = segments * lanes;
  const dyPixel = (<usize>outChannels) << 2;
  const placedHeight = (outHeight - 1) * strideHeight + rows;
  const placedWidth = (outWidth - 1) * strideWidth + columns;
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  const band = (PIXELS_A_TILE + outWidth - 1) / outWidth;
  // Without gaps between the taps of a row, a row of taps is one run of channels.
  const taps = segments == 1 ? 1 : columns;
  const run = segments == 1 ? columns * depth : depth;
  memory.fill(out, 0, <usize>(rows * columns * depth) * dyPixel);
  for (let b = 0; b < batch; b++) {
    let image = x + <usize>(b * inHeight * inWidth) * pixel;
    if (scratch) {
      placeImage(image, inHeight, inWidth, scratch, placedHeight, placedWidth, top, left, pixel);
      image = scratch;
    }
    for (let r = 0; r < outHeight; r += band) {
      const height = min(band, outHeight - r);
      const xBand = image + <usize>(r * strideHeight) * xRow;
      const dyBand = dy + <usize>((b * outHeight + r) * outWidth) * dyPixel;
      for (let s = 0; s < segments; s++) {
        for (let m = 0; m < rows; m++) {
          for (let n = 0; n < taps; n++) {
            const seen = xBand + <usize>m * xRow + <usize>n * pixel + ((<usize>(s * depth)) << 2);
            const sums = out + ((<usize>((m * columns + n) * depth * outChannels + s * lanes)) << 2);
            segment(
              seen,
              xRow * strideHeight,
              pixel * strideWidth,
              dyBand + ((<usize>(s * lanes)) << 2),
              dyPixel,
              height,
              outWidth,
              sums,
              run,
              lanes,
            );
          }
        }
      }
    }
  }
}

/** Adds to the sums of one segment and tap, tile by tile. */
function segment(
  x: usize,
  xRow: usize,
  xStep: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  sums: usize,
  depth: i32,
  lanes: i32,
): void {
  // Only where multiply-add is one instruction: see tileOf.
  if (ASC_FEATURE_RELAXED_SIMD && lanes >= 12 && lanes % 8 == 4) {
    const shift = (<usize>(lanes - 12)) << 2;
    lastTwelve(x, xRow, xStep, dy + shift, dyPixel, height, width, sums + shift, depth);
    lanes -= 12;
  }
  for (let d = 0; d < depth; d += 4) {
    const xAt = x + ((<usize>d) << 2);
    const at = sums + <usize>d * dyPixel;
    const deep = min(depth - d, 4);
    let o = 0;
    if (deep == 4)
      for (; o + 8 <= lanes; o += 8)
        tile4x8(true, xAt, xRow, xStep, dy + ((<usize>o) << 2), dyPixel, height, width, at + ((<usize>o) << 2), 4, 8);
    for (; o + 4 < lanes; o += 8)
      partOfTile4x8(xAt, xRow, xStep, dy + ((<usize>o) << 2), dyPixel, height, width, at + ((<usize>o) << 2), deep, lanes - o);
    if (o < lanes) tile4x4(xAt, xRow, xStep, dy + ((<usize>o) << 2), dyPixel, height, width, at + ((<usize>o) << 2), deep, lanes - o);
  }
}

/** Adds to the sums of the last 12 output channels of a segment: 3 input channels at a time. */
function lastTwelve(
  x: usize,
  xRow: usize,
  xStep: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  sums: usize,
  depth: i32,
): void {
  for (let d = 0; d < depth; d += 3) {
    tile3x12(x + ((<usize>d) << 2), xRow, xStep, dy, dyPixel, height, width, sums + <usize>d * dyPixel, depth - d);
  }
}

function tile3x12(x: usize, xRow: usize, xStep: usize, dy: usize, dyPixel: usize, height: i32, width: i32, out: usize, deep: i32): void {
  let a0 = f32x4.splat(0),
    a1 = f32x4.splat(0),
    a2 = f32x4.splat(0);
  let b0 = f32x4.splat(0),
    b1 = f32x4.splat(0),
    b2 = f32x4.splat(0);
  let c0 = f32x4.splat(0),
    c1 = f32x4.splat(0),
    c2 = f32x4.splat(0);
  for (; height > 0; height--, x += xRow) {
    let p = x;
    for (let left = width; left > 0; left--) {
      const g0 = v128.load(dy),
        g1 = v128.load(dy, 16),
        g2 = v128.load(dy, 32);
      let v = v128.load32_splat(p);
      a0 = madd(v, g0, a0);
      a1 = madd(v, g1, a1);
      a2 = madd(v, g2, a2);
      v = v128.load32_splat(p, 4);
      b0 = madd(v, g0, b0);
      b1 = madd(v, g1, b1);
      b2 = madd(v, g2, b2);
      v = v128.load32_splat(p, 8);
      c0 = madd(v, g0, c0);
      c1 = madd(v, g1, c1);
      c2 = madd(v, g2, c2);
      p += xStep;
      dy += dyPixel;
    }
  }
  add12(out, a0, a1, a2, 0, deep);
  add12(out + dyPixel, b0, b1, b2, 1, deep);
  add12(out + 2 * dyPixel, c0, c1, c2, 2, deep);
}

function add12(out: usize, low: v128, middle: v128, high: v128, at: i32, deep: i32): void {
  if (at >= deep) return;
  v128.store(out, f32x4.add(v128.load(out), low));
  v128.store(out, f32x4.add(v128.load(out, 16), middle), 16);
  v128.store(out, f32x4.add(v128.load(out, 32), high), 32);
}

function partOfTile4x8(
  x: usize,
  xRow: usize,
  xStep: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  deep: i32,
  lanes: i32,
): void {
  tile4x8(false, x, xRow, xStep, dy, dyPixel, height, width, out, deep, lanes);
}

/** Inlined where all of it is used: V8 unrolls a loop more often the deeper it is nested (docs/kernels.md). */
// @ts-ignore: decorator
@inline
function tile4x8(
  whole: bool,
  x: usize,
  xRow: usize,
  xStep: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  deep: i32,
  lanes: i32,
): void {
  let a0 = f32x4.splat(0),
    a1 = f32x4.splat(0),
    b0 = f32x4.splat(0),
    b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0),
    c1 = f32x4.splat(0),
    d0 = f32x4.splat(0),
    d1 = f32x4.splat(0);
  for (; height > 0; height--, x += xRow) {
    let p = x;
    for (let left = width; left > 0; left--) {
      const g0 = v128.load(dy),
        g1 = v128.load(dy, 16);
      let v = v128.load32_splat(p);
      a0 = madd(v, g0, a0);
      a1 = madd(v, g1, a1);
      v = v128.load32_splat(p, 4);
      b0 = madd(v, g0, b0);
      b1 = madd(v, g1, b1);
      v = v128.load32_splat(p, 8);
      c0 = madd(v, g0, c0);
      c1 = madd(v, g1, c1);
      v = v128.load32_splat(p, 12);
      d0 = madd(v, g0, d0);
      d1 = madd(v, g1, d1);
      p += xStep;
      dy += dyPixel;
    }
  }
  add8(whole, out, a0, a1, lanes, 0, deep);
  out += dyPixel;
  add8(whole, out, b0, b1, lanes, 1, deep);
  out += dyPixel;
  add8(whole, out, c0, c1, lanes, 2, deep);
  out += dyPixel;
  add8(whole, out, d0, d1, lanes, 3, deep);
}

/** At most 4 output channels. */
function tile4x4(
  x: usize,
  xRow: usize,
  xStep: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  deep: i32,
  lanes: i32,
): void {
  let a = f32x4.splat(0),
    b = f32x4.splat(0),
    c = f32x4.splat(0),
    d = f32x4.splat(0);
  for (; height > 0; height--, x += xRow) {
    let p = x;
    for (let left = width; left > 0; left--) {
      const g = v128.load(dy);
      a = madd(v128.load32_splat(p), g, a);
      b = madd(v128.load32_splat(p, 4), g, b);
      c = madd(v128.load32_splat(p, 8), g, c);
      d = madd(v128.load32_splat(p, 12), g, d);
      p += xStep;
      dy += dyPixel;
    }
  }
  add4(out, a, lanes, 0, deep);
  add4(out + dyPixel, b, lanes, 1, deep);
  add4(out + 2 * dyPixel, c, lanes, 2, deep);
  add4(out + 3 * dyPixel, d, lanes, 3, deep);
}

// @ts-ignore: decorator
@inline
function add8(whole: bool, out: usize, low: v128, high: v128, lanes: i32, at: i32, deep: i32): void {
  if (!whole) return addPart(out, low, high, lanes, at, deep);
  v128.store(out, f32x4.add(v128.load(out), low));
  v128.store(out, f32x4.add(v128.load(out, 16), high), 16);
}

/** Adds to one input channel's sums, unless the channel lies beyond the segment. */
function addPart(out: usize, low: v128, high: v128, lanes: i32, at: i32, deep: i32): void {
  if (at >= deep) return;
  v128.store(out, f32x4.add(v128.load(out), low));
  storeLanes(out + 16, f32x4.add(v128.load(out, 16), high), lanes - 4);
}

function add4(out: usize, sum: v128, lanes: i32, at: i32, deep: i32): void {
  if (at >= deep) return;
  storeLanes(out, f32x4.add(v128.load(out), sum), lanes);
}
