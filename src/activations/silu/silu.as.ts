// x · σ(x) and its derivative σ(x) · (1 + x · σ(−x)), with e = exp(−|x|), which cannot overflow: σ(|x|) is 1/(1 + e),
// and σ(−|x|) is e/(1 + e).
import { madd } from "../../kernels/wasm/arithmetic.as";
import { expOfNegative } from "../../kernels/wasm/exponential.as";

// @ts-ignore: decorator
@inline
export function forward(x: v128): v128 {
  const e = expOfNegative(f32x4.neg(f32x4.abs(x)));
  const upper = v128.bitselect(f32x4.splat(1), e, f32x4.gt(x, f32x4.splat(0)));
  return f32x4.mul(x, f32x4.div(upper, f32x4.add(e, f32x4.splat(1))));
}

// @ts-ignore: decorator
@inline
export function gradient(dy: v128, x: v128): v128 {
  const one = f32x4.splat(1),
    e = expOfNegative(f32x4.neg(f32x4.abs(x))),
    larger = f32x4.div(one, f32x4.add(e, one)),
    smaller = f32x4.mul(e, larger),
    positive = f32x4.gt(x, f32x4.splat(0));
  const s = v128.bitselect(larger, smaller, positive),
    opposite = v128.bitselect(smaller, larger, positive);
  return f32x4.mul(dy, f32x4.mul(s, madd(x, opposite, one)));
}
