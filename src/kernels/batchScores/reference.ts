// A batch's mean loss and accuracy, plainly, on any tfjs backend.
import {
  argMax,
  cast,
  equal,
  mean,
  reshape,
  stack,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { BatchScores } from "./op.ts";

export const batchScoresReference: KernelTable = {
  [BatchScores]: referenceKernel(
    ({ meanLoss, probabilities, labels }: { meanLoss: Scalar; probabilities: Tensor2D; labels: Tensor1D }) =>
      stack([reshape(meanLoss, []), mean(cast(equal(argMax(probabilities, 1), labels), "float32"))]),
  ),
};
