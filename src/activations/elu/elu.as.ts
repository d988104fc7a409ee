import { expMinus1OfNegative } from "../../kernels/wasm/exponential.as";

// @ts-ignore: decorator
@inline
export function forward(x: v128): v128 {
  return v128.bitselect(x, expMinus1OfNegative(x), f32x4.gt(x, f32x4.splat(0))); // above zero, exp − 1 is not used
}

// @ts-ignore: decorator
@inline
export function gradient(dy: v128, y: v128): v128 {
  const positive = f32x4.gt(y, f32x4.splat(0));
  return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, f32x4.splat(1))), positive);
}
