// The gradients that tfjs-core leaves out, against finite differences.
import {
  add,
  concat,
  mean,
  mul,
  pad,
  reshape,
  tensor4d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { engineNamed } from "../kernels/testEngines.ts";
import { numbers } from "../kernels/testNumbers.ts";
import { registerModelGradients } from "./gradients.ts";

beforeAll(async () => {
  await engineNamed("cpu").activate();
  registerModelGradients();
});

const shape: [number, number, number, number] = [2, 2, 3, 2];
const image = (values: ArrayLike<number>): Tensor4D => tensor4d(Array.from(values), shape);

/** Gives every element a weight of its own, so that swapped places in a gradient show. */
function weighed(y: Tensor): Scalar {
  const weights = numbers(y.shape, 11);
  return mean(mul(reshape(y, [-1]), reshape(tensor4d(Array.from(weights), [1, 1, 1, weights.length]), [-1])));
}

describe("the gradient is the slope", () => {
  it.each<[string, (a: Tensor, b: Tensor) => Tensor]>([
    ["addition", (a, b) => add(a, b)],
    ["multiplication", (a, b) => mul(a, b)],
    ["joining the channels", (a, b) => concat([a, mul(b, b), a], -1)],
    [
      "padding",
      (a, b) =>
        pad(mul(a, b) as Tensor4D, [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ]),
    ],
    ["another shape", (a, b) => reshape(mul(a, b), [4, -1])],
  ])("of %s", (_, operation) => {
    const [first, second] = [numbers(shape, 1), numbers(shape, 2)];
    const value = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      tidy(() => weighed(operation(image(a), image(b))).dataSync()[0] ?? NaN);
    const { grads } = valueAndGrads((a, b) => weighed(operation(a as Tensor, b as Tensor)))([
      image(first),
      image(second),
    ]);
    const found = grads.map((gradient) => gradient.dataSync());
    const step = 2 ** -6;
    for (let at = 0; at < first.length; at++) {
      const moved = (values: Float32Array, by: number) => values.map((one, index) => (index === at ? one + by : one));
      expect((value(moved(first, step), second) - value(moved(first, -step), second)) / (2 * step)).toBeCloseTo(
        found[0]?.[at] ?? NaN,
        4,
      );
      expect((value(first, moved(second, step)) - value(first, moved(second, -step))) / (2 * step)).toBeCloseTo(
        found[1]?.[at] ?? NaN,
        4,
      );
    }
  });
});
