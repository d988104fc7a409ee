import type { ActivationDescription } from "../description.ts";

/** y = x. */
export const none = {
  name: "none",
  words: "none",
  marker: "circle",
  dash: "none",
  derivativeFrom: "either",
  forward: (x) => x,
  gradient: (dy) => dy,
  wgsl: {
    forward: (x) => x,
    gradient: (dy) => dy,
  },
} as const satisfies ActivationDescription;
