// exp and log from additions, multiplications and bit shifts only, so that every browser
// gives the same bits; without tables, because kernels have no static data.
import { madd } from "./arithmetic.as";

/** Below this, the logarithm of the smallest normal number, exp is taken to be 0 (and exp − 1 to be −1). */
// @ts-ignore: decorator
@inline
const LOWEST: f32 = -87.33654;

/** 1.5 · 2²³: adding a number of moderate size rounds it to a whole number, which is then in the lowest bits. */
// @ts-ignore: decorator
@inline
const ROUNDING: f32 = 12582912;

// x = n·ln 2 + r with |r| ≤ ln 2 / 2. ln 2 is cut into a part of few bits, whose multiples
// are exact, and a rest. exp(r) − 1 = r + r²·q(r), with the coefficients of Cephes' expf
// (Moshier, 1984–92).
// @ts-ignore: decorator
@inline
function smallExpMinus1(x: v128, n: v128): v128 {
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let q = madd(f32x4.splat(1.98756915e-4), r, f32x4.splat(1.3981999507e-3));
  q = madd(q, r, f32x4.splat(8.3334519073e-3));
  q = madd(q, r, f32x4.splat(4.1665795894e-2));
  q = madd(q, r, f32x4.splat(1.6666665459e-1));
  q = madd(q, r, f32x4.splat(5.0000001201e-1));
  return madd(f32x4.mul(r, r), q, r);
}

/** x / ln 2, rounded, still with ROUNDING added. */
// @ts-ignore: decorator
@inline
function nearest(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504)), f32x4.splat(ROUNDING));
}

/** 2ⁿ from n with ROUNDING added: its lowest bits become an exponent. */
// @ts-ignore: decorator
@inline
function powerOf2(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(0x3f800000));
}

/** exp(x) for x ≤ 0. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  const inside = f32x4.pmax(x, f32x4.splat(LOWEST)),
    rounded = nearest(inside),
    power = powerOf2(rounded);
  const value = madd(smallExpMinus1(inside, f32x4.sub(rounded, f32x4.splat(ROUNDING))), power, power);
  return v128.andnot(value, f32x4.lt(x, f32x4.splat(LOWEST)));
}

/** exp(x) − 1 for x ≤ 0, exact to its last bits near 0 too. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function expMinus1OfNegative(x: v128): v128 {
  const inside = f32x4.pmax(x, f32x4.splat(LOWEST)),
    rounded = nearest(inside),
    power = powerOf2(rounded);
  return madd(smallExpMinus1(inside, f32x4.sub(rounded, f32x4.splat(ROUNDING))), power, f32x4.sub(power, f32x4.splat(1)));
}

/** The natural logarithm of a finite x > 0, for a few numbers only: x = m·2ᵉ, log m = 2·artanh((m − 1)/(m + 1)). */
export function logarithm(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const s = (m - 1) / (m + 1),
    t = s * s;
  const series = 1 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t * (1.0 / 11 + t * (1.0 / 13 + t / 15))))));
  return <f64>exponent * 0.6931471805599453 + 2 * s * series;
}
