// The activations of src/activations as an operation on tensors.
import { engine, type Tensor } from "@tensorflow/tfjs-core";
import { describeActivation, type Activation } from "../../activations/list.ts";

/**
 * Two names for one kernel, because tfjs saves a fixed list of tensors for the gradient of a name: y for the first name,
 * x for the second.
 */
export const ActivationKernel = "Activation";
export const ActivationKeepingInput = "ActivationKeepingInput";
export const ActivationGrad = "ActivationGrad";

export type ActivationAttributes = { activation: Activation };

/** x of any shape → y of the same shape. Differentiable. "none" gives x itself back, not a copy. */
export function activate<T extends Tensor>(x: T, activation: Activation): T {
  if (activation === "none") return x;
  const isInputKept = describeActivation(activation).derivativeFrom === "input";
  return engine().runKernel<T>(isInputKept ? ActivationKeepingInput : ActivationKernel, { x }, { activation });
}

/** dy, and y = act(x) or x, of which the derivative is computed, of one shape → the gradient of x. */
export function activationGrad<T extends Tensor>(dy: T, told: T, activation: Activation): T {
  if (dy.shape.join() !== told.shape.join()) {
    throw new Error(
      `A gradient of shape [${dy.shape.join(", ")}] for an activation of shape [${told.shape.join(", ")}].`,
    );
  }
  if (activation === "none") return dy;
  return engine().runKernel<T>(ActivationGrad, { dy, told }, { activation });
}
