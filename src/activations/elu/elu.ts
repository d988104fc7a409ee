import type { ActivationDescription } from "../description.ts";

/** y = x above zero, exp(x) − 1 elsewhere (Clevert et al., 2016). Below zero its derivative is exp(x) = y + 1. */
export const elu = {
  name: "elu",
  words: "ELU",
  marker: "square",
  dash: "1.5 4",
  derivativeFrom: "output",
  forward: (x, { expm1, whereNegative }) => whereNegative(x, expm1(x), x),
  gradient: (dy, y, { add, multiply, wherePositive }) => wherePositive(y, dy, multiply(dy, add(y, 1))),
  wgsl: {
    forward: (x, value) => `select(${x}, exp(min(${x}, ${value}())) - 1.0, ${x} < ${value}())`,
    gradient: (dy, y, value) => `select(${dy} * (${y} + 1.0), ${dy}, ${y} > ${value}())`,
  },
} as const satisfies ActivationDescription;
