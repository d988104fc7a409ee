// The mean of a batch on every engine, and its gradient.
import { grad, scalar, tensor1d, tensor2d, type Scalar, type Tensor1D } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, valuesOn } from "../testEngines.ts";
import { batchMean } from "./op.ts";

describeEngines("batchMean", (engine) => {
  it.each([1, 2, 5, 32, 67])("%d losses: their mean, and to each its share of the gradient", async (count) => {
    const losses = Array.from({ length: count }, (_, index) => (index * index) % 16);
    const [mean, shares] = await valuesOn(engine, () => [
      batchMean(tensor1d(losses)),
      grad((x) => batchMean(x as Tensor1D))(tensor1d(losses), scalar(3) as Scalar),
    ]);
    expect(mean?.[0]).toBeCloseTo(losses.reduce((a, b) => a + b) / count, 6);
    expect(shares).toHaveLength(count);
    for (const share of shares ?? []) expect(share).toBeCloseTo(3 / count, 7);
  });

  it("names what is no batch of losses", () => {
    expect(() => batchMean(tensor2d([[1, 2]]) as unknown as Tensor1D)).toThrow("a batch of shape [1, 2]");
    expect(() => batchMean(tensor1d([]))).toThrow("a batch of shape [0]");
  });
});
