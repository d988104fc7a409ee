// Activations and their derivatives, four numbers at a time. `code` is activationCode's:
// 0 none, 1 relu, 2 elu; where it is a constant, only one branch is compiled.
import { put, take, wholeBytes } from "../wasm/lanes.as";
import { expMinus1OfNegative } from "./exponential.as";

/** act(x). NaN stays NaN, so that a diverged run is seen. */
// @ts-ignore: decorator
@inline
export function activationOf(x: v128, code: i32): v128 {
  const zero = f32x4.splat(0);
  if (code == 0) return x;
  if (code == 1) return f32x4.pmax(x, zero); // x < 0 ? 0 : x, so NaN stays
  return v128.bitselect(x, expMinus1OfNegative(x), f32x4.gt(x, zero)); // above zero it is no number of use
}

/** dy · act′, told from y = act(x). */
// @ts-ignore: decorator
@inline
export function activationGradOf(dy: v128, y: v128, code: i32): v128 {
  if (code == 0) return dy;
  const positive = f32x4.gt(y, f32x4.splat(0));
  if (code == 1) return v128.and(dy, positive);
  return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, f32x4.splat(1))), positive);
}

/** y = act(x), `count` numbers; relu or elu. */
export function activation(x: usize, y: usize, count: i32, code: i32): void {
  if (code == 1) map(x, y, (<usize>count) << 2, 1);
  else map(x, y, (<usize>count) << 2, 2);
}

/** dx = dy · act′, told from y; relu or elu. */
export function activationGrad(dy: usize, y: usize, dx: usize, count: i32, code: i32): void {
  if (code == 1) mapGrad(dy, y, dx, (<usize>count) << 2, 1);
  else mapGrad(dy, y, dx, (<usize>count) << 2, 2);
}

// @ts-ignore: decorator
@inline
function map(x: usize, y: usize, bytes: usize, code: i32): void {
  let at: usize = 0;
  for (; at < (bytes & ~63); at += 64) {
    // four at once: relu is done before the loop's own additions are
    const from = x + at,
      to = y + at;
    v128.store(to, activationOf(v128.load(from), code));
    v128.store(to, activationOf(v128.load(from, 16), code), 16);
    v128.store(to, activationOf(v128.load(from, 32), code), 32);
    v128.store(to, activationOf(v128.load(from, 48), code), 48);
  }
  for (; at < bytes; at += 4) put(y + at, activationOf(take(x + at, false), code), false);
}

// @ts-ignore: decorator
@inline
function mapGrad(dy: usize, y: usize, dx: usize, bytes: usize, code: i32): void {
  let at: usize = 0;
  for (; at < wholeBytes(bytes); at += 16) put(dx + at, activationGradOf(take(dy + at, true), take(y + at, true), code), true);
  for (; at < bytes; at += 4) put(dx + at, activationGradOf(take(dy + at, false), take(y + at, false), code), false);
}
