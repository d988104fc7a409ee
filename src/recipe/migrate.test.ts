// Recipes as earlier versions wrote them, with the hashes that they gave them: they open, and ask for the same.
import { describe, expect, test } from "vitest";
import { recipeHash } from "./hash.ts";
import { migrated } from "./migrate.ts";
import { parseRecipe } from "./parse.ts";
import { RECIPE_VERSION } from "./settings.ts";
import version1 from "./versions/version1.json" with { type: "json" };
import version2 from "./versions/version2.json" with { type: "json" };

describe.each([
  ["1", version1.recipes],
  ["2", version2.recipes],
])("a recipe of version %s opens as one of today's, with its hash:", (_, recipes) => {
  test.each([...recipes])("$hash", ({ recipe, hash }) => {
    const today = parseRecipe(recipe);
    const { network, dataset } = recipe;
    expect(today).toEqual({
      ...recipe,
      // What became a choice later has the value that it always had.
      network: { ...network, ...(network.family === "spectrum" && { stem: 3 }) },
      dataset: {
        ...dataset,
        settings: { ...dataset.settings, ...(dataset.id === "coupled-10" && { copies: 2, noiseScale: "fixed" }) },
      },
      version: RECIPE_VERSION,
      evaluation: { views: 1 },
    });
    expect(recipeHash(today)).toBe(hash);
  });
});

test("a number of views that was added to a recipe of version 2 is kept", () => {
  expect(parseRecipe({ version: 2, evaluation: { views: 5 } }).evaluation.views).toBe(5);
});

test("what is no recipe of an earlier version is left as it is", () => {
  for (const input of [null, 7, [], {}, { version: RECIPE_VERSION }, { version: "1" }])
    expect(migrated(input)).toBe(input);
});
