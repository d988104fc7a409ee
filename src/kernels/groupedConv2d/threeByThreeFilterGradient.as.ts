// Filter gradient of the convolutions of threeByThree.as.ts: the sums of all nine taps for 4
// channels in registers. Goes over a few rows of pixels at a time, which stay in the cache while
// every vector of channels and turn is done. The image is read in place, with zeros beyond its edges.
import { madd } from "../wasm/arithmetic.as";
import { touch } from "./image.as";
import { unpack } from "./narrowFilterGradient.as";
import { spread, turnCase, turned } from "./turn.as";

/** Least number of pixels per pass, so that loading and storing its sums costs little. */
const PIXELS_A_PASS = 64;

/**
 * x, dy: [batch, height, width ≥ 2, channels] → out [3, 3, g, channels]; segments as
 * the forward kernels, of rows of any width. `sums` is as many floats as the filter, `zeros` (width + 1) ·
 * channels + 16 floats of scratch memory. For g = 3 it reads, and ignores, 8 bytes before and after dy.
 */
export function filterGradientThreeByThree(
  x: usize,
  dy: usize,
  out: usize,
  sums: usize,
  zeros: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  g: i32,
): void {
  const pixel = (<usize>channels) << 2,
    row = <usize>width * pixel;
  const band = (PIXELS_A_PASS + width - 1) / width;
  memory.fill(sums, 0, <usize>(9 * g) * pixel);
  memory.fill(zeros, 0, row + pixel + 64);
  for (let b = 0; b < batch; b++, x += <usize>height * row) {
    for (let from = 0; from < height; from += band) {
      const to = min(from + band, height);
      touch(x + <usize>from * row, <usize>(min(to + 1, height) - from) * row);
      touch(dy, <usize>(to - from) * row);
      passes(x, row, pixel, dy, from, to, height, width, zeros, sums, g);
      dy += <usize>(to - from) * row;
    }
  }
  unpack(sums, out, channels, g, 9, g >= 4);
}

/** Rows `from` to `to` of one image, all channels; dy at `from`. */
function passes(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
  g: i32,
): void {
  for (let c = 0; c < <i32>(pixel >> 2); c += 4) {
    const lane = c % g,
      shift = (<usize>c) << 2,
      segment = shift - ((<usize>lane) << 2);
    for (let turn = 0; turn < g; turn++, out += 144) {
      if (g < 4) turnedOf(turnCase(g, turn, c), x + shift, row, pixel, dy + shift, from, to, height, width, zeros, out);
      else if (lane + 4 <= g)
        spreadOverOne(x + segment + ((<usize>turn) << 2), row, pixel, dy + shift, from, to, height, width, zeros, out, g);
      else spreadOverTwo(x + segment + ((<usize>turn) << 2), row, pixel, dy + shift, from, to, height, width, zeros, out, g);
    }
  }
}

function turnedOf(
  which: i32,
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  switch (which) {
    case 1:
      turned1(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 5:
      turned5(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 6:
      turned6(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 7:
      turned7(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 8:
      turned8(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 9:
      turned9(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    case 10:
      turned10(x, row, pixel, dy, from, to, height, width, zeros, out);
      break;
    default:
      turned0(x, row, pixel, dy, from, to, height, width, zeros, out);
  }
}

function turned0(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(0, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned1(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(1, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned5(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(5, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned6(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(6, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned7(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(7, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned8(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(8, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned9(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(9, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function turned10(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
): void {
  pass(10, 0, x, row, pixel, dy, from, to, height, width, zeros, out, 0);
}
function spreadOverOne(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
  g: i32,
): void {
  pass(0, 1, x, row, pixel, dy, from, to, height, width, zeros, out, g);
}
function spreadOverTwo(
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
  g: i32,
): void {
  pass(0, 2, x, row, pixel, dy, from, to, height, width, zeros, out, g);
}

/** The input's factor: 4 channels (`over` 0), or one channel spread over a vector, or one of each of two segments. */
// @ts-ignore: decorator
@inline
function inputOf(over: i32, x: usize, apart: usize): v128 {
  return over == 0 ? v128.load(x) : spread(x, over == 2, apart);
}

/**
 * Adds to the sums of nine taps, with dy turned as `which` says: two pixels of dy at a time and four
 * columns of x; the first and the last pixel of a row alone, beside zeros. Goes from right to left and
 * upwards, the order in which V8 takes the sums (docs/kernels.md), so each is named equally often.
 */
// @ts-ignore: decorator
@inline
function pass(
  which: i32,
  over: i32,
  x: usize,
  row: usize,
  pixel: usize,
  dy: usize,
  from: i32,
  to: i32,
  height: i32,
  width: i32,
  zeros: usize,
  out: usize,
  g: i32,
): void {
  const apart = (<usize>g) << 2;
  let a = v128.load(out),
    b = v128.load(out, 16),
    c = v128.load(out, 32);
  let d = v128.load(out, 48),
    e = v128.load(out, 64),
    f = v128.load(out, 80);
  let i = v128.load(out, 96),
    j = v128.load(out, 112),
    k = v128.load(out, 128);
  for (; from < to; from++) {
    let q = x + <usize>from * row;
    let p = from > 0 ? q - row : zeros,
      r = from + 1 < height ? q + row : zeros;
    let v = turned(dy, which);
    k = madd(v, inputOf(over, r + pixel, apart), k);
    j = madd(v, inputOf(over, r, apart), j);
    i = madd(v, inputOf(over, zeros, apart), i);
    f = madd(v, inputOf(over, q + pixel, apart), f);
    e = madd(v, inputOf(over, q, apart), e);
    d = madd(v, inputOf(over, zeros, apart), d);
    c = madd(v, inputOf(over, p + pixel, apart), c);
    b = madd(v, inputOf(over, p, apart), b);
    a = madd(v, inputOf(over, zeros, apart), a);
    p += pixel;
    q += pixel;
    r += pixel;
    dy += pixel;
    let left = width - 2;
    for (; left > 1; left -= 2) {
      v = turned(dy, which);
      const t = turned(dy + pixel, which);
      const r3 = inputOf(over, r + 2 * pixel, apart),
        r2 = inputOf(over, r + pixel, apart);
      k = madd(t, r3, madd(v, r2, k));
      const r1 = inputOf(over, r, apart);
      j = madd(t, r2, madd(v, r1, j));
      const r0 = inputOf(over, r - pixel, apart);
      i = madd(t, r1, madd(v, r0, i));
      const q3 = inputOf(over, q + 2 * pixel, apart),
        q2 = inputOf(over, q + pixel, apart);
      f = madd(t, q3, madd(v, q2, f));
      const q1 = inputOf(over, q, apart);
      e = madd(t, q2, madd(v, q1, e));
      const q0 = inputOf(over, q - pixel, apart);
      d = madd(t, q1, madd(v, q0, d));
      const p3 = inputOf(over, p + 2 * pixel, apart),
        p2 = inputOf(over, p + pixel, apart);
      c = madd(t, p3, madd(v, p2, c));
      const p1 = inputOf(over, p, apart);
      b = madd(t, p2, madd(v, p1, b));
      const p0 = inputOf(over, p - pixel, apart);
      a = madd(t, p1, madd(v, p0, a));
      p += 2 * pixel;
      q += 2 * pixel;
      r += 2 * pixel;
      dy += 2 * pixel;
    }
    for (; left > 0; left--) {
      v = turned(dy, which);
      k = madd(v, inputOf(over, r + pixel, apart), k);
      j = madd(v, inputOf(over, r, apart), j);
      i = madd(v, inputOf(over, r - pixel, apart), i);
      f = madd(v, inputOf(over, q + pixel, apart), f);
      e = madd(v, inputOf(over, q, apart), e);
      d = madd(v, inputOf(over, q - pixel, apart), d);
      c = madd(v, inputOf(over, p + pixel, apart), c);
      b = madd(v, inputOf(over, p, apart), b);
      a = madd(v, inputOf(over, p - pixel, apart), a);
      p += pixel;
      q += pixel;
      r += pixel;
      dy += pixel;
    }
    v = turned(dy, which);
    k = madd(v, inputOf(over, zeros, apart), k);
    j = madd(v, inputOf(over, r, apart), j);
    i = madd(v, inputOf(over, r - pixel, apart), i);
    f = madd(v, inputOf(over, zeros, apart), f);
    e = madd(v, inputOf(over, q, apart), e);
    d = madd(v, inputOf(over, q - pixel, apart), d);
    c = madd(v, inputOf(over, zeros, apart), c);
    b = madd(v, inputOf(over, p, apart), b);
    a = madd(v, inputOf(over, p - pixel, apart), a);
    dy += pixel;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
  v128.store(out, e, 64);
  v128.store(out, f, 80);
  v128.store(out, i, 96);
  v128.store(out, j, 112);
  v128.store(out, k, 128);
}
