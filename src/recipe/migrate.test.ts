// Recipes and links as version 1 wrote them, with the hashes that it gave them: they open, and ask for the same.
import { expect, test } from "vitest";
import { recipeHash } from "./hash.ts";
import { migrated } from "./migrate.ts";
import { parseRecipe } from "./parse.ts";
import { RECIPE_VERSION } from "./settings.ts";
import version1 from "./versions/version1.json" with { type: "json" };

test.each(version1.recipes)(
  "a recipe of version 1 opens as one of today's, with its hash: $hash",
  ({ recipe, hash }) => {
    const today = parseRecipe(recipe);
    expect(today).toEqual({ ...recipe, version: RECIPE_VERSION });
    expect(recipeHash(today)).toBe(hash);
  },
);

test("what is no recipe of an earlier version is left as it is", () => {
  for (const input of [null, 7, [], {}, { version: RECIPE_VERSION }, { version: "1" }])
    expect(migrated(input)).toBe(input);
});
