// x · Φ(x) and its derivative Φ(x) + x · φ(x). The tail Φ(−z) is exp(−z²/2) times a quotient of polynomials in z ≥ 0
// (Hart et al., 1968, algorithm 5666; see West, "Better approximations to cumulative normal functions", 2005), so it is
// exact to a few units in the last place, and value and slope need only one exponential.
import { madd } from "../../kernels/wasm/arithmetic.as";
import { expOfNegative } from "../../kernels/wasm/exponential.as";

/** From here on the tail is negligible beside 1: exp(−13²/2) < 10⁻³⁶. The polynomials would overflow for large numbers. */
// @ts-ignore: decorator
@inline
const FARTHEST: f32 = 13;

// @ts-ignore: decorator
@inline
export function forward(x: v128): v128 {
  const inside = clamped(x);
  return f32x4.mul(x, distribution(inside, bell(inside)));
}

// @ts-ignore: decorator
@inline
export function gradient(dy: v128, x: v128): v128 {
  const inside = clamped(x),
    e = bell(inside);
  const density = f32x4.mul(e, f32x4.splat(0.3989422804));
  return f32x4.mul(dy, madd(inside, density, distribution(inside, e)));
}

/** NaN stays NaN. */
// @ts-ignore: decorator
@inline
function clamped(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-FARTHEST)), f32x4.splat(FARTHEST));
}

/** exp(−x²/2) */
// @ts-ignore: decorator
@inline
function bell(x: v128): v128 {
  return expOfNegative(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/** Φ(x), with e = exp(−x²/2). */
// @ts-ignore: decorator
@inline
function distribution(x: v128, e: v128): v128 {
  const z = f32x4.abs(x);
  let upper = madd(z, f32x4.splat(0.0352624965998911), f32x4.splat(0.700383064443688));
  upper = madd(upper, z, f32x4.splat(6.37396220353165));
  upper = madd(upper, z, f32x4.splat(33.912866078383));
  upper = madd(upper, z, f32x4.splat(112.079291497871));
  upper = madd(upper, z, f32x4.splat(221.213596169931));
  upper = madd(upper, z, f32x4.splat(220.206867912376));
  let lower = madd(z, f32x4.splat(0.0883883476483184), f32x4.splat(1.75566716318264));
  lower = madd(lower, z, f32x4.splat(16.064177579207));
  lower = madd(lower, z, f32x4.splat(86.7807322029461));
  lower = madd(lower, z, f32x4.splat(296.564248779674));
  lower = madd(lower, z, f32x4.splat(637.333633378831));
  lower = madd(lower, z, f32x4.splat(793.826512519948));
  lower = madd(lower, z, f32x4.splat(440.413735824752));
  const tail = f32x4.mul(e, f32x4.div(upper, lower));
  return v128.bitselect(f32x4.sub(f32x4.splat(1), tail), tail, f32x4.gt(x, f32x4.splat(0)));
}
