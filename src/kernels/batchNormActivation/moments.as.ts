// Mean and biased variance of every channel of x [rows, C], in one pass over x. Accurate also where
// the mean is far larger than the deviation: an early guess of the mean is subtracted first, few
// terms at a time are summed in single precision, and these sums are added in double precision. The
// order depends on the shape alone.
import { madd } from "../wasm/arithmetic.as";
import { BLOCK, flush, lineWidth, rowsTogether, total, widen } from "./lines.as";

/** Number of rows from which the mean is guessed. */
// @ts-ignore: decorator
@inline
const GUESS_ROWS: i32 = 16;

/** `scratch` holds 7 · lineWidth(channels) floats. */
export function batchNormMoments(x: usize, rows: i32, channels: i32, mean: usize, variance: usize, scratch: usize): void {
  const width = lineWidth(channels),
    one = (<usize>width) << 2;
  const sums = scratch,
    squares = scratch + 2 * one,
    s = scratch + 4 * one,
    q = s + one,
    guess = q + one;
  memory.fill(scratch, 0, 6 * one);
  guessMean(x, rows, channels, guess);
  widen(guess, channels, width);

  const lines = rows / rowsTogether(channels);
  let from = x;
  for (let start = 0; start < lines; start += BLOCK) {
    const end = min(start + BLOCK, lines);
    let line = start;
    for (; line + 4 <= end; line += 4, from += 4 * one) addFour(from, guess, s, q, one);
    for (; line < end; line++, from += one) addOne(from, guess, s, q, one);
    flush(s, sums, width);
    flush(q, squares, width);
  }
  for (let c = 0; c < channels; c++) {
    const guessed = load<f32>(guess + ((<usize>c) << 2));
    let sum = total(sums, c, channels, width),
      square = total(squares, c, channels, width);
    for (let row = lines * rowsTogether(channels); row < rows; row++) {
      const d = <f64>(load<f32>(x + ((<usize>row * channels + c) << 2)) - guessed);
      sum += d;
      square += d * d;
    }
    const off = sum / rows;
    store<f32>(mean + ((<usize>c) << 2), <f32>(<f64>guessed + off));
    store<f32>(variance + ((<usize>c) << 2), <f32>max(square / rows - off * off, 0));
  }
}

function guessMean(x: usize, rows: i32, channels: i32, guess: usize): void {
  const some = min(rows, GUESS_ROWS);
  for (let c = 0; c < channels; c++) {
    let sum: f64 = 0;
    for (let row = 0; row < some; row++) sum += <f64>load<f32>(x + ((<usize>row * channels + c) << 2));
    store<f32>(guess + ((<usize>c) << 2), <f32>(sum / some));
  }
}

/** Adds x − guess, and its square, of four lines to the sums. */
// @ts-ignore: decorator
@inline
function addFour(x: usize, guess: usize, s: usize, q: usize, one: usize): void {
  for (let end = x + one; x < end; x += 16, guess += 16, s += 16, q += 16) {
    const g = v128.load(guess);
    const d0 = f32x4.sub(v128.load(x), g),
      d1 = f32x4.sub(v128.load(x + one), g);
    const d2 = f32x4.sub(v128.load(x + 2 * one), g),
      d3 = f32x4.sub(v128.load(x + 3 * one), g);
    v128.store(s, f32x4.add(v128.load(s), f32x4.add(f32x4.add(d0, d1), f32x4.add(d2, d3))));
    const upper = madd(d1, d1, f32x4.mul(d0, d0)),
      lower = madd(d3, d3, f32x4.mul(d2, d2));
    v128.store(q, f32x4.add(v128.load(q), f32x4.add(upper, lower)));
  }
}

// @ts-ignore: decorator
@inline
function addOne(x: usize, guess: usize, s: usize, q: usize, one: usize): void {
  for (let end = x + one; x < end; x += 16, guess += 16, s += 16, q += 16) {
    const d = f32x4.sub(v128.load(x), v128.load(guess));
    v128.store(s, f32x4.add(v128.load(s), d));
    v128.store(q, madd(d, d, v128.load(q)));
  }
}
