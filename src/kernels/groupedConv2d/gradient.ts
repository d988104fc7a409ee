// The gradient of groupedConv2d. The output is linear in the input and in the filter, so:
// an input pixel collects, from every output pixel that saw it, dy times the weight it was
// seen through (a convolution of dy with the filter turned round and its channels swapped);
// a weight collects, over every output pixel, dy times the input it was applied to.
// Both are kernels of their own, so that a profile by kernel shows them.
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
