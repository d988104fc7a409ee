// How batch norm walks its input [rows, C], for any C: so many rows are taken at a time that
// their floats fill whole strips of 16 (four vectors); the few rows that are left over are
// taken one float at a time. What belongs to a channel is written out for the whole width.

/** Floats a strip: four vectors, so that eight sums are under way at once. */
// @ts-ignore: decorator
@inline
export const STRIP: i32 = 16;

/** Rows taken at a time. */
// @ts-ignore: decorator
@inline
export function rowsTogether(channels: i32): i32 {
  return STRIP >> min(4, ctz(channels));
}

/** Floats in the rows taken at a time: the least common multiple of C and 16. */
// @ts-ignore: decorator
@inline
export function stripWidth(channels: i32): i32 {
  return channels * rowsTogether(channels);
}

/** Times that rows are taken before going on to the next strip, so that all of it stays in the nearest cache. */
// @ts-ignore: decorator
@inline
export function blockLength(width: i32): i32 {
  return max(4, min(64, 4096 / width));
}

/** Repeats the first `channels` floats at `values` up to `width`. */
export function widen(values: usize, channels: i32, width: i32): void {
  const from = <usize>channels << 2;
  for (let at = from; at < <usize>width << 2; at += 4) store<f32>(values + at, load<f32>(values + at - from));
}
