// The gradient of batchNormActivation. With x̂ = (x − mean)/√(variance + ε) and g = dy · act′:
// the residual gets g; offset gets Σ g and scale gets Σ g·x̂, over all rows of the channel;
// x gets scale/√(variance + ε) · (g − Σg/N − x̂ · Σ(g·x̂)/N): mean and variance depend on x too,
// which removes the constant part and the part proportional to x̂.
import type { GradConfig, Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import {
  BatchNormActivation,
  ScaledBatchNormActivation,
  batchNormActivationGrad,
  type BatchNormTrainingAttributes,
} from "./op.ts";

export const batchNormActivationGradient: GradConfig = {
  kernelName: BatchNormActivation,
  inputsToSave: ["x", "offset"],
  outputsToSave: [true, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [x, offset, y, mean, variance] = saved as [Tensor, Tensor1D, Tensor, Tensor1D, Tensor1D];
    return gradients({ dy: firstOf(dys), x, y, mean, variance, offset }, attrs as BatchNormTrainingAttributes);
  },
};

export const scaledBatchNormActivationGradient: GradConfig = {
  kernelName: ScaledBatchNormActivation,
  inputsToSave: ["x", "offset", "scale"],
  outputsToSave: [true, true, true],
  gradFunc: (dys, saved, attrs) => {
    const [x, offset, scale, y, mean, variance] = saved as [Tensor, Tensor1D, Tensor1D, Tensor, Tensor1D, Tensor1D];
    return gradients({ dy: firstOf(dys), x, y, mean, variance, offset, scale }, attrs as BatchNormTrainingAttributes);
  },
};

/** One kernel computes all gradients; tfjs takes those it needs. */
function gradients(inputs: Parameters<typeof batchNormActivationGrad>[0], attributes: BatchNormTrainingAttributes) {
  const found = batchNormActivationGrad(inputs, attributes);
  return Object.fromEntries(Object.entries(found).map(([name, gradient]) => [name, () => gradient]));
}

/** Of the gradients with respect to y, mean and variance, the first. */
function firstOf(dys: Tensor | Tensor[]): Tensor {
  const [dy] = dys as [Tensor];
  return dy;
}
