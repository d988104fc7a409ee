// The gradient of an activation, dy · act′, computed from its output where that suffices, so that the input need not
// be kept; otherwise from its input.
import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import { ActivationKeepingInput, ActivationKernel, activationGrad, type ActivationAttributes } from "./op.ts";

const gradFunc: GradConfig["gradFunc"] = (dy, saved, attrs) => {
  const [told] = saved as [Tensor];
  const { activation } = attrs as ActivationAttributes;
  return { x: () => activationGrad(dy as Tensor, told, activation) };
};

export const activationGradient: GradConfig = { kernelName: ActivationKernel, outputsToSave: [true], gradFunc };

export const activationKeepingInputGradient: GradConfig = {
  kernelName: ActivationKeepingInput,
  inputsToSave: ["x"],
  gradFunc,
};
