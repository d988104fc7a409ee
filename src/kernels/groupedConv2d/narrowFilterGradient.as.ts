// Filter gradient of narrow segments (1 to 4 channels): 4 channels and three adjacent taps in
// registers, one turn of dy's vectors per pass (see turn.as.ts). Goes over a few rows of pixels at a
// time, which stay in the cache while every tap is done.
import { madd } from "../wasm/arithmetic.as";
import { placeImage } from "./image.as";
import { turnCase, turned } from "./turn.as";

/** Least number of pixels per pass, so that loading and storing its sums costs little. */
const PIXELS_A_PASS = 64;

/**
 * As filterGradientWide, for segments of `g` input and as many output channels; `channels` is
 * a multiple of 4, for g = 3 of 12. `sums` holds as many floats as the filter. For g = 3 it
 * reads, and ignores, 8 bytes before and after dy: these are inside the heap, because the
 * allocator keeps its records on both sides.
 */
export function filterGradientNarrow(
  x: usize,
  dy: usize,
  out: usize,
  sums: usize,
  scratch: usize,
  batch: i32,
  inHeight: i32,
  inWidth: i32,
  channels: i32,
  g: i32,
  outHeight: i32,
  outWidth: i32,
  rows: i32,
  columns: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const placedHeight = (outHeight - 1) * strideHeight + rows;
  const placedWidth = (outWidth - 1) * strideWidth + columns;
  const xRow = <usize>(scratch ? placedWidth : inWidth) * pixel;
  const band = (PIXELS_A_PASS + outWidth - 1) / outWidth;
  memory.fill(sums, 0, <usize>(rows * columns * g) * pixel);
  for (let b = 0; b < batch; b++) {
    let image = x + <usize>(b * inHeight * inWidth) * pixel;
    if (scratch) {
      placeImage(image, inHeight, inWidth, scratch, placedHeight, placedWidth, top, left, pixel);
      image = scratch;
    }
    for (let r = 0; r < outHeight; r += band) {
      const height = min(band, outHeight - r);
      const xBand = image + <usize>(r * strideHeight) * xRow;
      const dyBand = dy + <usize>((b * outHeight + r) * outWidth) * pixel;
      let at = sums;
      for (let from = 0; from < channels; from += 4) {
        const shift = (<usize>from) << 2;
        for (let turn = 0; turn < g; turn++) {
          for (let m = 0; m < rows; m++) {
            for (let n = 0; n < columns;) {
              const taps = columns - n >= 3 ? 3 : 1;
              passOf(
                turnCase(g, turn, from),
                xBand + shift + <usize>m * xRow + <usize>n * pixel,
                xRow * strideHeight,
                pixel,
                pixel * strideWidth,
                dyBand + shift,
                pixel,
                height,
                outWidth,
                at,
                taps,
              );
              at += (<usize>taps) << 4;
              n += taps;
            }
          }
        }
      }
    }
  }
  unpack(sums, out, channels, g, rows * columns, false);
}

/**
 * Copies the sums, [channels/4, turn, tap, 4 channels], to the filter's layout: input lane o was
 * paired with dy's lane (o + turn) mod g, or, with `spread`, dy's lane with the input's channel `turn`.
 */
export function unpack(sums: usize, out: usize, channels: i32, g: i32, taps: i32, spread: bool): void {
  for (let from = 0; from < channels; from += 4) {
    for (let turn = 0; turn < g; turn++) {
      for (let tap = 0; tap < taps; tap++) {
        for (let c = from; c < from + 4; c++, sums += 4) {
          const lane = c % g;
          const at = spread ? (tap * g + turn) * channels + c : (tap * g + lane) * channels + c - lane + ((lane + turn) % g);
          store<f32>(out + ((<usize>at) << 2), load<f32>(sums));
        }
      }
    }
  }
}

function passOf(
  which: i32,
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  switch (which) {
    case 1:
      pass1(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 2:
      pass2(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 3:
      pass3(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 4:
      pass4(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 5:
      pass5(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 6:
      pass6(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 7:
      pass7(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 8:
      pass8(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 9:
      pass9(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    case 10:
      pass10(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
      break;
    default:
      pass0(x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
  }
}

function pass0(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(0, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass1(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(1, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass2(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(2, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass3(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(3, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass4(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(4, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass5(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(5, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass6(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(6, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass7(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(7, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass8(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(8, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass9(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(9, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}
function pass10(
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  pass(10, x, xRow, tap, step, dy, dyPixel, height, width, out, taps);
}

/** Adds to the sums of 4 channels, one turn, and one or three taps of a row. */
// @ts-ignore: decorator
@inline
function pass(
  which: i32,
  x: usize,
  xRow: usize,
  tap: usize,
  step: usize,
  dy: usize,
  dyPixel: usize,
  height: i32,
  width: i32,
  out: usize,
  taps: i32,
): void {
  let a = v128.load(out);
  if (taps == 1) {
    for (; height > 0; height--, x += xRow) {
      let p = x;
      for (let left = width; left > 0; left--, p += step, dy += dyPixel) a = madd(turned(dy, which), v128.load(p), a);
    }
    v128.store(out, a);
    return;
  }
  let b = v128.load(out, 16),
    c = v128.load(out, 32);
  // Odd pixels have their own sums, so that an addition need not wait for the one before.
  let d = f32x4.splat(0),
    e = f32x4.splat(0),
    f = f32x4.splat(0);
  const pairs = step == tap ? width >> 1 : 0;
  for (; height > 0; height--, x += xRow) {
    let p = x;
    for (let left = pairs; left > 0; left--) {
      const v = turned(dy, which),
        w = turned(dy + dyPixel, which);
      const q = p + tap,
        r = q + tap,
        s = r + tap;
      a = madd(v, v128.load(p), a);
      const second = v128.load(q);
      b = madd(v, second, b);
      d = madd(w, second, d);
      const third = v128.load(r);
      c = madd(v, third, c);
      e = madd(w, third, e);
      f = madd(w, v128.load(s), f);
      p = r;
      dy += 2 * dyPixel;
    }
    for (let left = width - 2 * pairs; left > 0; left--) {
      const v = turned(dy, which);
      a = madd(v, v128.load(p), a);
      b = madd(v, v128.load(p + tap), b);
      c = madd(v, v128.load(p + 2 * tap), c);
      p += step;
      dy += dyPixel;
    }
  }
  v128.store(out, f32x4.add(a, d));
  v128.store(out, f32x4.add(b, e), 16);
  v128.store(out, f32x4.add(c, f), 32);
}
