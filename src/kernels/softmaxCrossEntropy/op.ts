// Softmax and cross-entropy in one operation: contract of shapes, errors, function.
import { engine, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";

export const SoftmaxCrossEntropy = "SoftmaxCrossEntropy";
export const SoftmaxCrossEntropyGrad = "SoftmaxCrossEntropyGrad";

/**
 * logits [B, K], labels int32 [B] in 0 … K − 1 → probabilities [B, K] = softmax(logits) and
 * loss [B] = −log probability of the label, in nats, one per example (take the mean for
 * the usual training loss). A label outside 0 … K − 1 makes its loss NaN.
 *
 * The loss is differentiable in the logits; gradients do not pass through the probabilities.
 */
export function softmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D): { loss: Tensor1D; probabilities: Tensor2D } {
  checkShapes(logits.shape, labels);
  const [loss, probabilities] = engine().runKernel<[Tensor1D, Tensor2D]>(SoftmaxCrossEntropy, { logits, labels });
  return { loss, probabilities };
}

/** dloss [B], probabilities [B, K], labels [B] → the gradient of the logits [B, K]. */
export function softmaxCrossEntropyGrad(dloss: Tensor1D, probabilities: Tensor2D, labels: Tensor1D): Tensor2D {
  checkShapes(probabilities.shape, labels);
  return engine().runKernel<Tensor2D>(SoftmaxCrossEntropyGrad, { dloss, probabilities, labels });
}

function checkShapes(shape: readonly number[], labels: Tensor1D): void {
  if (shape.length !== 2) throw new Error(`Logits are [examples, classes], not [${shape.join(", ")}].`);
  if (labels.shape.length !== 1 || labels.shape[0] !== shape[0]) {
    throw new Error(`Labels of shape [${labels.shape.join(", ")}] for logits of ${shape[0]} examples.`);
  }
  if (labels.dtype !== "int32") throw new Error(`Labels are int32 class numbers, not ${labels.dtype}.`);
}
