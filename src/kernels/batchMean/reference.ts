// The mean of a batch and its gradient, plainly, on any tfjs backend.
import { div, fill, mean, mul, type Scalar, type Tensor1D } from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { BatchMean, BatchMeanGrad, type BatchMeanGradAttributes } from "./op.ts";

export const batchMeanReference: KernelTable = {
  [BatchMean]: referenceKernel(({ x }: { x: Tensor1D }) => mean(x)),
  [BatchMeanGrad]: referenceKernel(({ dy }: { dy: Scalar }, { count }: BatchMeanGradAttributes) =>
    mul(fill([count], 1), div(dy, count)),
  ),
};
