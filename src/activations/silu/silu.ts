import type { ActivationDescription, Arithmetic } from "../description.ts";

/** y = x · σ(x), with the logistic function σ (Elfwing et al., 2017; "swish" with β = 1 in Ramachandran et al., 2017). */
export const silu = {
  name: "silu",
  words: "SiLU",
  marker: "star",
  dash: "10 3 2 3 2 3",
  derivativeFrom: "input",
  forward: (x, arithmetic) => arithmetic.multiply(x, logistic(x, arithmetic)),
  // σ(x) · (1 + x · (1 − σ(x)))
  gradient: (dy, x, arithmetic) => {
    const { add, multiply } = arithmetic;
    const s = logistic(x, arithmetic);
    return multiply(dy, multiply(s, add(multiply(x, add(multiply(s, -1), 1)), 1)));
  },
  wgsl: {
    // The exponential of what is not positive: it cannot overflow.
    functions: (value) => `
fn siluLogistic(x: ${value}) -> ${value} {
  let e = exp(max(-abs(x), ${value}(-87.0)));
  return select(e, ${value}(1.0), x > ${value}()) / (1.0 + e);
}
fn siluSlope(x: ${value}) -> ${value} {
  let s = siluLogistic(x);
  return s * (1.0 + x * siluLogistic(-x));
}`,
    forward: (x) => `${x} * siluLogistic(${x})`,
    gradient: (dy, x) => `${dy} * siluSlope(${x})`,
  },
} as const satisfies ActivationDescription;

/** σ(x) = 1/(1 + exp(−x)) */
function logistic<T>(x: T, { add, divide, exp, multiply }: Arithmetic<T>): T {
  return divide(1, add(exp(multiply(x, -1)), 1));
}
