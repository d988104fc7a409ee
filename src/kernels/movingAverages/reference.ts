// The moving averages, plainly, from tfjs operations and assignments, on any tfjs backend.
import { add, mul, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { referenceKernel, type KernelTable } from "../kernelTable.ts";
import { MovingAverages, type MovingAveragesAttributes } from "./op.ts";

export const movingAveragesReference: KernelTable = {
  [MovingAverages]: referenceKernel((inputs: Record<string, Tensor>, { momenta }: MovingAveragesAttributes) => {
    momenta.forEach((momentum, i) => {
      const [moving, batch] = [inputs[`m${i}`] as Variable, inputs[`b${i}`] as Tensor];
      moving.assign(add(mul(moving, momentum), mul(batch, 1 - momentum)));
    });
    return [];
  }),
};
