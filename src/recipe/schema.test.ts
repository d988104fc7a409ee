// The default recipe is complete and stays as it is: changing it changes the meaning of every link and kept run.
import { expect, test } from "vitest";
import { datasetIds, describeDataset } from "../data/registry.ts";
import { DATASETS } from "./datasets.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe, recipeSchema, type Recipe } from "./schema.ts";

test("the default recipe, in full", () => {
  expect(defaultRecipe).toStrictEqual({
    version: 1,
    network: {
      family: "spectrum",
      width: 48,
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
    seed: 1,
    arithmetic: "portable",
    storage: "float32",
  } satisfies Recipe);
});

test("what is left out, at any depth, is filled in with the default", () => {
  const parts: readonly unknown[] = [
    {},
    { version: 1 },
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
  const defaults = Object.fromEntries(DATASETS["coupled-10"].settings.map((setting) => [setting.key, setting.default]));
  expect(dataset).toStrictEqual({ id: "coupled-10", settings: defaults });
});

test("reading a complete recipe, or one that went through JSON, changes nothing", () => {
  expect(parseRecipe(defaultRecipe)).toStrictEqual(defaultRecipe);
  expect(parseRecipe(JSON.parse(JSON.stringify(defaultRecipe)))).toStrictEqual(defaultRecipe);
});

test("−0 is read as 0: both are one number, and must have one identity", () => {
  const { seed, training, dataset } = recipeSchema.parse({
    seed: -0,
    training: { learningRate: -0 },
    dataset: { id: "coupled-10", settings: { kappa: -0 } },
  });
  for (const value of [seed, training.learningRate, dataset.settings["kappa"]]) expect(value).toBe(0);
});

test("reading does not change what was given, and recipes share no parts", () => {
  const given = { network: { stages: [1] } };
  const [first, second] = [parseRecipe(given), parseRecipe(given)];
  expect(given).toStrictEqual({ network: { stages: [1] } });
  first.network.stages.push(8);
  first.dataset.settings["seed"] = 5;
  expect(second.network.stages).toStrictEqual([1]);
  expect(parseRecipe({})).toStrictEqual(defaultRecipe);
  parseRecipe({}).network.stages.push(8);
  expect(parseRecipe({})).toStrictEqual(defaultRecipe);
});

test.each(Object.entries(DATASETS))("%s: its key is its id, and its own defaults are allowed", (key, description) => {
  expect(description.id).toBe(key);
  const settings = Object.fromEntries(description.settings.map((setting) => [setting.key, setting.default]));
  expect(parseRecipe({ dataset: { id: key, settings } }).dataset.settings).toStrictEqual(settings);
});

test("a recipe can name every data set that can be opened, and no other", () => {
  expect(DATASETS).toEqual(Object.fromEntries(datasetIds.map((id) => [id, describeDataset(id)])));
});
