// The activations between and after convolutions: their names, their formulas, and the
// function. Knows no engine.
import { engine, type Tensor } from "@tensorflow/tfjs-core";

export const ActivationKernel = "Activation";
export const ActivationGrad = "ActivationGrad";

/** relu(x) = max(x, 0). elu(x) = x above zero, exp(x) − 1 elsewhere (Clevert et al., 2016). "none" leaves x alone. */
export type Activation = "none" | "relu" | "elu";

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

/** The number by which an activation is named to the WebAssembly kernels. */
export function activationCode(activation: Activation): number {
  switch (activation) {
    case "none":
      return 0;
    case "relu":
      return 1;
    case "elu":
      return 2;
    default:
      throw new Error(`An activation is "none", "relu" or "elu", not "${String(activation satisfies never)}".`);
  }
}
