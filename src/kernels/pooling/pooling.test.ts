// Pooling on every engine: by hand, against the plain reference over a grid of shapes, the
// reference against loops, and gradients against finite differences.
import { grad, memory, tensor2d, tensor4d, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { describeEngines, engineNamed, farthest, valuesOn, type TestEngine } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import {
  averagePool2d,
  averagePool2dGrad,
  globalAveragePool,
  globalAveragePoolGrad,
  maxPool2d,
  maxPool2dGrad,
  poolSizes,
  type PoolAttributes,
  type Shape4D,
} from "./op.ts";
import { averagedByLoops, pooledByLoops } from "./testLoops.ts";

interface Case extends PoolAttributes {
  image: Shape4D;
}

const grid: Case[] = [2, 3].flatMap((window) =>
  [1, 2].flatMap((stride) =>
    (["same", "valid"] as const).flatMap((pad): Case[] =>
      [window + stride + (pad === "same" ? 0 : 3), 16].map((channels) => ({
        image: [2, 7, 6, channels],
        size: [window, window],
        strides: [stride, stride],
        pad,
      })),
    ),
  ),
);
grid.push(
  { image: [2, 8, 8, 48], size: [3, 3], strides: [2, 2], pad: "same" },
  { image: [2, 7, 8, 1], size: [2, 2], strides: [2, 2], pad: "same" },
  { image: [1, 5, 9, 5], size: [1, 3], strides: [1, 2], pad: "same" },
  { image: [2, 9, 4, 7], size: [5, 2], strides: [3, 1], pad: "valid" },
  { image: [1, 8, 8, 4], size: [1, 1], strides: [2, 2], pad: "valid" }, // pixels that no window meets
  { image: [1, 7, 7, 2], size: [2, 2], strides: [3, 3], pad: "same" },
  { image: [1, 2, 2, 4], size: [5, 5], strides: [1, 1], pad: "same" }, // a window larger than the image
);

const name = ({ image, size, strides, pad }: Case) =>
  `[${image.join()}] by ${size.join("×")}, stride ${strides.join("×")}, ${pad}`;

/** Few different values, so that many cells of a window are equal. */
const image = (shape: Shape4D): Float32Array => numbers(shape, 5).map((x) => Math.round(3 * x));

function four(test: Case): Tensor4D[] {
  const { outHeight, outWidth } = poolSizes(test.image, test);
  const dyShape: Shape4D = [test.image[0], outHeight, outWidth, test.image[3]];
  const x = tensor4d(image(test.image), test.image),
    dy = tensor4d(numbers(dyShape, 6), dyShape);
  const y = maxPool2d(x, test);
  return [
    y,
    maxPool2dGrad(dy, x, y, test),
    averagePool2d(x, test),
    averagePool2dGrad(dy, { ...test, inputShape: test.image }),
  ];
}

function byLoops(test: Case): number[][] {
  const { outHeight, outWidth } = poolSizes(test.image, test);
  const dy = numbers([test.image[0], outHeight, outWidth, test.image[3]], 6);
  return pooledByLoops(test.image, test, { x: image(test.image), dy });
}

async function expectClose(engine: TestEngine, run: () => Tensor[], wanted: ArrayLike<number>[]): Promise<void> {
  const found = await valuesOn(engine, run);
  expect(found.map((values, i) => farthest(values, wanted[i] ?? []) < 1e-6)).toEqual(wanted.map(() => true));
}

it.each(grid.map((test) => ({ test, name: name(test) })))(
  "the reference is what loops give: $name",
  async ({ test }) => {
    await expectClose(engineNamed("cpu"), () => four(test), byLoops(test));
  },
);

describeEngines("pooling", (engine) => {
  it("by hand: the first of equal cells gets all of dy, the mean counts only cells inside", async () => {
    const x = [1, 5, 2, 5, 0, 5, 3, 4, 7];
    const run = () => {
      const square = tensor4d(x, [1, 3, 3, 1]),
        attributes: PoolAttributes = { size: [2, 2], strides: [2, 2], pad: "same" };
      const y = maxPool2d(square, attributes);
      const dy = tensor4d([10, 20, 30, 40], [1, 2, 2, 1]);
      return [
        y,
        maxPool2dGrad(dy, square, y, attributes),
        averagePool2d(square, attributes),
        averagePool2dGrad(dy, { ...attributes, inputShape: [1, 3, 3, 1] }),
      ];
    };
    const [y, dx, mean, share] = await valuesOn(engine, run);
    expect([...(y ?? [])]).toEqual([5, 5, 4, 7]);
    expect([...(dx ?? [])]).toEqual([0, 10, 0, 0, 0, 20, 0, 30, 40]);
    expect([...(mean ?? [])]).toEqual([2.75, 3.5, 3.5, 7]);
    expect([...(share ?? [])]).toEqual([2.5, 2.5, 10, 2.5, 2.5, 10, 15, 15, 40]);
  });

  it.each(grid.map((test) => ({ test, name: name(test) })))("as the reference: $name", async ({ test }) => {
    await expectClose(engine, () => four(test), await valuesOn(engineNamed("cpu"), () => four(test)));
  });

  it.each([
    [2, 3, 5, 1],
    [1, 4, 4, 6],
    [3, 2, 7, 48],
    [2, 1, 1, 10],
  ] as Shape4D[])("the mean over an image of [%d, %d, %d, %d] and its gradient", async (...shape) => {
    const [batch, , , channels] = shape;
    const x = numbers(shape, 8);
    const dy = numbers([batch, channels], 9);
    await expectClose(
      engine,
      () => [globalAveragePool(tensor4d(x, shape)), globalAveragePoolGrad(tensor2d(dy, [batch, channels]), shape)],
      averagedByLoops(shape, { x, dy }),
    );
  });

  it("gradients are slopes", async () => {
    const shape: Shape4D = [1, 4, 5, 3],
      attributes: PoolAttributes = { size: [3, 3], strides: [2, 2], pad: "same" };
    const x = numbers(shape, 10),
      step = 2 ** -8;
    for (const pool of [maxPool2d, averagePool2d, globalAveragePool]) {
      const run = (values: Float32Array) => pool(tensor4d(values, shape), attributes);
      const [dx = []] = await valuesOn(engine, () => [
        grad((t) => pool(t as Tensor4D, attributes))(tensor4d(x, shape)),
      ]);
      for (const at of [0, 7, 22, 31, 59]) {
        const moved = (by: number) => x.map((value, i) => (i === at ? value + by : value));
        const [up = [], down = []] = await valuesOn(engine, () => [run(moved(step)), run(moved(-step))]);
        const slope = Array.from(up, (y, i) => (y - (down[i] ?? NaN)) / (2 * step)).reduce((a, b) => a + b);
        expect(dx[at]).toBeCloseTo(slope, 3);
      }
    }
  });

  it("a NaN anywhere in a window is its largest, for a diverged run to be seen", async (context) => {
    context.skip(!(engine.name !== "webgpu"), "WGSL may assume that there is no NaN");
    for (const at of [0, 1, 2, 3]) {
      const x = numbers([1, 2, 2, 21], 11).map((value, i) => (Math.floor(i / 21) === at ? NaN : value));
      const [y = []] = await valuesOn(engine, () => [
        maxPool2d(tensor4d(x, [1, 2, 2, 21]), { size: [2, 2], strides: [2, 2], pad: "same" }),
      ]);
      expect(Array.from(y).every(Number.isNaN)).toBe(true);
    }
  });

  it("keeps no memory but the results", () => {
    const before = memory().numTensors;
    const test = grid[0] as Case,
      results = four(test);
    expect(memory().numTensors - before).toBe(results.length + 2); // and x and dy
  });

  it("names a window that does not fit", () => {
    const x = tensor4d([1, 2], [1, 1, 2, 1]);
    expect(() => maxPool2d(x, { size: [2, 2], strides: [1, 1], pad: "valid" })).toThrow(
      "A window of 2 does not fit into 1 pixels",
    );
    expect(() => averagePool2d(x, { size: [1, 1], strides: [0, 1], pad: "valid" })).toThrow("A stride of [0, 1]");
  });
});
