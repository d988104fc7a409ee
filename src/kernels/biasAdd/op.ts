// Adds one number per channel: contract of shapes, errors, function.
import { engine, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";

export const BiasAdd = "BiasAdd";
export const BiasAddGrad = "BiasAddGrad";

/**
 * x [..., C], bias [C] → y [..., C] = x + bias. Differentiable in both; the gradient of the
 * bias is the sum of dy over everything but the channels.
 * Throws when the bias has another number of channels than x.
 */
export function biasAdd<T extends Tensor>(x: T, bias: Tensor1D): T {
  const channels = x.shape.at(-1);
  if (channels !== bias.shape[0])
    throw new Error(`A bias of ${bias.shape[0]} channels for a tensor of ${channels ?? "no"} channels.`);
  return engine().runKernel(BiasAdd, { x, bias });
}

/** dy [..., C] → the gradient of the bias, [C]. */
export function biasAddGrad(dy: Tensor): Tensor1D {
  return engine().runKernel(BiasAddGrad, { dy });
}
