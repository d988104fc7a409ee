// Mean and biased variance of every channel of x [rows, C], in one pass over x and sound
// where the mean is far larger than the deviation: an early guess of the mean is taken off
// first, at most 64 single-precision terms are summed at a time, and the sums of those are
// kept in double precision. The order is fixed by the shape alone.
import { madd } from "../wasm/arithmetic.as";
import { STRIP, blockLength, rowsTogether, stripWidth, widen } from "./strips.as";

/** Rows from which the mean is guessed. */
// @ts-ignore: decorator
@inline
const GUESS_ROWS: i32 = 16;

/** `scratch` holds 5 · stripWidth(channels) floats. */
export function batchNormMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize, scratch: usize): void {
  const width = stripWidth(channels), together = rowsTogether(channels);
  const sums = scratch, squares = scratch + (<usize>width << 3), guess = scratch + (<usize>width << 4);
  memory.fill(sums, 0, <usize>width << 4);
  guessMean(x, rows, channels, guess);
  widen(guess, channels, width);

  const times = rows / together, block = blockLength(width);
  for (let start = 0; start < times; start += block) {
    const from = x + (<usize>start * width << 2);
    const length = min(block, times - start);
    for (let at = 0; at < width; at += STRIP) {
      addStrip(from + (<usize>at << 2), length, width, guess + (<usize>at << 2), sums + (<usize>at << 3), squares + (<usize>at << 3));
    }
  }
  for (let c = 0; c < channels; c++) {
    const guessed = load<f32>(guess + (<usize>c << 2));
    let sum: f64 = 0, square: f64 = 0;
    for (let at = c; at < width; at += channels) {
      sum += load<f64>(sums + (<usize>at << 3));
      square += load<f64>(squares + (<usize>at << 3));
    }
    for (let row = times * together; row < rows; row++) {
      const d = <f64>(load<f32>(x + ((<usize>row * channels + c) << 2)) - guessed);
      sum += d;
      square += d * d;
    }
    const off = sum / rows;
    store<f32>(mean + (<usize>c << 2), <f32>(<f64>guessed + off));
    store<f32>(variance + (<usize>c << 2), <f32>max(square / rows - off * off, 0));
  }
}

function guessMean(x: usize, rows: i32, channels: i32, guess: usize): void {
  const some = min(rows, GUESS_ROWS);
  for (let c = 0; c < channels; c++) {
    let sum: f64 = 0;
    for (let row = 0; row < some; row++) sum += <f64>load<f32>(x + ((<usize>row * channels + c) << 2));
    store<f32>(guess + (<usize>c << 2), <f32>(sum / some));
  }
}

/** Adds a strip's sums of x − guess, and of its squares, over `length` times `width` floats. */
function addStrip(x: usize, length: i32, width: i32, guess: usize, sums: usize, squares: usize): void {
  const g0 = v128.load(guess), g1 = v128.load(guess, 16), g2 = v128.load(guess, 32), g3 = v128.load(guess, 48);
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, q0 = s0, q1 = s0, q2 = s0, q3 = s0;
  for (let i = 0; i < length; i++, x += <usize>width << 2) {
    const d0 = f32x4.sub(v128.load(x), g0), d1 = f32x4.sub(v128.load(x, 16), g1);
    s0 = f32x4.add(s0, d0); q0 = madd(d0, d0, q0);
    s1 = f32x4.add(s1, d1); q1 = madd(d1, d1, q1);
    const d2 = f32x4.sub(v128.load(x, 32), g2), d3 = f32x4.sub(v128.load(x, 48), g3);
    s2 = f32x4.add(s2, d2); q2 = madd(d2, d2, q2);
    s3 = f32x4.add(s3, d3); q3 = madd(d3, d3, q3);
  }
  addDouble(sums, s0); addDouble(sums + 32, s1); addDouble(sums + 64, s2); addDouble(sums + 96, s3);
  addDouble(squares, q0); addDouble(squares + 32, q1); addDouble(squares + 64, q2); addDouble(squares + 96, q3);
}

/** Adds four single-precision numbers to four double-precision sums. */
// @ts-ignore: decorator
@inline
export function addDouble(sums: usize, values: v128): void {
  const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(values)));
  v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(upper)), 16);
}
