// One moving average, in place.
import { put, take, wholeBytes } from "../wasm/lanes.as";

/**
 * moving ← momentum · moving + rest · batch, [count] each. Every product is rounded, in both builds, as in the
 * plain reference.
 */
export function moveAverage(moving: usize, batch: usize, count: i32, momentum: f32, rest: f32): void {
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) move(moving + at, batch + at, momentum, rest, true);
  for (; at < bytes; at += 4) move(moving + at, batch + at, momentum, rest, false);
}

// @ts-ignore: decorator
@inline
function move(moving: usize, batch: usize, momentum: f32, rest: f32, whole: bool): void {
  const kept = f32x4.mul(take(moving, whole), f32x4.splat(momentum));
  put(moving, f32x4.add(kept, f32x4.mul(take(batch, whole), f32x4.splat(rest))), whole);
}
