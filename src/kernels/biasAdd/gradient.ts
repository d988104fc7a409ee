// The gradient of biasAdd: x passes dy on unchanged; each bias collects the dy of its channel.
import type { GradConfig } from "@tensorflow/tfjs-core";
import { BiasAdd, biasAddGrad } from "./op.ts";

export const biasAddGradient: GradConfig = {
  kernelName: BiasAdd,
  gradFunc: (dy) => {
    if (Array.isArray(dy)) throw new Error(`${BiasAdd} has 1 output, not ${dy.length}.`);
    return { x: () => dy.clone(), bias: () => biasAddGrad(dy) };
  },
};
