// Forward convolution of wide segments, also of the input gradient (with a turned filter):
// 4 pixels × 8 output channels in registers, weights packed, each input value spread over a
// vector as it is loaded. Knows nothing of padding: see placeImage.
import { madd } from "../wasm/arithmetic.as";
import { placeImage, storeLanes } from "./image.as";
import { packedSegment, tileOf } from "./pack.as";

/**
 * x: batch images [inHeight, inWidth, inChannels]; y: pixel (row, column) of image b at
 * y + b·yImage + row·yRow + column·yPixel (bytes), `outHeight` × `outWidth` of them.
 * Output pixel (r, c) sees the taps (r·strideHeight − top + m, c·strideWidth − left + n).
 * `scratch` holds one placed image, or is 0 when the taps never leave the image.
 */
export function convolveWide(
  x: usize, packed: usize, y: usize, scratch: usize, batch: i32, inHeight: i32, inWidth: i32,
  segments: i32, depth: i32, lanes: i32, outHeight: i32, outWidth: i32, rows: i32, columns: i32,
  strideHeight: i32, strideWidth: i32, top: i32, left: i32, yImage: usize, yRow: usize, yPixel: usize,
): void {
  const pixel = <usize>(segments * depth) << 2;
  const placedHeight = (outHeight - 1) * strideHeight + max(rows, 1);
  const placedWidth = (outWidth - 1) * strideWidth + max(columns, 1);
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  const segmentBytes = <usize>packedSegment(lanes, rows * columns, depth) << 2;
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
      const xSegment = image + (<usize>(s * depth) << 2);
      for (let from = 0; from < lanes; ) {
        const out = y + <usize>b * yImage + (<usize>(s * lanes + from) << 2);
        const tile = tileOf(lanes - from);
        for (let r = 0; r < outHeight; r++) {
          const xAt = xSegment + <usize>(r * strideHeight) * xRow;
          const yAt = out + <usize>r * yRow;
          if (tile == 8) row8(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth, lanes - from);
          else if (tile == 12) row12(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth);
          else row4(xAt, xRow, pixel, pixel * strideWidth, weights, rows, taps, run, yAt, yPixel, outWidth, lanes - from);
        }
        weights += <usize>(rows * columns * depth * tile) << 2;
        from += tile;
      }
    }
  }
}

/** One row of output pixels, 8 channels wide. The last 4 pixels may overlap the 4 before: same values, written twice. */
function row8(
  x: usize, xRow: usize, tap: usize, step: usize, weights: usize, rows: i32, taps: i32, run: i32,
  y: usize, yPixel: usize, width: i32, lanes: i32,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) tile4x8(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel, lanes);
  if (at < width && width >= 4) {
    at = width - 4;
    tile4x8(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel, lanes);
    return;
  }
  for (; at < width; at++) tile1x8(x + <usize>at * step, xRow, tap, weights, rows, taps, run, y + <usize>at * yPixel, lanes);
}

function tile4x8(
  x: usize, xRow: usize, tap: usize, step: usize, weights: usize, rows: i32, taps: i32, run: i32,
  y: usize, yPixel: usize, lanes: i32,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  let w = weights;
  for (let m = 0; m < rows; m++, x += xRow) {
    let t = x;
    for (let n = 0; n < taps; n++, t += tap) {
      let p = t, q = t + step, r = q + step, s = r + step;
      for (const end = w + (<usize>run << 5); w < end; w += 32) {
        const w0 = v128.load(w), w1 = v128.load(w, 16);
        let v = v128.load32_splat(p); a0 = madd(v, w0, a0); a1 = madd(v, w1, a1);
        v = v128.load32_splat(q); b0 = madd(v, w0, b0); b1 = madd(v, w1, b1);
        v = v128.load32_splat(r); c0 = madd(v, w0, c0); c1 = madd(v, w1, c1);
        v = v128.load32_splat(s); d0 = madd(v, w0, d0); d1 = madd(v, w1, d1);
        p += 4; q += 4; r += 4; s += 4;
      }
    }
  }
  store8(y, a0, a1, lanes);
  store8(y + yPixel, b0, b1, lanes);
  store8(y + 2 * yPixel, c0, c1, lanes);
  store8(y + 3 * yPixel, d0, d1, lanes);
}

// Not inlined: in the tiles every accumulator must be named equally often, or the optimiser
// numbers them in another order than they are computed, and V8 runs out of registers.
function store8(y: usize, low: v128, high: v128, lanes: i32): void {
  v128.store(y, low);
  storeLanes(y + 16, high, lanes - 4);
}

// @ts-ignore: decorator
@inline
function tile1x8(
  x: usize, xRow: usize, tap: usize, weights: usize, rows: i32, taps: i32, run: i32, y: usize, lanes: i32,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0);
  let w = weights;
  for (let m = 0; m < rows; m++, x += xRow) {
    let t = x;
    for (let n = 0; n < taps; n++, t += tap) {
      for (let k = 0; k < run; k++, w += 32) {
        const v = v128.load32_splat(t + (<usize>k << 2));
        a0 = madd(v, v128.load(w), a0);
        a1 = madd(v, v128.load(w, 16), a1);
      }
    }
  }
  store8(y, a0, a1, lanes);
}

/** One row of output pixels, 12 channels wide: 3 pixels at a time. */
function row12(
  x: usize, xRow: usize, tap: usize, step: usize, weights: usize, rows: i32, taps: i32, run: i32,
  y: usize, yPixel: usize, width: i32,
): void {
  let at = 0;
  for (; at + 3 <= width; at += 3) tile3x12(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel);
  if (at < width && width >= 3) {
    at = width - 3;
    tile3x12(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel);
    return;
  }
  // Three times the same pixel, stored at the same place.
  for (; at < width; at++) tile3x12(x + <usize>at * step, xRow, tap, 0, weights, rows, taps, run, y + <usize>at * yPixel, 0);
}

function tile3x12(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, rows: i32, taps: i32, run: i32, y: usize, yPixel: usize,
): void {
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0);
  let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0);
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let t = x;
    for (let n = 0; n < taps; n++, t += tap) {
      let p = t, q = t + step, r = q + step;
      for (const end = w + <usize>run * 48; w < end; w += 48) {
        const w0 = v128.load(w), w1 = v128.load(w, 16), w2 = v128.load(w, 32);
        let v = v128.load32_splat(p); a0 = madd(v, w0, a0); a1 = madd(v, w1, a1); a2 = madd(v, w2, a2);
        v = v128.load32_splat(q); b0 = madd(v, w0, b0); b1 = madd(v, w1, b1); b2 = madd(v, w2, b2);
        v = v128.load32_splat(r); c0 = madd(v, w0, c0); c1 = madd(v, w1, c1); c2 = madd(v, w2, c2);
        p += 4; q += 4; r += 4;
      }
    }
  }
  v128.store(y, a0); v128.store(y, a1, 16); v128.store(y, a2, 32); y += yPixel;
  v128.store(y, b0); v128.store(y, b1, 16); v128.store(y, b2, 32); y += yPixel;
  v128.store(y, c0); v128.store(y, c1, 16); v128.store(y, c2, 32);
}

/** One row of output pixels, at most 4 channels wide. */
function row4(
  x: usize, xRow: usize, tap: usize, step: usize, weights: usize, rows: i32, taps: i32, run: i32,
  y: usize, yPixel: usize, width: i32, lanes: i32,
): void {
  let at = 0;
  for (; at + 4 <= width; at += 4) tile4x4(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel, lanes);
  if (at < width && width >= 4) {
    at = width - 4;
    tile4x4(x + <usize>at * step, xRow, tap, step, weights, rows, taps, run, y + <usize>at * yPixel, yPixel, lanes);
    return;
  }
  for (; at < width; at++) tile1x4(x + <usize>at * step, xRow, tap, weights, rows, taps, run, y + <usize>at * yPixel, lanes);
}

function tile4x4(
  x: usize, xRow: usize, tap: usize, step: usize, w: usize, rows: i32, taps: i32, run: i32,
  y: usize, yPixel: usize, lanes: i32,
): void {
  let a = f32x4.splat(0), b = f32x4.splat(0), c = f32x4.splat(0), d = f32x4.splat(0);
  for (let m = 0; m < rows; m++, x += xRow) {
    let t = x;
    for (let n = 0; n < taps; n++, t += tap) {
      let p = t, q = t + step, r = q + step, s = r + step;
      for (const end = w + (<usize>run << 4); w < end; w += 16) {
        const v = v128.load(w);
        a = madd(v128.load32_splat(p), v, a);
        b = madd(v128.load32_splat(q), v, b);
        c = madd(v128.load32_splat(r), v, c);
        d = madd(v128.load32_splat(s), v, d);
        p += 4; q += 4; r += 4; s += 4;
      }
    }
  }
  storeLanes(y, a, lanes); y += yPixel;
  storeLanes(y, b, lanes); y += yPixel;
  storeLanes(y, c, lanes); y += yPixel;
  storeLanes(y, d, lanes);
}

function tile1x4(
  x: usize, xRow: usize, tap: usize, weights: usize, rows: i32, taps: i32, run: i32, y: usize, lanes: i32,
): void {
  let a = f32x4.splat(0);
  let w = weights;
  for (let m = 0; m < rows; m++, x += xRow) {
    let t = x;
    for (let n = 0; n < taps; n++, t += tap) {
      for (let k = 0; k < run; k++, w += 16) a = madd(v128.load32_splat(t + (<usize>k << 2)), v128.load(w), a);
    }
  }
  storeLanes(y, a, lanes);
}

/** Pixels whose channels stay in the cache while every tile of output channels passes over them. */
const PIXELS_A_BLOCK = 64;

/** As convolveWide, for kernels of one tap at stride 1: all pixels of the batch are one row. */
export function convolvePointwise(x: usize, packed: usize, y: usize, pixels: i32, segments: i32, depth: i32, lanes: i32): void {
  const xPixel = <usize>(segments * depth) << 2;
  const yPixel = <usize>(segments * lanes) << 2;
  for (; pixels > 0; pixels -= PIXELS_A_BLOCK, x += PIXELS_A_BLOCK * xPixel, y += PIXELS_A_BLOCK * yPixel) {
    const block = min(pixels, PIXELS_A_BLOCK);
    let w = packed;
    for (let s = 0; s < segments; s++) {
      for (let from = 0; from < lanes; ) {
        const tile = tileOf(lanes - from);
        const xAt = x + (<usize>(s * depth) << 2), yAt = y + (<usize>(s * lanes + from) << 2);
        if (tile == 8) row8(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block, lanes - from);
        else if (tile == 12) row12(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block);
        else row4(xAt, 0, 0, xPixel, w, 1, 1, depth, yAt, yPixel, block, lanes - from);
        w += <usize>(depth * tile) << 2;
        from += tile;
      }
    }
  }
}
