// The gradient of groupedConv2d. The output is linear in the input and in the filter. So the gradient
// of an input pixel is the sum, over the output pixels that read it, of dy times the weight applied to
// it: a convolution of dy with the filter rotated by 180° and its channels swapped. The gradient of a
// weight is the sum, over all output pixels, of dy times the input it was applied to.
// Each is a kernel of its own, so that a profile by kernel shows them.
import type { GradConfig, Tensor4D } from "@tensorflow/tfjs-core";
import {
  GroupedConv2D,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type GroupedConv2dAttributes,
} from "./op.ts";

export const groupedConv2dGradient: GradConfig = {
  kernelName: GroupedConv2D,
  inputsToSave: ["x", "filter"],
  gradFunc: (dy, saved, attrs) => {
    const [x, filter] = saved as [Tensor4D, Tensor4D];
    const { segments, strides, pad } = attrs as unknown as GroupedConv2dAttributes;
    const attributes = { segments, strides, pad };
    return {
      x: () => groupedConv2dBackpropInput(dy as Tensor4D, filter, x.shape, attributes),
      filter: () => groupedConv2dBackpropFilter(x, dy as Tensor4D, filter.shape, attributes),
    };
  },
};
