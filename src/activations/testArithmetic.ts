// The arithmetic of formulas on plain numbers in double precision. For tests only.
import type { Arithmetic } from "./description.ts";

export const doubles: Arithmetic<number> = {
  add: (a, b) => a + b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  exp: Math.exp,
  expm1: Math.expm1,
  erf,
  whereNegative: (x, then, otherwise) => (x < 0 ? then : otherwise),
  wherePositive: (x, then, otherwise) => (x > 0 ? then : otherwise),
};

/** 2/√π · exp(−x²) · Σ 2ⁿ·x²ⁿ⁺¹/(2n + 1)!!: all terms have one sign (Abramowitz & Stegun 7.1.6). */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; n < 200; n++) sum += term *= (2 * x * x) / (2 * n + 1);
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
