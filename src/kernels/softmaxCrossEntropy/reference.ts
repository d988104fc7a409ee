// Softmax cross-entropy and its gradient in plain tfjs operations. The fast kernels are checked
// against it.
import {
  cast,
  div,
  equal,
  exp,
  expandDims,
  log,
  max,
  mul,
  range,
  reshape,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from "./op.ts";

export const softmaxCrossEntropyReference: KernelTable = {
  [SoftmaxCrossEntropy]: referenceKernel(({ logits, labels }: { logits: Tensor2D; labels: Tensor1D }) => {
    const shifted: Tensor2D = sub(logits, max(logits, 1, true)); // so that exp cannot overflow
    const powers = exp(shifted);
    const total = sum<Tensor2D>(powers, 1, true);
    const at = chosen(labels, logits.shape[1]);
    const ofLabel = div(sum(mul(shifted, at), 1), sum(at, 1)); // 0/0 when there is no such label
    return [sub(reshape(log(total), [-1]), ofLabel), div(powers, total)];
  }),

  [SoftmaxCrossEntropyGrad]: referenceKernel(
    ({ dloss, probabilities, labels }: { dloss: Tensor1D; probabilities: Tensor2D; labels: Tensor1D }) =>
      mul(sub(probabilities, chosen(labels, probabilities.shape[1])), expandDims(dloss, 1)),
  ),
};

/** [B] → [B, K]: 1 at the label, 0 elsewhere. */
function chosen(labels: Tensor1D, classes: number): Tensor2D {
  return cast(equal<Tensor2D>(expandDims(labels, 1), range(0, classes, 1, "int32")), "float32");
}
