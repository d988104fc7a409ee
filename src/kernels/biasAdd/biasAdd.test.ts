// Adding a bias on every engine: by hand, against the plain reference, and its gradient.
import { grads, tensor1d, tensor2d, tensor4d, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { numbers } from "../testNumbers.ts";
import { describeEngines, engineNamed, farthest, valuesOn } from "../testEngines.ts";
import { biasAdd, biasAddGrad } from "./op.ts";

describeEngines("biasAdd", (engine) => {
  it("adds to each channel its own number", async () => {
    const y = biasAdd(
      tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      tensor1d([10, 20, 30]),
    );
    expect([...(await y.data())]).toEqual([11, 22, 33, 14, 25, 36]);
  });

  it("gives x the gradient unchanged and the bias its sum", async () => {
    const gradient = grads((x, bias) => biasAdd(x as Tensor2D, bias as Tensor1D));
    const [dx, dbias] = gradient(
      [
        tensor2d([
          [0, 0, 0],
          [0, 0, 0],
        ]),
        tensor1d([0, 0, 0]),
      ],
      tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    expect([...((await dx?.data()) ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...((await dbias?.data()) ?? [])]).toEqual([5, 7, 9]);
  });

  it("agrees with the reference at every width", async () => {
    for (const channels of [1, 2, 3, 4, 5, 7, 8, 10, 13]) {
      const shape: [number, number, number, number] = [2, 3, 2, channels];
      const run = () => [
        biasAdd(tensor4d(numbers(shape, 1), shape), tensor1d(numbers([channels], 2))),
        biasAddGrad(tensor4d(numbers(shape, 3), shape)),
      ];
      const [found, expected] = [await valuesOn(engine, run), await valuesOn(engineNamed("cpu"), run)];
      for (const at of [0, 1]) expect(farthest(found[at] ?? [], expected[at] ?? [NaN])).toBeLessThan(1e-6);
    }
  });

  it("refuses a bias of another width", () => {
    expect(() => biasAdd(tensor2d([[1, 2, 3]]), tensor1d([1, 2]))).toThrow(
      "A bias of 2 channels for a tensor of 3 channels",
    );
  });
});
