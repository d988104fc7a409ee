// biasAdd and the gradient of its bias, plainly, on any tfjs backend.
import { add, reshape, sum, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { BiasAdd, BiasAddGrad } from "./op.ts";

export const biasAddReference: KernelTable = {
  [BiasAdd]: referenceKernel(({ x, bias }: { x: Tensor; bias: Tensor1D }) => add(x, bias)),

  [BiasAddGrad]: referenceKernel(({ dy }: { dy: Tensor }) => {
    const channels = dy.shape[dy.rank - 1] ?? 1;
    return sum(reshape(dy, [-1, channels]), 0);
  }),
};
