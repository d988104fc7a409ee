// tf.add and tf.mul give the same results, whichever kernel computes them.
import { add, mul, tensor } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, valuesOn } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";

describeEngines("sums and products", (engine) => {
  it.each([[[1]], [[3]], [[4]], [[2, 3, 5]], [[2, 4, 4, 8]], [[]]])("of two tensors of shape %j", async (shape) => {
    const [a, b] = [numbers(shape, 1), numbers(shape, 2)];
    const [sum, product] = await valuesOn(engine, () => [
      add(tensor(a, shape), tensor(b, shape)),
      mul(tensor(a, shape), tensor(b, shape)),
    ]);
    expect(sum).toEqual(a.map((value, i) => value + (b[i] ?? NaN)));
    expect(product).toEqual(a.map((value, i) => value * (b[i] ?? NaN)));
  });

  it("of a tensor and a row, and of whole numbers", async () => {
    const [sum, product] = await valuesOn(engine, () => [
      add(tensor([1, 2, 3, 4], [2, 2]), tensor([10, 20])),
      mul(tensor([2, 3], [2], "int32"), tensor([5, 7], [2], "int32")),
    ]);
    expect(sum).toEqual(Float32Array.of(11, 22, 13, 24));
    expect(product).toEqual(Float32Array.of(10, 21));
  });
});
