// Batch norm with residual and activation, and its gradient, in plain tfjs operations. The fast
// kernels are checked against it.
import {
  add,
  div,
  mean as meanOf,
  mul,
  reshape,
  rsqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { plainActivation, plainActivationGrad } from "../activation/reference.ts";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import {
  BatchNormActivation,
  BatchNormActivationGrad,
  BatchNormActivationInference,
  ScaledBatchNormActivation,
  type BatchNormAttributes,
  type BatchNormGradInputs,
  type BatchNormTrainingAttributes,
} from "./op.ts";

type Training = { x: Tensor; offset: Tensor1D; scale?: Tensor1D; residual?: Tensor };
type Moments = { mean: Tensor1D; variance: Tensor1D };

const training = referenceKernel((inputs: Training, attributes: BatchNormAttributes) => {
  const moments = momentsOf(inputs.x);
  return [apply({ ...inputs, ...moments }, attributes), moments.mean, moments.variance];
});

export const batchNormActivationReference: KernelTable = {
  [BatchNormActivation]: training,
  [ScaledBatchNormActivation]: training,

  [BatchNormActivationInference]: referenceKernel(apply),

  [BatchNormActivationGrad]: referenceKernel((inputs: BatchNormGradInputs, attributes: BatchNormTrainingAttributes) => {
    const { dy, x, y, mean, variance, scale } = inputs;
    const inverse = rsqrt(add(variance, attributes.epsilon));
    const normal = mul(sub(x, mean), inverse);
    const g = plainActivationGrad(dy, y, attributes.activation);
    const offsetGradient = sum(rowsOf(g), 0);
    const scaleGradient = sum(rowsOf(mul(g, normal)), 0);
    const rows = rowsOf(x).shape[0];
    const moved = add(div(offsetGradient, rows), mul(normal, div(scaleGradient, rows)));
    const gain = scale ? mul(inverse, scale) : inverse;
    return [
      mul(sub(g, moved), gain),
      ...(scale ? [scaleGradient] : []),
      offsetGradient,
      ...(attributes.hasResidual ? [g] : []),
    ];
  }),
};

function apply(
  { x, mean, variance, scale, offset, residual }: Training & Moments,
  { epsilon, activation }: BatchNormAttributes,
): Tensor {
  const inverse = rsqrt(add(variance, epsilon));
  const scaled = mul(sub(x, mean), scale ? mul(inverse, scale) : inverse);
  const shifted = add(scaled, offset);
  return plainActivation(residual ? add(shifted, residual) : shifted, activation);
}

/** Mean and biased variance over all rows. The second round removes the first one's rounding errors. */
function momentsOf(x: Tensor): Moments {
  const rows = rowsOf(x);
  const rough = meanOf<Tensor1D>(rows, 0);
  const left = meanOf<Tensor1D>(sub(rows, rough), 0);
  const mean: Tensor1D = add(rough, left);
  return { mean, variance: meanOf<Tensor1D>(square(sub(rows, mean)), 0) };
}

/** [..., C] → [N, C]. */
function rowsOf(x: Tensor): Tensor2D {
  return reshape(x, [-1, x.shape.at(-1) ?? 1]);
}
