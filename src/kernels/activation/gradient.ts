// The gradient of an activation, told from its output y: relu passes dy where y > 0; elu
// passes dy where y > 0 and dy · exp(x) = dy · (y + 1) elsewhere. So the input need not be kept.
import type { GradConfig, Tensor } from "@tensorflow/tfjs-core";
import { ActivationKernel, activationGrad, type ActivationAttributes } from "./op.ts";

export const activationGradient: GradConfig = {
  kernelName: ActivationKernel,
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [y] = saved as [Tensor];
    const { activation } = attrs as ActivationAttributes;
    return { x: () => activationGrad(dy as Tensor, y, activation) };
  },
};
