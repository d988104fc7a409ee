// The gradients of pooling. For a maximum, all of dy goes to the cell it was taken from, the first
// one where several are equal. For a mean over n cells, every cell gets dy/n.
import type { GradConfig, Tensor, Tensor2D, Tensor4D } from "@tensorflow/tfjs-core";
import {
  LabAveragePool2D,
  LabGlobalAveragePool,
  LabMaxPool2D,
  averagePool2dGrad,
  globalAveragePoolGrad,
  maxPool2dGrad,
  type PoolAttributes,
  type PoolGradAttributes,
} from "./op.ts";

export const maxPool2dGradient: GradConfig = {
  kernelName: LabMaxPool2D,
  inputsToSave: ["x"],
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const [x, y] = saved as [Tensor4D, Tensor4D];
    return { x: () => maxPool2dGrad(dy as Tensor4D, x, y, attrs as PoolAttributes) };
  },
};

export const averagePool2dGradient: GradConfig = {
  kernelName: LabAveragePool2D,
  gradFunc: (dy: Tensor | Tensor[], _saved, attrs) => ({
    x: () => averagePool2dGrad(dy as Tensor4D, attrs as PoolGradAttributes),
  }),
};

export const globalAveragePoolGradient: GradConfig = {
  kernelName: LabGlobalAveragePool,
  gradFunc: (dy, _saved, attrs) => {
    const { inputShape } = attrs as Pick<PoolGradAttributes, "inputShape">;
    return { x: () => globalAveragePoolGrad(dy as Tensor2D, inputShape) };
  },
};
