// The activations of src/activations as an operation on tensors.
import { engine, type Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "../../activations/list.ts";

export const ActivationKernel = "Activation";
export const ActivationGrad = "ActivationGrad";

export type ActivationAttributes = { activation: Activation };

/** x of any shape → y of the same shape. Differentiable. "none" gives x itself back, not a copy. */
export function activate<T extends Tensor>(x: T, activation: Activation): T {
  if (activation === "none") return x;
  return engine().runKernel<T>(ActivationKernel, { x }, { activation });
}

/** dy and y = act(x), of one shape → the gradient of x: both derivatives can be told from y. */
export function activationGrad<T extends Tensor>(dy: T, y: T, activation: Activation): T {
  if (dy.shape.join() !== y.shape.join()) {
    throw new Error(`A gradient of shape [${dy.shape.join(", ")}] for an activation of shape [${y.shape.join(", ")}].`);
  }
  if (activation === "none") return dy;
  return engine().runKernel<T>(ActivationGrad, { dy, y }, { activation });
}
