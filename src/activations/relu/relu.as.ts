// @ts-ignore: decorator
@inline
export function forward(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0)); // x < 0 ? 0 : x, so NaN stays
}

/** `at` is y or x: the sign is the same. */
// @ts-ignore: decorator
@inline
export function gradient(dy: v128, at: v128): v128 {
  return v128.and(dy, f32x4.gt(at, f32x4.splat(0)));
}
