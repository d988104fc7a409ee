// Sums and products of two arrays of equal length.
import { put, take, wholeBytes } from "../wasm/lanes.as";

/** out ← a + b, [count] each; out may be a or b. */
export function addArrays(a: usize, b: usize, out: usize, count: i32): void {
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(out + at, f32x4.add(take(a + at, true), take(b + at, true)), true);
  for (; at < bytes; at += 4) put(out + at, f32x4.add(take(a + at, false), take(b + at, false)), false);
}

/** out ← a · b, [count] each; out may be a or b. */
export function multiplyArrays(a: usize, b: usize, out: usize, count: i32): void {
  const bytes = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(out + at, f32x4.mul(take(a + at, true), take(b + at, true)), true);
  for (; at < bytes; at += 4) put(out + at, f32x4.mul(take(a + at, false), take(b + at, false)), false);
}
