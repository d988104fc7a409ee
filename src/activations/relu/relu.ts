import type { ActivationDescription } from "../description.ts";

/** y = max(x, 0). */
export const relu = {
  name: "relu",
  words: "ReLU",
  marker: "triangle",
  dash: "7 4",
  derivativeFrom: "either",
  forward: (x, { whereNegative }) => whereNegative(x, 0, x),
  gradient: (dy, y, { wherePositive }) => wherePositive(y, dy, 0),
  wgsl: {
    // With select, not max, so that NaN stays NaN.
    forward: (x, value) => `select(${x}, ${value}(), ${x} < ${value}())`,
    gradient: (dy, y, value) => `select(${value}(), ${dy}, ${y} > ${value}())`,
  },
} as const satisfies ActivationDescription;
