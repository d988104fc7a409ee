import { describe, expect, test } from "vitest";
import { asSpectrum } from "../networks/spectrum/asSpectrum.ts";
import { differences } from "./differences.ts";
import { armsOf, defaultExperiment, makeExperiment } from "./experiment.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe, type Recipe } from "./schema.ts";

const at = (segments: number, more: object = {}): Recipe => parseRecipe({ network: { module: { segments } }, ...more });
const names = (recipes: readonly Recipe[]) => differences(recipes);

describe("arms", () => {
  test("the default experiment compares none with ReLU at 16 segments, and they differ in nothing else", () => {
    const [none, relu, ...others] = armsOf(defaultExperiment);
    expect(others).toEqual([]);
    expect(none).toEqual(defaultRecipe);
    expect(relu).toEqual({
      ...defaultRecipe,
      network: {
        ...defaultRecipe.network,
        module: { ...asSpectrum(defaultRecipe.network).module, intermediateActivation: "relu" },
      },
    });
  });

  test("activations come in one order and once; none at all means none", () => {
    expect(makeExperiment(defaultRecipe, ["elu", "none", "elu"]).intermediateActivations).toEqual(["none", "elu"]);
    expect(makeExperiment(defaultRecipe, []).intermediateActivations).toEqual(["none"]);
  });
});

describe("names by differences", () => {
  test("say the point, and nothing that all share", () => {
    expect(names([at(16), at(1)])).toEqual(["16 segments, none", "1 segment, none"]);
  });

  test("say the seed where only that differs", () => {
    expect(names([at(16), at(16, { seed: 2 })])).toEqual(["16 segments, none, seed 1", "16 segments, none, seed 2"]);
  });

  test("number repeats of one recipe", () => {
    expect(names([at(16), at(16), at(3)])).toEqual([
      "16 segments, none",
      "16 segments, none, run 2",
      "3 segments, none",
    ]);
  });

  test("name a data set's setting only beside another value of it", () => {
    const coupled = (kappa: number) => at(16, { dataset: { id: "coupled-10", settings: { kappa } } });
    expect(names([coupled(0), coupled(1)])).toEqual([
      "16 segments, none, coupling κ 0",
      "16 segments, none, coupling κ 1",
    ]);
    expect(names([coupled(0), at(16)])).toEqual(["16 segments, none, Coupled-10", "16 segments, none, Emoji-10"]);
  });

  const { training } = defaultRecipe;
  const network = asSpectrum(defaultRecipe.network);
  const changes: readonly object[] = [
    { network: { ...network, width: 24, module: { ...network.module, segments: 12 } } },
    { network: { ...network, stages: [2, 3] } },
    { network: { ...network, residual: false } },
    { network: { ...network, dropout: 0.5 } },
    { network: { ...network, activation: "elu" } },
    { network: { ...network, activationPlace: "before-module" } },
    ...[
      { kernel: 5 },
      { order: "spatial-first" },
      { intermediateBatchNorm: true },
      { intermediateActivation: "elu" },
    ].map((change) => ({
      network: { ...network, module: { ...network.module, ...change } },
    })),
    ...[
      { epochs: 3 },
      { batchSize: 64 },
      { learningRate: 0.3 },
      { optimizer: { method: "sgd", momentum: 0.5 } },
      { optimizer: { method: "adam" } },
      { schedule: { kind: "constant" } },
      { schedule: { kind: "cosine", warmupEpochs: 1 } },
      { schedule: { kind: "step" } },
      { weightDecay: 0 },
      { decayDepthwise: true },
    ].map((change) => ({ training: { ...training, ...change } })),
    { dataset: { id: "coupled-10" } },
    { dataset: { settings: { backgrounds: "white" } } },
    { arithmetic: "fastest" },
    { storage: "float16" },
  ];
  test.each(changes)("no change goes unnamed: %j", (change) => {
    const [usual, changed] = names([defaultRecipe, parseRecipe({ ...defaultRecipe, ...change })]);
    expect(changed).not.toBe(usual);
    expect(changed).not.toMatch(/run 2/);
  });
});
