// Narrow segments (1 to 4 channels) as vectors over the channels. A vector holds 4 neighbouring
// channels of a pixel, of one or several segments; turned by t, each lane o of a segment holds
// that segment's channel (o + t) mod g. A segment's product with its g × g weights is then the
// sum over the g turns of the turned vector times a vector of weights.

/** A number for each pair of segment width and turn (for width 3, also of which third of 12 channels). */
// @ts-ignore: decorator
@inline
export function turnCase(g: i32, turn: i32, from: i32): i32 {
  if (turn == 0) return 0;
  if (g == 2) return 1;
  if (g == 4) return 1 + turn;
  return 4 + 2 * ((from >> 2) % 3) + turn;
}

/** The 4 channels at `x`, turned; `which` is a constant from turnCase. For width 3, reads up to 8 bytes before and after. */
// @ts-ignore: decorator
@inline
export function turned(x: usize, which: i32): v128 {
  if (which >= 1 && which <= 4) return turn(v128.load(x), which);
  // Width 3, turned by 1: the next lane, but at the segment's end two back. Turned by 2: the mirror image.
  if (which == 5) return v128.shuffle<f32>(v128.load(x + 4), v128.load(x - 8), 0, 1, 6, 3);
  if (which == 6) return v128.shuffle<f32>(v128.load(x + 8), v128.load(x - 4), 0, 5, 6, 3);
  if (which == 7) return v128.shuffle<f32>(v128.load(x + 4), v128.load(x - 8), 0, 5, 2, 3);
  if (which == 8) return v128.shuffle<f32>(v128.load(x + 8), v128.load(x - 4), 4, 5, 2, 7);
  if (which == 9) return v128.shuffle<f32>(v128.load(x + 4), v128.load(x - 8), 4, 1, 2, 7);
  if (which == 10) return v128.shuffle<f32>(v128.load(x + 8), v128.load(x - 4), 4, 1, 6, 7);
  return v128.load(x);
}

/** A vector of whole segments, turned; `which` is one of the constants 1 to 4. */
// @ts-ignore: decorator
@inline
export function turn(v: v128, which: i32): v128 {
  if (which == 1) return v128.shuffle<f32>(v, v, 1, 0, 3, 2);
  if (which == 2) return v128.shuffle<f32>(v, v, 1, 2, 3, 0);
  if (which == 3) return v128.shuffle<f32>(v, v, 2, 3, 0, 1);
  return v128.shuffle<f32>(v, v, 3, 0, 1, 2);
}

/** One channel, spread over a vector; with `two`, over its lower half, and the one `apart` bytes later over the upper. */
// @ts-ignore: decorator
@inline
export function spread(x: usize, two: bool, apart: usize): v128 {
  const one = v128.load32_splat(x);
  return two ? v128.shuffle<f32>(one, v128.load32_splat(x + apart), 0, 0, 4, 4) : one;
}
