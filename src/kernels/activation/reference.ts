// Activations and their derivatives, plainly, from tfjs operations: the definition that the
// fast kernels are checked against. Knows nothing of speed.
import { add, clone, elu, greater, mul, relu, where, zerosLike, type Tensor } from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { ActivationGrad, ActivationKernel, type Activation, type ActivationAttributes } from "./op.ts";

export const activationReference: KernelTable = {
  [ActivationKernel]: referenceKernel(({ x }: { x: Tensor }, { activation }: ActivationAttributes) =>
    plainActivation(x, activation),
  ),
  [ActivationGrad]: referenceKernel(({ dy, y }: { dy: Tensor; y: Tensor }, { activation }: ActivationAttributes) =>
    plainActivationGrad(dy, y, activation),
  ),
};

/** act(x), in a tensor of its own. */
export function plainActivation(x: Tensor, activation: Activation): Tensor {
  switch (activation) {
    case "none":
      return clone(x);
    case "relu":
      return relu(x);
    case "elu":
      return elu(x);
    default:
      throw new Error(`An activation is "none", "relu" or "elu", not "${String(activation satisfies never)}".`);
  }
}

/** dy · act′, told from y = act(x). */
export function plainActivationGrad(dy: Tensor, y: Tensor, activation: Activation): Tensor {
  const positive = () => greater(y, zerosLike(y));
  switch (activation) {
    case "none":
      return clone(dy);
    case "relu":
      return where(positive(), dy, zerosLike(dy));
    case "elu":
      return where(positive(), dy, mul(dy, add(y, 1)));
    default:
      throw new Error(`An activation is "none", "relu" or "elu", not "${String(activation satisfies never)}".`);
  }
}
