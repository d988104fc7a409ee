// The gradient of batchMean: each of the B numbers gets dy / B.
import type { GradConfig, Scalar, Tensor1D } from "@tensorflow/tfjs-core";
import { BatchMean, batchMeanGrad } from "./op.ts";

export const batchMeanGradient: GradConfig = {
  kernelName: BatchMean,
  inputsToSave: ["x"],
  gradFunc: (dy, saved) => {
    const [x] = saved as [Tensor1D];
    return { x: () => batchMeanGrad(dy as Scalar, x.size) };
  },
};
