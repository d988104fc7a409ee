// The default recipe is complete and stays as it is: changing it changes the meaning of every link and kept run.
import { expect, test } from "vitest";
import { DATASETS, type DatasetId } from "../data/descriptions.ts";
import { datasetIds } from "../data/registry.ts";
import { asSpectrum } from "../networks/spectrum/asSpectrum.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe, type Recipe } from "./schema.ts";

test("the default recipe, in full", () => {
  expect(defaultRecipe).toStrictEqual({
    version: 3,
    network: {
      family: "spectrum",
      width: 48,
      stem: 3,
      stages: [2, 2],
      module: {
        segments: 16,
        kernel: 3,
        order: "pointwise-first",
        intermediateActivation: "none",
        intermediateBatchNorm: false,
      },
      activation: "relu",
      activationPlace: "after-add",
      residual: true,
      dropout: 0,
    },
    dataset: { id: "emoji-10", settings: { backgrounds: "varied", seed: 1 } },
    training: {
      epochs: 12,
      batchSize: 32,
      learningRate: 0.1,
      optimizer: { method: "sgd", momentum: 0.9 },
      schedule: { kind: "cosine", warmupEpochs: 0 },
      weightDecay: 1e-4,
      decayDepthwise: false,
    },
    evaluation: { views: 3 },
    seed: 1,
    arithmetic: "portable",
    storage: "float32",
  } satisfies Recipe);
});

test("what is left out, at any depth, is filled in with the default", () => {
  const parts: readonly unknown[] = [
    {},
    { version: 3 },
    { evaluation: {} },
    { network: {} },
    { network: { module: {} } },
    { network: { module: { kernel: 3 } } },
    { dataset: {} },
    { dataset: { id: "emoji-10" } },
    { dataset: { settings: {} } },
    { dataset: { settings: { seed: 1 } } },
    { training: {} },
    { training: { optimizer: {} } },
    { training: { optimizer: { momentum: 0.9 } } },
    { training: { schedule: { kind: "cosine" } } },
    { training: { schedule: {} } },
  ];
  for (const part of parts) expect(parseRecipe(part)).toStrictEqual(defaultRecipe);
});

test("the other optimizer, schedules and data set have complete defaults too", () => {
  const { training, dataset } = parseRecipe({
    training: { optimizer: { method: "adam" }, schedule: { kind: "step" } },
    dataset: { id: "coupled-10" },
  });
  expect(training.optimizer).toStrictEqual({ method: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
  expect(training.schedule).toStrictEqual({ kind: "step", everyEpochs: 2, factor: 0.94 });
  expect(parseRecipe({ training: { schedule: { kind: "constant" } } }).training.schedule).toStrictEqual({
    kind: "constant",
  });
  const defaults = defaultsOf("coupled-10");
  expect(dataset).toStrictEqual({ id: "coupled-10", settings: defaults });
});

test("reading a complete recipe, or one that went through JSON, changes nothing", () => {
  expect(parseRecipe(defaultRecipe)).toStrictEqual(defaultRecipe);
  expect(parseRecipe(JSON.parse(JSON.stringify(defaultRecipe)))).toStrictEqual(defaultRecipe);
});

test("−0 is read as 0: both are one number, and must have one identity", () => {
  const { seed, training, dataset } = parseRecipe({
    seed: -0,
    training: { learningRate: -0 },
    dataset: { id: "coupled-10", settings: { kappa: -0 } },
  });
  for (const value of [seed, training.learningRate, dataset.settings["kappa"]]) expect(value).toBe(0);
});

test("reading does not change what was given, and recipes share no lists", () => {
  const given = { network: { stages: [1] } };
  expect(parseRecipe(given).network).not.toBe(given.network);
  expect(given).toStrictEqual({ network: { stages: [1] } });
  const [first, second] = [asSpectrum(parseRecipe({}).network), asSpectrum(parseRecipe({}).network)];
  expect(first).not.toBe(second);
  expect(first.stages).not.toBe(second.stages);
});

test.each(datasetIds)("%s: its key is its id, and its own defaults are allowed", (key) => {
  expect(DATASETS[key].id).toBe(key);
  const settings = defaultsOf(key);
  expect(parseRecipe({ dataset: { id: key, settings } }).dataset.settings).toStrictEqual(settings);
});

function defaultsOf(id: DatasetId): object {
  return Object.fromEntries(Object.entries(DATASETS[id].settings).map(([key, setting]) => [key, setting.default]));
}
