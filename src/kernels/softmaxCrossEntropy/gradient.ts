// The gradient of softmaxCrossEntropy: dlogits = (p − onehot) · dloss. A larger logit raises the loss
// by its probability p, and lowers it by 1 at the label.
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
