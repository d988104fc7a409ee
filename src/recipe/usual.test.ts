import { expect, test } from "vitest";
import { defaultExperiment, experimentOf, makeExperiment } from "./experiment.ts";
import { changedRecipe, changeAt, type RecipeChange } from "./change.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";
import { RECIPE } from "./settings.ts";
import { settingsOf } from "./usual.ts";
import { FAMILIES } from "../networks/families.ts";
import { DATASETS } from "../data/descriptions.ts";
import { allLeaves } from "../settings/leaves.ts";

const differing = (change: RecipeChange) =>
  settingsOf(makeExperiment(changedRecipe(defaultRecipe, change)))
    .filter(({ differs }) => differs)
    .map(({ leaf, value, usual }) => [leaf.path.join("."), value, usual]);

test("nothing of the default experiment differs, whatever its branches are", () => {
  expect(settingsOf(defaultExperiment).filter(({ differs }) => differs)).toEqual([]);
  for (const family of Object.keys(FAMILIES) as (keyof typeof FAMILIES)[])
    for (const id of Object.keys(DATASETS) as (keyof typeof DATASETS)[])
      for (const method of ["sgd", "adam"] as const) {
        const change = { network: { family }, dataset: { id }, training: { optimizer: { method } } } as RecipeChange;
        const tags = differing(change).map(([path]) => path);
        expect(
          tags.every((path) => ["network.family", "dataset.id", "training.optimizer.method"].includes(String(path))),
        ).toBe(true);
      }
});

test("a setting differs from the default of its own branch", () => {
  expect(differing({ network: { width: 24 }, seed: 3 })).toEqual([
    ["network.module.segments", 12, 16],
    ["network.width", 24, 48],
    ["seed", 3, 1],
  ]);
  // The rate that suits Adam is usual with it.
  expect(differing({ training: { optimizer: { method: "adam" } } })).toEqual([
    ["training.optimizer.method", "adam", "sgd"],
  ]);
  expect(differing({ dataset: { id: "coupled-10", settings: { kappa: 1 } } } as RecipeChange)).toEqual([
    ["dataset.id", "coupled-10", "emoji-10"],
    ["dataset.settings.kappa", 1, 0.5],
  ]);
});

test("the activations that are compared are one setting, with both arms as its default", () => {
  const compared = (experiment = defaultExperiment) => settingsOf(experiment).filter(({ isCompared }) => isCompared);
  expect(compared()).toMatchObject([{ differs: false, value: ["none", "relu"] }]);
  expect(compared(experimentOf(defaultRecipe))).toMatchObject([
    { differs: true, value: ["none"], usual: ["none", "relu"] },
  ]);
});

test("each setting that differs can be set to its default, and then does not differ", () => {
  let recipe = parseRecipe({
    network: { width: 24, stages: [1], residual: false, dropout: 0.5, module: { segments: 3, kernel: 5 } },
    dataset: { id: "coupled-10", settings: { kappa: 1 } },
    training: {
      epochs: 3,
      batchSize: 8,
      optimizer: { method: "adam", beta1: 0.5 },
      schedule: { kind: "step", factor: 0.5 },
    },
    evaluation: { views: 1 },
    arithmetic: "fastest",
    storage: "float16",
    seed: 7,
  });
  const left = () => settingsOf(makeExperiment(recipe)).filter(({ differs }) => differs);
  expect(left().length).toBeGreaterThan(14);
  // The width comes before the segments that fit it.
  const order = (path: string) => (path === "network.width" ? 0 : 1);
  for (;;) {
    const [next] = left().toSorted((a, b) => order(a.leaf.path.join(".")) - order(b.leaf.path.join(".")));
    if (!next) break;
    recipe = changedRecipe(recipe, changeAt(next.leaf.path, next.usual));
    expect(left().map(({ leaf }) => leaf.path.join("."))).not.toContain(next.leaf.path.join("."));
  }
  expect(recipe).toEqual(defaultRecipe);
});

test("every setting has a sentence that says what it does", () => {
  for (const { path, field } of allLeaves(RECIPE)) expect(field.help, path.join(".")).toMatch(/^\P{Ll}.*\.$/u);
});
