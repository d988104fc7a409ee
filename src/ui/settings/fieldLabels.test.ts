import { expect, test } from "vitest";
import { parseRecipe, RecipeError } from "../../recipe/parse.ts";
import { withLabels } from "./fieldLabels.ts";

/** What the page says about an invalid recipe. */
function said(input: unknown): readonly string[] {
  try {
    parseRecipe(input);
    return [];
  } catch (error) {
    if (error instanceof RecipeError) return error.problems.map(withLabels);
    throw error;
  }
}

const wrong = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, "?"]));

test.each([
  [
    { training: { epochs: 12, schedule: { kind: "cosine", warmupEpochs: 19 } } },
    "Warm-up is 19: allowed is less than Epochs, which is 12.",
  ],
  [{ network: { stages: [2, 9] } }, "Modules in stage 2 is 9: allowed is a whole number from 1 to 8."],
  [
    { network: { module: { segments: 5 } } },
    "Segments is 5: 48 channels cannot be cut into 5 equal segments; allowed is one of 1, 2, 3, 4, 6, 8, 12, 16, 24, 48.",
  ],
  [{ seed: -1 }, "Seed is -1: allowed is a whole number from 0 to 4294967295."],
])("a message names fields as the page does", (input, message) => {
  expect(said(input)).toEqual([message]);
});

test("every field that can be wrong has the name of its control", () => {
  const messages = [
    said({
      ...wrong("seed", "arithmetic", "storage"),
      network: {
        ...wrong("width", "stages", "residual", "activation", "activationPlace", "dropout"),
        module: wrong("segments", "kernel", "order", "intermediateActivation", "intermediateBatchNorm"),
      },
      training: {
        ...wrong("epochs", "batchSize", "learningRate", "weightDecay", "decayDepthwise"),
        optimizer: wrong("momentum"),
        schedule: wrong("warmupEpochs"),
      },
      dataset: { id: "coupled-10", settings: wrong("images") },
    }),
    said({
      training: {
        optimizer: { method: "adam", ...wrong("beta1", "beta2", "epsilon") },
        schedule: { kind: "step", ...wrong("everyEpochs", "factor") },
      },
    }),
  ].flat();
  expect(messages).toHaveLength(27);
  expect(messages.filter((message) => /^(?:network|training|dataset|seed|arithmetic|storage)\b/.test(message))).toEqual(
    [],
  );
});
