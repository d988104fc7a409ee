// A batch's scores: its mean loss and its accuracy, together in one small tensor, so that both are
// read at once. Contract and function.
import { engine, type Scalar, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

export const BatchScores = "BatchScores";

/**
 * meanLoss, a scalar; probabilities [B, K]; labels int32 [B] → [2]: the mean loss, and the share of the examples whose
 * label is the likeliest class, the first of equally likely ones, in [0, 1]. Not differentiable.
 */
export function batchScores(meanLoss: Scalar, probabilities: Tensor2D, labels: Tensor1D): Tensor1D {
  if (meanLoss.size !== 1)
    throw new Error(`The mean loss of a batch is one number, not of shape [${meanLoss.shape.join(", ")}].`);
  const [examples, classes] = probabilities.shape;
  if (probabilities.rank !== 2 || !examples || !classes)
    throw new Error(`Probabilities are [examples, classes], not [${probabilities.shape.join(", ")}].`);
  if (labels.rank !== 1 || labels.size !== examples)
    throw new Error(`Labels of shape [${labels.shape.join(", ")}] for probabilities of ${examples} examples.`);
  if (labels.dtype !== "int32") throw new Error(`Labels are int32 class numbers, not ${labels.dtype}.`);
  return engine().runKernel(BatchScores, { meanLoss, probabilities, labels });
}
