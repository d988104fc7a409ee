// Batch norm with residual and activation on every engine: by hand, against loops in double
// precision (also where the mean is far larger than the deviation), and against finite
// differences.
import { memory, tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { activationNames } from "../../activations/list.ts";
import { describeEngines, farthest, valuesOn, type TestEngine } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { batchNormActivation, batchNormActivationInference } from "./op.ts";
import { epsilon, inputs, nameOf, normalised, normalisedByLoops, type Case } from "./testLoops.ts";

const each: Case[] = activationNames.flatMap((activation) =>
  [false, true].flatMap((residual) =>
    [false, true].map((scale) => ({ shape: [3, 4, 5, 6], activation, residual, scale })),
  ),
);
/** Every way in which channels fill whole vectors, with remaining rows. */
const widths: Case[] = [1, 2, 3, 4, 5, 7, 8, 12, 16, 20, 24, 31, 48, 96].map((channels) => ({
  shape: [7, 3, 3, channels],
  activation: "relu",
  residual: channels % 3 === 0,
  scale: channels % 2 === 0,
}));
const shapes: Case[] = [
  { shape: [2, 48], activation: "elu", residual: false, scale: true },
  { shape: [1, 3, 3], activation: "relu", residual: false, scale: true },
  { shape: [5, 12, 12, 48], activation: "relu", residual: false, scale: true },
  { shape: [40, 16, 2], activation: "none", residual: true, scale: true, mean: 100 },
];
const named = (cases: Case[]) => cases.map((test) => ({ test, name: nameOf(test) }));

const found = (engine: TestEngine, test: Case): Promise<Float32Array[]> => valuesOn(engine, () => normalised(test));

describeEngines("batchNormActivation", (engine) => {
  it("by hand: mean 2 and 4, variance 1 and 4", async () => {
    const [y = [], mean = [], variance = []] = await valuesOn(engine, () => {
      const given = batchNormActivation(tensor([1, 2, 3, 6], [2, 2]), {
        scale: tensor1d([2, 2]),
        offset: tensor1d([1, 0]),
        epsilon: 0,
        activation: "relu",
      });
      return [given.y, given.mean, given.variance];
    });
    expect([[...mean], [...variance], [...y]]).toEqual([
      [2, 4],
      [1, 4],
      [0, 0, 3, 2],
    ]);
  });

  it.each(named([...each, ...widths, ...shapes]))("as double precision has it: $name", async ({ test }) => {
    const wanted = normalisedByLoops(test);
    const distances = (await found(engine, test)).map((values, i) => farthest(values, wanted[i] ?? []));
    expect(distances.length).toBe(wanted.length);
    expect(Math.max(...distances)).toBeLessThan(engine.name === "webgpu" ? 1e-4 : 2e-5);
  });

  // x itself has steps of mean · 2⁻²⁴, exactly representable here, so only the sums can lose digits
  it("is sound where the mean is 30,000 deviations away", async () => {
    const shape = [4096, 3],
      x = numbers(shape, 9).map((v) => 8192 + Math.round(v * 512) / 1024);
    const exact = [0, 1, 2].map((c) => {
      const own = x.filter((_, at) => at % 3 === c),
        mean = own.reduce((a, v) => a + v, 0) / own.length;
      return { mean, variance: own.reduce((a, v) => a + (v - mean) ** 2, 0) / own.length };
    });
    const [mean = [], variance = []] = await valuesOn(engine, () => {
      const { mean, variance } = batchNormActivation(tensor(x, shape), {
        offset: tensor1d([0, 0, 0]),
        epsilon,
        activation: "none",
      });
      return [mean, variance];
    });
    exact.forEach((wanted, c) => {
      expect(Math.abs((mean[c] ?? NaN) - wanted.mean)).toBeLessThan(1e-3);
      expect((variance[c] ?? NaN) / wanted.variance).toBeCloseTo(1, 4);
    });
  });

  it.each(named(each))("gradients are slopes: $name", async ({ test: any }) => {
    const test = { ...any, shape: [2, 3, 2, 3] },
      { x, dy, offset, scale, residual } = inputs(test),
      step = 2 ** -7;
    const [, , , ...gradients] = await found(engine, test);
    const given = [x, offset, ...(scale ? [scale] : []), ...(residual ? [residual] : [])];
    const weighed = async (moved: Float32Array[]) => {
      const [y = []] = await valuesOn(engine, () => [
        batchNormActivation(tensor(moved[0] ?? [], test.shape), {
          offset: tensor1d(moved[1] ?? []),
          epsilon,
          activation: test.activation,
          scale: scale && tensor1d(moved[2] ?? []),
          residual: residual && tensor(moved.at(-1) ?? [], test.shape),
        }).y,
      ]);
      return Array.from(y, (v, at) => v * (dy[at] ?? NaN)).reduce((a, b) => a + b);
    };
    for (const [which, values] of given.entries()) {
      for (const at of [0, values.length - 1]) {
        const moved = (by: number) =>
          given.map((all, i) => (i === which ? all.map((v, k) => (k === at ? v + by : v)) : all));
        const slope = ((await weighed(moved(step))) - (await weighed(moved(-step)))) / (2 * step);
        expect(Math.abs((gradients[which]?.[at] ?? NaN) - slope)).toBeLessThan(5e-3);
      }
    }
  });

  it.each(named([...each, ...widths]))(
    "with the batch's own mean and variance, use is as training: $name",
    async ({ test }) => {
      const { x, offset, scale, residual } = inputs(test);
      const [trained = [], used = []] = await valuesOn(engine, () => {
        const options = {
          offset: tensor1d(offset),
          scale: scale && tensor1d(scale),
          residual: residual && tensor(residual, test.shape),
          epsilon,
          activation: test.activation,
        };
        const { y, mean, variance } = batchNormActivation(tensor(x, test.shape), options);
        return [y, batchNormActivationInference(tensor(x, test.shape), { ...options, mean, variance })];
      });
      expect(farthest(used, trained)).toBeLessThan(1e-6);
    },
  );

  it("keeps no memory but the results", () => {
    const before = memory();
    tidy(() => {
      batchNormActivation(tensor(numbers([4, 4, 5], 1), [4, 4, 5]), {
        offset: tensor1d([0, 0, 0, 0, 0]),
        epsilon,
        activation: "elu",
      });
    });
    expect([memory().numTensors, memory().numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
  });

  it("names the sizes that do not fit", () => {
    const x = tensor([1, 2], [1, 2]),
      offset = tensor1d([1, 2, 3]);
    expect(() => batchNormActivation(x, { offset, epsilon, activation: "none" })).toThrow(
      "offset of shape [3] for an input of 2 channels",
    );
  });
});
