// The mean of a batch's losses, and its gradient: contract and function.
import { engine, type Scalar, type Tensor1D } from "@tensorflow/tfjs-core";

export const BatchMean = "BatchMean";
export const BatchMeanGrad = "BatchMeanGrad";

export type BatchMeanGradAttributes = { count: number };

/** x [B] → its mean, a scalar. Differentiable: every example has the same share. */
export function batchMean(x: Tensor1D): Scalar {
  if (x.rank !== 1 || x.size === 0)
    throw new Error(
      `The mean of a batch of shape [${x.shape.join(", ")}]: it has one dimension and at least one example.`,
    );
  return engine().runKernel(BatchMean, { x });
}

/** The gradient of the mean of `count` numbers → that of each, [count]. */
export function batchMeanGrad(dy: Scalar, count: number): Tensor1D {
  return engine().runKernel(BatchMeanGrad, { dy }, { count } satisfies BatchMeanGradAttributes);
}
