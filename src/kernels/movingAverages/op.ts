// The moving averages of all batch norms, moved by one batch: contract, errors, function.
import { engine, type NamedTensorMap, type Tensor, type Variable } from "@tensorflow/tfjs-core";
import { ownMemory } from "../inPlace.ts";

export const MovingAverages = "MovingAverages";

export type MovingAveragesAttributes = {
  /** For each average, how much of it is kept, 0 to 1. */
  momenta: number[];
};

export interface MovingAverage {
  readonly moving: Variable;
  /** Shape of `moving`. */
  readonly batch: Tensor;
  /** 0 … 1 */
  readonly momentum: number;
}

/** moving ← momentum · moving + (1 − momentum) · batch, for each; in place where the engine can. */
export function moveAverages(averages: readonly MovingAverage[]): void {
  const inputs: NamedTensorMap = {};
  averages.forEach(({ moving, batch }, i) => {
    if (moving.shape.join() !== batch.shape.join()) {
      throw new Error(
        `A moving average of shape [${moving.shape.join(", ")}] met a batch's of shape [${batch.shape.join(", ")}].`,
      );
    }
    ownMemory(moving);
    inputs[`m${i}`] = moving;
    inputs[`b${i}`] = batch;
  });
  const attributes: MovingAveragesAttributes = { momenta: averages.map(({ momentum }) => momentum) };
  engine().runKernel<Tensor[]>(MovingAverages, inputs, attributes);
}
