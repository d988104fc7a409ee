// What one step does to each number of a model: the moving averages, the decay, the masks of dropout.
import { beforeAll, describe, expect, it } from "vitest";
import { dispose, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { engineNamed, farthest } from "../kernels/testEngines.ts";
import { numbers } from "../kernels/testNumbers.ts";
import type { BatchStatistics } from "../model/forward.ts";
import { buildModel, type Model } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { createOptimizer, decayOf } from "./optimizer.ts";
import { dropoutMask, trainingStep } from "./trainingStep.ts";

beforeAll(() => engineNamed("wasm-simd").activate());

const asked = (segments: number, training: object = {}): Recipe =>
  parseRecipe({
    network: { width: 4, stages: [1], module: { segments } },
    training: { weightDecay: 0.25, optimizer: { method: "sgd", momentum: 0 }, ...training },
  });
const pixels = numbers([2, 32, 32, 3], 4);
const settings = { step: 1, learningRate: 0.5, seed: 7, imageShape: [32, 32, 3] } as const;

const stateOf = (model: Model): Map<string, Float32Array> =>
  new Map(model.parameters.map(({ spec, variable }) => [spec.name, Float32Array.from(variable.dataSync())]));

/** The parameters after one step from the same first weights. */
function afterOneStep(recipe: Recipe, learningRate: number): Map<string, Float32Array> {
  const model = buildModel(graphOf(recipe), 1);
  const optimizer = createOptimizer(model.parameters, recipe.training);
  trainingStep(model, optimizer, { pixels, labels: Int32Array.from([3, 8]) }, { ...settings, learningRate }).dispose();
  const state = stateOf(model);
  optimizer.dispose();
  model.dispose();
  return state;
}

describe("one step", () => {
  it("moves each moving average one part in twenty towards the batch's own mean and variance", () => {
    const recipe = asked(2);
    const model = buildModel(graphOf(recipe), 1);
    const statistics: BatchStatistics[] = [];
    const dropout = (): never => {
      throw new Error("This network has no dropout.");
    };
    tidy(() =>
      model.run(tensor4d(pixels, [2, 32, 32, 3]), {
        kind: "training",
        dropoutMask: dropout,
        onStatistics: (own) => statistics.push(own),
      }),
    );
    const after = afterOneStep(recipe, 0.5);
    expect(statistics.map(({ norm }) => norm)).toEqual(["stem/norm", "stage1/module1/norm"]);
    for (const { norm, mean, variance } of statistics) {
      const moved = (start: number, own: Float32Array) => own.map((value) => 0.95 * start + 0.05 * value);
      expect(farthest(after.get(`${norm}/movingMean`) ?? [], moved(0, mean.dataSync() as Float32Array))).toBeLessThan(
        1e-6,
      );
      expect(
        farthest(after.get(`${norm}/movingVariance`) ?? [], moved(1, variance.dataSync() as Float32Array)),
      ).toBeLessThan(1e-6);
    }
    model.dispose();
  });

  it("tells the batch's loss and accuracy as they were before it moved anything", () => {
    const recipe = asked(2);
    const model = buildModel(graphOf(recipe), 3);
    const dropout = (): never => {
      throw new Error("This network has no dropout.");
    };
    const logits = tidy(() =>
      model
        .run(tensor4d(pixels, [2, 32, 32, 3]), {
          kind: "training",
          dropoutMask: dropout,
          onStatistics: ({ mean, variance }) => dispose([mean, variance]),
        })
        .arraySync(),
    );
    const likeliest = logits.map((row) => row.indexOf(Math.max(...row)));
    const optimizer = createOptimizer(model.parameters, recipe.training);
    for (const [labels, accuracy, learningRate] of [
      [likeliest, 1, 0],
      [[likeliest[0] ?? 0, ((likeliest[1] ?? 0) + 1) % 10], 0.5, 0.5],
    ] as const) {
      const scores = trainingStep(
        model,
        optimizer,
        { pixels, labels: Int32Array.from(labels) },
        { ...settings, learningRate },
      );
      const losses = logits.map(
        (row, b) => Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - (row[labels[b] ?? 0] ?? NaN),
      );
      const [loss, share] = scores.dataSync();
      expect(loss).toBeCloseTo(((losses[0] ?? NaN) + (losses[1] ?? NaN)) / 2, 5);
      expect(share).toBe(accuracy);
      scores.dispose();
    }
    optimizer.dispose();
    model.dispose();
  });

  it("takes the decay off filters alone, and off depthwise ones only when asked", () => {
    const model = buildModel(graphOf(asked(4)), 1);
    const start = stateOf(model);
    const shrunk = (training: object) => {
      const plain = afterOneStep(asked(4, { ...training, weightDecay: 0 }), 0.5);
      const decayed = afterOneStep(asked(4, training), 0.5);
      return model.parameters
        .filter(({ spec }) => spec.trainable)
        .flatMap(({ spec: { name } }) => {
          const [first, without, withDecay] = [start.get(name) ?? [], plain.get(name) ?? [], decayed.get(name) ?? []];
          // p − rate·(g + decay·p): a difference of 0.5 · 0.25 · p, or of nothing.
          const expected = Float32Array.from(without, (value, at) => value - 0.5 * 0.25 * (first[at] ?? NaN));
          if (farthest(withDecay, without) === 0) return [];
          expect(farthest(withDecay, expected), name).toBeLessThan(1e-6);
          return [name];
        });
    };
    const dense = ["stem/convolution/filter", "stage1/module1/pointwise/filter"];
    expect(shrunk({})).toEqual([...dense, "head/dense/filter"]);
    expect(shrunk({ decayDepthwise: true })).toEqual([...dense, "stage1/module1/spatial/filter", "head/dense/filter"]);
    const spatial = buildModel(graphOf(asked(2)), 1).parameters.find(
      ({ spec }) => spec.name === "stage1/module1/spatial/filter",
    );
    expect(spatial && decayOf(spatial.spec, asked(2).training)).toBe(0.25);
    model.dispose();
  });
});

describe("a dropout mask", () => {
  const mask = (rate: number, step: number, name = "head/dropout", seed = 7) => [
    ...dropoutMask(name, [50, 40], rate, { ...settings, step, seed }).dataSync(),
  ];

  it("drops its share and lifts the rest, so that the mean stays", () => {
    const values = mask(0.2, 1);
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1.25)]));
    expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.2, 1);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 1);
  });

  it("is another at every step, layer and seed, and the same again for the same", () => {
    expect(mask(0.5, 1)).toEqual(mask(0.5, 1));
    for (const other of [mask(0.5, 2), mask(0.5, 1, "another"), mask(0.5, 1, "head/dropout", 8)])
      expect(other).not.toEqual(mask(0.5, 1));
  });
});
