// Forward convolution of wide segments, also used for the input gradient (with a rotated filter):
// 4 pixels × 8 output channels in registers, weights packed, each input value spread over a
// vector as it is loaded.
import { madd } from "../wasm/arithmetic.as";
import { ByteCount } from "../wasm/byteCount.as";
import { placeImage, storeLanes } from "./image.as";
import { packedSegment, tileOf } from "./pack.as";

/**
 * x: batch images [inHeight, inWidth, inChannels]; y: pixel (row, column) of image b at
 * y + b·yImage + row·yRow + column·yPixel (bytes), `outHeight` × `outWidth` of them.
 * Output pixel (r, c) sees the taps (r·strideHeight − top + m, c·strideWidth − left + n).
 * `scratch` holds one placed image, or is 0 when the taps never leave the image.
 */
export function convolveWide(
  x: usize,
  packed: usize,
  y: usize,
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
  yImage: ByteCount,
  yRow: ByteCount,
  yPixel: ByteCount,
): void {
  const pixel = (<usize>(segments * depth)) << 2;
  const placedHeight = (outHeight - 1) * strideHeight + max(rows, 1);
  const placedWidth = (outWidth - 1) * strideWidth + max(columns, 1);
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  const segmentBytes = (<usize>packedSegment(lanes, rows * columns, depth)) << 2;
  // Without gaps between the taps of a row, a row of taps is one run of channels.
  const whole = segments == 1 && columns > 0;
  const taps = whole ? 1 : columns;
  const run = whole ? columns * depth : depth;
  for (let b = 0; b < batch; b++) {
    let image = x + <usize>(b * inHeight * inWidth) * pixel;
    if (scratch) {
      placeImage(image, inHeight, inWidth, scratch, placedHeight, placedWidth, top, left, pixel);
      image = scratch;
    }
    for (let s = 0; s < segments; s++) {
      let weights = packed + <usize>s * segmentBytes;
      const xSegment = image + ((<usize>(s * depth)) << 2);
      for (let from = 0; from < lanes;) {
        const out = y + <usize>b * yImage + ((<usize>(s * lanes + from)) << 2);
        const tile = tileOf(lanes - from);
        for (let r = 0; r < outHeight; r++) {
          const xAt = xSegment + <usize>(r * strideHeight) * xRow;
          const yAt = out + <usize>r * yRow;
          if (tile == 8 && lanes - from >= 8)
            tiles4x8(true, xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth, 8);
          else if (tile == 8)
            partOfRow8(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth, lanes - from);
          else if (tile == 12) row12(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth);
          else row4(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth, lanes - from);
        }
        weights += (<usize>(rows * columns * depth * tile)) << 2;
        from += tile;
      }
    }
  }
}

// One row of output pixels, 8, 12 or 4 channels wide, some pixels at a time; the last of them may
// overlap those before: same values, written twice. In rows of fewer pixels the tile takes the same
// pixel several times. Tiles are not functions, and the most used is written directly in the loops
// over segments and rows; docs/kernels.md says why.

/** For the last 8 channels of a segment, some of which lie beyond it. */
function partOfRow8(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  weights: usize,
  rows: i32,
  taps: i32,
  run: i32,
  y: usize,
  yPixel: usize,
  width: i32,
  lanes: i32,
): void {
  tiles4x8(false, x, xRow, tap, step, weights, rows, taps, run, y, yPixel, width, lanes);
}

// @ts-ignore: decorator
@inline
function tiles4x8(
  whole: bool,
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  weights: usize,
  rows: i32,
  taps: i32,
  run: i32,
  y: usize,
  yPixel: usize,
  width: i32,
  lanes: i32,
): void {
  const pixels = width < 4 ? 1 : 4,
    apart = width < 4 ? 0 : step,
    yApart = width < 4 ? 0 : yPixel;
  for (let at = 0; at < width; at += pixels) {
    at = min(at, width - pixels);
    let a0 = f32x4.splat(0),
      a1 = f32x4.splat(0),
      b0 = f32x4.splat(0),
      b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0),
      c1 = f32x4.splat(0),
      d0 = f32x4.splat(0),
      d1 = f32x4.splat(0);
    let w = weights,
      row = x + <usize>at * step;
    for (let m = 0; m < rows; m++, row += xRow) {
      let t = row;
      for (let n = 0; n < taps; n++, t += tap) {
        let p = t,
          q = t + apart,
          r = q + apart,
          s = r + apart;
        for (const end = w + ((<usize>run) << 5); w < end; w += 32) {
          const w0 = v128.load(w),
            w1 = v128.load(w, 16);
          let v = v128.load32_splat(p);
          a0 = madd(v, w0, a0);
          a1 = madd(v, w1, a1);
          v = v128.load32_splat(q);
          b0 = madd(v, w0, b0);
          b1 = madd(v, w1, b1);
          v = v128.load32_splat(r);
          c0 = madd(v, w0, c0);
          c1 = madd(v, w1, c1);
          v = v128.load32_splat(s);
          d0 = madd(v, w0, d0);
          d1 = madd(v, w1, d1);
          p += 4;
          q += 4;
          r += 4;
          s += 4;
        }
      }
    }
    let out = y + <usize>at * yPixel;
    store8(whole, out, a0, a1, lanes);
    out += yApart;
    store8(whole, out, b0, b1, lanes);
    out += yApart;
    store8(whole, out, c0, c1, lanes);
    out += yApart;
    store8(whole, out, d0, d1, lanes);
  }
}

// @ts-ignore: decorator
@inline
function store8(whole: bool, y: usize, low: v128, high: v128, lanes: i32): void {
  if (!whole) return storePart(y, low, high, lanes);
  v128.store(y, low);
  v128.store(y, high, 16);
}

// Not inlined: in the tiles every accumulator must be named equally often, or the optimiser
// numbers them in another order than they are computed, and V8 runs out of registers.
function storePart(y: usize, low: v128, high: v128, lanes: i32): void {
  v128.store(y, low);
  storeLanes(y + 16, high, lanes - 4);
}

function row12(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  weights: usize,
  rows: i32,
  taps: i32,
  run: i32,
  y: usize,
  yPixel: usize,
  width: i32,
): void {
  const pixels = width < 3 ? 1 : 3,
    apart = width < 3 ? 0 : step,
    yApart = width < 3 ? 0 : yPixel;
  for (let at = 0; at < width; at += pixels) {
    at = min(at, width - pixels);
    let a0 = f32x4.splat(0),
      a1 = f32x4.splat(0),
      a2 = f32x4.splat(0);
    let b0 = f32x4.splat(0),
      b1 = f32x4.splat(0),
      b2 = f32x4.splat(0);
    let c0 = f32x4.splat(0),
      c1 = f32x4.splat(0),
      c2 = f32x4.splat(0);
    let w = weights,
      row = x + <usize>at * step;
    for (let m = 0; m < rows; m++, row += xRow) {
      let t = row;
      for (let n = 0; n < taps; n++, t += tap) {
        let p = t,
          q = t + apart,
          r = q + apart;
        for (const end = w + <usize>run * 48; w < end; w += 48) {
          const w0 = v128.load(w),
            w1 = v128.load(w, 16),
            w2 = v128.load(w, 32);
          let v = v128.load32_splat(p);
          a0 = madd(v, w0, a0);
          a1 = madd(v, w1, a1);
          a2 = madd(v, w2, a2);
          v = v128.load32_splat(q);
          b0 = madd(v, w0, b0);
          b1 = madd(v, w1, b1);
          b2 = madd(v, w2, b2);
          v = v128.load32_splat(r);
          c0 = madd(v, w0, c0);
          c1 = madd(v, w1, c1);
          c2 = madd(v, w2, c2);
          p += 4;
          q += 4;
          r += 4;
        }
      }
    }
    let out = y + <usize>at * yPixel;
    v128.store(out, a0);
    v128.store(out, a1, 16);
    v128.store(out, a2, 32);
    out += yApart;
    v128.store(out, b0);
    v128.store(out, b1, 16);
    v128.store(out, b2, 32);
    out += yApart;
    v128.store(out, c0);
    v128.store(out, c1, 16);
    v128.store(out, c2, 32);
  }
}

function row4(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  weights: usize,
  rows: i32,
  taps: i32,
  run: i32,
  y: usize,
  yPixel: usize,
  width: i32,
  lanes: i32,
): void {
  const pixels = width < 4 ? 1 : 4,
    apart = width < 4 ? 0 : step,
    yApart = width < 4 ? 0 : yPixel;
  for (let at = 0; at < width; at += pixels) {
    at = min(at, width - pixels);
    let a = f32x4.splat(0),
      b = f32x4.splat(0),
      c = f32x4.splat(0),
      d = f32x4.splat(0);
    let w = weights,
      row = x + <usize>at * step;
    for (let m = 0; m < rows; m++, row += xRow) {
      let t = row;
      for (let n = 0; n < taps; n++, t += tap) {
        let p = t,
          q = t + apart,
          r = q + apart,
          s = r + apart;
        for (const end = w + ((<usize>run) << 4); w < end; w += 16) {
          const v = v128.load(w);
          a = madd(v128.load32_splat(p), v, a);
          b = madd(v128.load32_splat(q), v, b);
          c = madd(v128.load32_splat(r), v, c);
          d = madd(v128.load32_splat(s), v, d);
          p += 4;
          q += 4;
          r += 4;
          s += 4;
        }
      }
    }
    let out = y + <usize>at * yPixel;
    storeLanes(out, a, lanes);
    out += yApart;
    storeLanes(out, b, lanes);
    out += yApart;
    storeLanes(out, c, lanes);
    out += yApart;
    storeLanes(out, d, lanes);
  }
}

/** Pixels whose channels stay in the cache while every tile of output channels is done. */
const PIXELS_A_BLOCK = 64;

/** As convolveWide, for kernels of one tap at stride 1: all pixels of the batch are one row. */
export function convolvePointwise(x: usize, packed: usize, y: usize, pixels: i32, segments: i32, depth: i32, lanes: i32): void {
  const xPixel = (<usize>(segments * depth)) << 2;
  const yPixel = (<usize>(segments * lanes)) << 2;
  for (; pixels > 0; pixels -= PIXELS_A_BLOCK, x += PIXELS_A_BLOCK * xPixel, y += PIXELS_A_BLOCK * yPixel) {
    const block = min(pixels, PIXELS_A_BLOCK);
    let w = packed;
    for (let s = 0; s < segments; s++) {
      for (let from = 0; from < lanes;) {
        const tile = tileOf(lanes - from);
        const xAt = x + ((<usize>(s * depth)) << 2),
          yAt = y + ((<usize>(s * lanes + from)) << 2);
        if (tile == 8 && lanes - from >= 8) tiles4x8(true, xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block, 8);
        else if (tile == 8) partOfRow8(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block, lanes - from);
        else if (tile == 12) row12(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block);
        else row4(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block, lanes - from);
        w += (<usize>(depth * tile)) << 2;
        from += tile;
      }
    }
  }
}
