// A tensor's numbers as 32-bit floats, for operations that cannot read 16-bit ones.
import { engine, type GradConfig, type Tensor } from "@tensorflow/tfjs-core";
import { isHalf } from "../webgpu/halfStorage.ts";

export const Widen = "Widen";

/** x itself unless it is stored in halves. Differentiable: gradients are never stored in halves. */
export function widen<T extends Tensor>(x: T): T {
  return isHalf(x) ? engine().runKernel<T>(Widen, { x }) : x;
}

export const widenGradient: GradConfig = { kernelName: Widen, gradFunc: (dy) => ({ x: () => (dy as Tensor).clone() }) };
