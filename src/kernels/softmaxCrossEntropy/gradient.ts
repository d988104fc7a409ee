// The gradient of softmaxCrossEntropy: raising a logit raises its own probability p at the
// cost of the others, so the loss moves by p, less 1 at the label: dlogits = (p − onehot) · dloss.
import type { GradConfig, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { SoftmaxCrossEntropy, softmaxCrossEntropyGrad } from "./op.ts";

export const softmaxCrossEntropyGradient: GradConfig = {
  kernelName: SoftmaxCrossEntropy,
  inputsToSave: ["labels"],
  outputsToSave: [false, true],
  gradFunc: (dys, saved) => {
    const [dloss] = dys as [Tensor1D, Tensor2D];
    const [labels, probabilities] = saved as [Tensor1D, Tensor2D];
    return { logits: () => softmaxCrossEntropyGrad(dloss, probabilities, labels) };
  },
};
