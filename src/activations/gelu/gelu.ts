import type { ActivationDescription, Arithmetic } from "../description.ts";

/** Φ(−z) = exp(−z²/2) · UPPER(z)/LOWER(z) for z ≥ 0, from the highest power down: see gelu.as.ts. */
const UPPER = [0.0352624966, 0.700383064, 6.3739622, 33.9128661, 112.079291, 221.213596, 220.206868];
const LOWER = [0.0883883476, 1.75566716, 16.0641776, 86.7807322, 296.564249, 637.333633, 793.826513, 440.413736];

function polynomial(z: string, [highest = 0, ...others]: readonly number[]): string {
  return others.reduce((sum, coefficient) => `(${sum} * ${z} + ${coefficient})`, String(highest));
}

/** y = x · Φ(x), with the distribution function Φ of the normal distribution (Hendrycks & Gimpel, 2016); exact, not by tanh. */
export const gelu = {
  name: "gelu",
  words: "GELU",
  marker: "diamond",
  dash: "10 3 2 3",
  derivativeFrom: "input",
  forward: (x, arithmetic) => arithmetic.multiply(x, distribution(x, arithmetic)),
  // Φ(x) + x · φ(x)
  gradient: (dy, x, arithmetic) => {
    const { add, multiply } = arithmetic;
    return multiply(dy, add(distribution(x, arithmetic), multiply(x, density(x, arithmetic))));
  },
  wgsl: {
    functions: (value) => `
fn geluTail(z: ${value}) -> ${value} {
  let upper = ${polynomial("z", UPPER)};
  let lower = ${polynomial("z", LOWER)};
  return upper / lower;
}
fn geluInside(x: ${value}) -> ${value} { return clamp(x, ${value}(-13.0), ${value}(13.0)); }
fn geluDistribution(x: ${value}) -> ${value} {
  let inside = geluInside(x);
  let tail = exp(-0.5 * inside * inside) * geluTail(abs(inside));
  return select(tail, 1.0 - tail, x > ${value}());
}
fn geluSlope(x: ${value}) -> ${value} {
  let inside = geluInside(x);
  return geluDistribution(x) + 0.398942280 * inside * exp(-0.5 * inside * inside);
}`,
    forward: (x) => `${x} * geluDistribution(${x})`,
    gradient: (dy, x) => `${dy} * geluSlope(${x})`,
  },
} as const satisfies ActivationDescription;

/** Φ(x) = (1 + erf(x/√2))/2 */
function distribution<T>(x: T, { add, multiply, erf }: Arithmetic<T>): T {
  return multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5);
}

/** φ(x) = exp(−x²/2)/√(2π) */
function density<T>(x: T, { multiply, exp }: Arithmetic<T>): T {
  return multiply(exp(multiply(multiply(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}
