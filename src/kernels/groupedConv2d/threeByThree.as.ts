// Forward 3×3 convolution at stride 1 with a border of one zero, also used for the input gradient
// (with a rotated filter). The image is read in place: rows beyond its edges are rows of zeros or
// left out, and pixels beyond the ends of a row are read from zeros elsewhere. As many output as
// input channels; for other kernels, strides and segments see narrow.as.ts and wide.as.ts.
import { madd } from "../wasm/arithmetic.as";
import { touch } from "./image.as";
import { spread, turnCase, turned } from "./turn.as";

/**
 * Segments of `g` channels, 1 or 2 (`channels` a multiple of 4) or 3 (of 12). x, y: batch images
 * [height, width, channels]; `packed` is packNarrow's; `zeros` is (width + 1) · channels + 16 floats of
 * scratch memory. For g = 3 it reads, and ignores, 8 bytes before and after an image.
 */
export function rollThreeByThree(
  x: usize,
  packed: usize,
  y: usize,
  zeros: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  g: i32,
): void {
  const pixel = (<usize>channels) << 2,
    row = <usize>width * pixel;
  memory.fill(zeros, 0, row + pixel + 64);
  zeros += 16;
  for (let b = 0; b < batch; b++) {
    for (let r = 0; r < height; r++, x += row, y += row) {
      const p = r > 0 ? x - row : zeros,
        q = r + 1 < height ? x + row : zeros;
      let w = packed;
      for (let from = 0; from < channels; from += 4) {
        const at = (<usize>from) << 2;
        for (let turn = 0; turn < g; turn++, w += 144) rollOf(turnCase(g, turn, from), p + at, x + at, q + at, w, y + at, pixel, width);
      }
    }
  }
}

function rollOf(which: i32, p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  switch (which) {
    case 1:
      roll1(p, q, r, w, y, pixel, width);
      break;
    case 5:
      roll5(p, q, r, w, y, pixel, width);
      break;
    case 6:
      roll6(p, q, r, w, y, pixel, width);
      break;
    case 7:
      roll7(p, q, r, w, y, pixel, width);
      break;
    case 8:
      roll8(p, q, r, w, y, pixel, width);
      break;
    case 9:
      roll9(p, q, r, w, y, pixel, width);
      break;
    case 10:
      roll10(p, q, r, w, y, pixel, width);
      break;
    default:
      roll0(p, q, r, w, y, pixel, width);
  }
}

function roll0(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(0, p, q, r, w, y, pixel, width);
}
function roll1(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(1, p, q, r, w, y, pixel, width);
}
function roll5(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(5, p, q, r, w, y, pixel, width);
}
function roll6(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(6, p, q, r, w, y, pixel, width);
}
function roll7(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(7, p, q, r, w, y, pixel, width);
}
function roll8(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(8, p, q, r, w, y, pixel, width);
}
function roll9(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(9, p, q, r, w, y, pixel, width);
}
function roll10(p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  roll(10, p, q, r, w, y, pixel, width);
}

/**
 * Column by column of the input: its three pixels finish one output, continue the next and
 * begin the one after, with all nine weights in registers. The first turn sets y, the others add to it.
 */
// @ts-ignore: decorator
@inline
function roll(which: i32, p: usize, q: usize, r: usize, w: usize, y: usize, pixel: usize, width: i32): void {
  const w00 = v128.load(w),
    w01 = v128.load(w, 16),
    w02 = v128.load(w, 32);
  const w10 = v128.load(w, 48),
    w11 = v128.load(w, 64),
    w12 = v128.load(w, 80);
  const w20 = v128.load(w, 96),
    w21 = v128.load(w, 112),
    w22 = v128.load(w, 128);
  let u = turned(p, which),
    v = turned(q, which),
    t = turned(r, which);
  let next = madd(t, w21, madd(v, w11, f32x4.mul(u, w01)));
  let last = madd(t, w20, madd(v, w10, f32x4.mul(u, w00)));
  for (width--; width > 0; width--) {
    p += pixel;
    q += pixel;
    r += pixel;
    u = turned(p, which);
    v = turned(q, which);
    t = turned(r, which);
    const done = madd(t, w22, madd(v, w12, madd(u, w02, next)));
    v128.store(y, which != 0 ? f32x4.add(v128.load(y), done) : done);
    next = madd(t, w21, madd(v, w11, madd(u, w01, last)));
    last = madd(t, w20, madd(v, w10, f32x4.mul(u, w00)));
    y += pixel;
  }
  v128.store(y, which != 0 ? f32x4.add(v128.load(y), next) : next);
}

/**
 * As rollThreeByThree, in rows of 8 pixels and more, for a g that is a multiple of 4, or is even and at
 * least 6 with an even number of segments; `packed` is spread. 8 pixels × 4 channels at a time; the
 * last 8 of a row may overlap the 8 before: same values, written twice.
 */
export function tileThreeByThree(
  x: usize,
  packed: usize,
  y: usize,
  zeros: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  g: i32,
): void {
  const pixel = (<usize>channels) << 2,
    row = <usize>width * pixel;
  memory.fill(zeros, 0, row + pixel + 64);
  for (let b = 0; b < batch; b++) {
    touch(x, row);
    for (let r = 0; r < height; r++, x += row, y += row) {
      const above = r > 0,
        below = r + 1 < height;
      if (below) touch(x + row, row);
      touch(y, row);
      tilesOfRow(above ? x - row : x, row, 1 + i32(above) + i32(below), above ? packed : packed + 48, y, zeros, pixel, width, g);
    }
  }
}

function tilesOfRow(x: usize, row: usize, rows: i32, w: usize, y: usize, zeros: usize, pixel: usize, width: i32, g: i32): void {
  for (let from = 0; from < <i32>(pixel >> 2); from += 4, w += <usize>g * 144) {
    const lane = from % g;
    const xAt = x + ((<usize>(from - lane)) << 2),
      yAt = y + ((<usize>from) << 2);
    for (let at = 0; at < width; at += 8) {
      at = min(at, width - 8);
      const p = xAt + <usize>at * pixel;
      const l = at == 0 ? zeros : p - pixel,
        lRow = at == 0 ? 0 : row;
      const r = at + 8 == width ? zeros : p + 8 * pixel,
        rRow = at + 8 == width ? 0 : row;
      if (lane + 4 <= g) tileOfOne(g, l, lRow, p, row, r, rRow, pixel, w, rows, yAt + <usize>at * pixel);
      else tileOfTwo(g, l, lRow, p, row, r, rRow, pixel, w, rows, yAt + <usize>at * pixel);
    }
  }
}

function tileOfOne(
  g: i32,
  l: usize,
  lRow: usize,
  p: usize,
  row: usize,
  r: usize,
  rRow: usize,
  pixel: usize,
  w: usize,
  rows: i32,
  y: usize,
): void {
  tile(false, g, l, lRow, p, row, r, rRow, pixel, w, rows, y);
}
function tileOfTwo(
  g: i32,
  l: usize,
  lRow: usize,
  p: usize,
  row: usize,
  r: usize,
  rRow: usize,
  pixel: usize,
  w: usize,
  rows: i32,
  y: usize,
): void {
  tile(true, g, l, lRow, p, row, r, rRow, pixel, w, rows, y);
}

/**
 * Three adjacent taps: ten input values, each spread over a vector as it is loaded, serve eight
 * outputs. l and r are the pixels left and right of the eight at p. With `two`, the 4 channels
 * belong to two segments. Goes from right to left, the order in which V8 takes the sums
 * (docs/kernels.md).
 */
// @ts-ignore: decorator
@inline
function tile(
  two: bool,
  g: i32,
  l: usize,
  lRow: usize,
  p: usize,
  row: usize,
  r: usize,
  rRow: usize,
  pixel: usize,
  w: usize,
  rows: i32,
  y: usize,
): void {
  let a = f32x4.splat(0),
    b = f32x4.splat(0),
    c = f32x4.splat(0),
    d = f32x4.splat(0);
  let e = f32x4.splat(0),
    f = f32x4.splat(0),
    h = f32x4.splat(0),
    i = f32x4.splat(0);
  const apart = (<usize>g) << 2;
  for (let depth = g; depth > 0; depth--) {
    let ll = l,
      pp = p,
      rr = r,
      ww = w;
    for (let m = rows; m > 0; m--) {
      const w0 = v128.load(ww),
        w1 = v128.load(ww, 16),
        w2 = v128.load(ww, 32);
      let u = spread(rr, two, apart),
        v = spread(pp + 7 * pixel, two, apart),
        t = spread(pp + 6 * pixel, two, apart);
      i = madd(t, w0, madd(v, w1, madd(u, w2, i)));
      u = spread(pp + 5 * pixel, two, apart);
      h = madd(u, w0, madd(t, w1, madd(v, w2, h)));
      v = spread(pp + 4 * pixel, two, apart);
      f = madd(v, w0, madd(u, w1, madd(t, w2, f)));
      t = spread(pp + 3 * pixel, two, apart);
      e = madd(t, w0, madd(v, w1, madd(u, w2, e)));
      u = spread(pp + 2 * pixel, two, apart);
      d = madd(u, w0, madd(t, w1, madd(v, w2, d)));
      v = spread(pp + pixel, two, apart);
      c = madd(v, w0, madd(u, w1, madd(t, w2, c)));
      t = spread(pp, two, apart);
      b = madd(t, w0, madd(v, w1, madd(u, w2, b)));
      u = spread(ll, two, apart);
      a = madd(u, w0, madd(t, w1, madd(v, w2, a)));
      ll += lRow;
      pp += row;
      rr += rRow;
      ww += 48;
    }
    l += 4;
    p += 4;
    r += 4;
    w += 144;
  }
  v128.store(y, a);
  v128.store(y + pixel, b);
  v128.store(y + 2 * pixel, c);
  v128.store(y + 3 * pixel, d);
  v128.store(y + 4 * pixel, e);
  v128.store(y + 5 * pixel, f);
  v128.store(y + 6 * pixel, h);
  v128.store(y + 7 * pixel, i);
}
