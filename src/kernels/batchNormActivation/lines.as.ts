// How batch norm goes through its input [rows, C], for any C: as many rows are taken together as
// fill whole vectors (a line), and four lines at a time; the few remaining rows are taken one float
// at a time. Values per channel are repeated to the width of a line. Memory is read in order, so
// that the processor prefetches.

/** Rows that make up one "line" of whole vectors. */
// @ts-ignore: decorator
@inline
export function rowsTogether(channels: i32): i32 {
  return 4 >> min(2, ctz(channels));
}

/** Floats of such a line: the least common multiple of C and 4. */
// @ts-ignore: decorator
@inline
export function lineWidth(channels: i32): i32 {
  return channels * rowsTogether(channels);
}

/** Number of lines that are summed in single precision before the sums are added in double precision. */
// @ts-ignore: decorator
@inline
export const BLOCK: i32 = 64;

/** Repeats the first `channels` floats at `values` up to `width`. */
export function widen(values: usize, channels: i32, width: i32): void {
  const from = (<usize>channels) << 2;
  for (let at = from; at < (<usize>width) << 2; at += 4) store<f32>(values + at, load<f32>(values + at - from));
}

/** Adds `width` single-precision sums at `from` to the double-precision ones at `to`, and leaves zeros. */
export function flush(from: usize, to: usize, width: i32): void {
  for (let at: usize = 0; at < (<usize>width) << 2; at += 16) {
    const values = v128.load(from + at),
      sums = to + 2 * at;
    const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(values)));
    v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(upper)), 16);
    v128.store(from + at, f32x4.splat(0));
  }
}

/** The double-precision sums of channel c. */
export function total(sums: usize, c: i32, channels: i32, width: i32): f64 {
  let sum: f64 = 0;
  for (let at = c; at < width; at += channels) sum += load<f64>(sums + ((<usize>at) << 3));
  return sum;
}
