// A built model: number of parameters, first weights by name and fan-in, training and inference modes.
import { slice, sub, tensor4d, tidy, type Tensor4D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { graphCost } from "../graph/cost.ts";
import { engineNamed, farthest } from "../kernels/testEngines.ts";
import { numbers } from "../kernels/testNumbers.ts";
import { spectrumNet, type SpectrumNetOptions } from "../networks/spectrum/spectrumNet.ts";
import type { BatchStatistics } from "./forward.ts";
import { buildModel, type Model } from "./model.ts";

beforeAll(() => engineNamed("wasm-simd").activate());

const defaults: SpectrumNetOptions = {
  inputShape: [8, 8, 3],
  classes: 5,
  width: 6,
  stem: 3,
  stages: [1, 2],
  activation: "relu",
  activationPlace: "after-add",
  residual: true,
  dropout: 0,
  module: {
    segments: 3,
    kernel: 3,
    order: "pointwise-first",
    intermediateActivation: "elu",
    intermediateBatchNorm: true,
  },
};
const net = (options: Partial<SpectrumNetOptions> = {}) => spectrumNet({ ...defaults, ...options });
const images = (): Tensor4D => tensor4d(Array.from(numbers([4, 8, 8, 3], 5)), [4, 8, 8, 3]);
const dropoutMask = (): never => {
  throw new Error("This network has no dropout.");
};

function valuesOf(model: Model, name: string): Float32Array {
  const found = model.parameters.find(({ spec }) => spec.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found.variable.dataSync() as Float32Array;
}

describe("the parameters", () => {
  it.each([1, 2, 3, 6])("at %i segments are as many as counted, trainable or not", (segments) => {
    const graph = net({ module: { ...defaults.module, segments } });
    const model = buildModel(graph, 1);
    const count = (trainable: boolean) =>
      model.parameters
        .filter(({ variable }) => variable.trainable === trainable)
        .reduce((sum, { variable }) => sum + variable.size, 0);
    const { parameters, trainableParameters } = graphCost(graph);
    expect([count(true), count(false)]).toEqual([trainableParameters, parameters - trainableParameters]);
    model.dispose();
  });

  it("begin uniform within ±√(6 / fan-in), with the fan-in of a segment, and each layer with numbers of its own", () => {
    const model = buildModel(net({ width: 48, module: { ...defaults.module, segments: 16 } }), 1);
    for (const [name, fanIn] of [
      ["stage2/module1/spatial", 9 * 3],
      ["stage2/module1/pointwise", 48],
      ["stem/convolution", 27],
    ] as const) {
      const values = [...valuesOf(model, `${name}/filter`)];
      const bound = Math.sqrt(6 / fanIn);
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(bound);
      expect(Math.max(...values)).toBeGreaterThan(0.98 * bound);
      expect(Math.min(...values)).toBeLessThan(-0.98 * bound);
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.06 * bound);
    }
    expect(valuesOf(model, "stage2/module1/spatial/filter")).not.toEqual(
      valuesOf(model, "stage2/module2/spatial/filter"),
    );
    expect(new Set(valuesOf(model, "stem/norm/scale"))).toEqual(new Set([1]));
    expect(new Set(valuesOf(model, "stem/norm/offset"))).toEqual(new Set([0]));
    model.dispose();
  });
});

describe("in use", () => {
  it.each(["after-add", "before-add", "before-module"] as const)(
    "with the batch's own moments, the network is what it was in training: activation %s",
    (activationPlace) => {
      const graph = net({ activationPlace });
      const first = buildModel(graph, 3);
      const arrays: Record<string, Float32Array> = Object.fromEntries(
        first.parameters.map(({ spec, variable }) => [spec.name, Float32Array.from(variable.dataSync())]),
      );
      first.dispose();
      // Offsets, scales and biases other than 0 and 1: with those, a layer that forgets them would not show.
      for (const [index, name] of Object.keys(arrays).entries()) {
        if (/\/(offset|scale|bias)$/.test(name))
          arrays[name] = arrays[name]!.map((value, at) => value + 0.1 + 0.05 * ((at + index) % 7));
      }

      const model = buildModel(graph, 3, { saved: arrays });
      const statistics: BatchStatistics[] = [];
      const trained = tidy(() =>
        model.run(images(), { kind: "training", dropoutMask, onStatistics: (own) => statistics.push(own) }),
      );
      for (const { norm, mean, variance } of statistics) {
        for (const [role, value] of [
          ["movingMean", mean],
          ["movingVariance", variance],
        ] as const) {
          model.parameters.find(({ spec }) => spec.name === `${norm}/${role}`)?.variable.assign(value);
        }
      }
      const used = tidy(() => model.run(images(), { kind: "inference" }));
      expect(used.shape).toEqual([4, 5]);
      expect(farthest(used.dataSync(), trained.dataSync())).toBeLessThan(1e-5);

      const moved = buildModel(graph, 3, {
        saved: { ...arrays, "head/dense/bias": arrays["head/dense/bias"]!.map((value) => value + 1) },
      });
      const difference = tidy(() =>
        sub(moved.run(images(), { kind: "training", dropoutMask, onStatistics: () => {} }), trained),
      );
      for (const value of difference.dataSync()) expect(value).toBeCloseTo(1, 5);
      model.dispose();
      moved.dispose();
    },
  );

  it("another image in the batch changes nothing", () => {
    const model = buildModel(net(), 3);
    const [all, one] = tidy(() => [
      model.run(images(), { kind: "inference" }),
      model.run(slice(images(), [2, 0, 0, 0], [1, 8, 8, 3]), { kind: "inference" }),
    ]);
    expect(farthest(one.dataSync(), all.dataSync().slice(10, 15))).toBeLessThan(1e-6);
    model.dispose();
  });
});
