import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalJson, recipeHash } from "./hash.ts";
import { parseRecipe } from "./parse.ts";
import { defaultRecipe } from "./schema.ts";

const sha256Of = (value: object) => createHash("sha256").update(canonicalJson(value)).digest("hex");

test("keys are sorted at every depth, without spaces", () => {
  expect(canonicalJson({ b: [2, { d: "ü", c: null }], a: true, gone: undefined })).toBe(
    '{"a":true,"b":[2,{"c":null,"d":"ü"}]}',
  );
});

test.each([NaN, Infinity, -0])("%s is refused", (value) => {
  expect(() => canonicalJson({ rate: value })).toThrow(/has no canonical form/);
});

test("the hash is the SHA-256 of the canonical JSON, and is the same however a recipe was written down", () => {
  const { seed, network, ...rest } = defaultRecipe;
  const halved = parseRecipe({ storage: "float16" });
  expect(recipeHash({ network, ...rest, seed })).toBe(recipeHash(defaultRecipe));
  expect(recipeHash(halved)).toBe(sha256Of({ ...halved, version: 1 }));
});

test("another seed is another recipe", () => {
  expect(recipeHash({ ...defaultRecipe, seed: 2 })).not.toBe(recipeHash(defaultRecipe));
});

test("recipes from before storage or the family was a choice keep their hash", () => {
  const { storage, ...rest } = defaultRecipe;
  const before = { ...rest, version: 1 };
  expect(storage).toBe("float32");
  expect(recipeHash(parseRecipe(before))).toBe(sha256Of(before));
});

// Result files name runs by this hash. Change this line only when the default recipe changes on purpose.
test("the default recipe's hash", () => {
  expect(recipeHash(defaultRecipe)).toMatchInlineSnapshot(
    `"6c354fb2e1a7f3c102d6248f62e185f0557eaacd93451da75da0327d48bb36cf"`,
  );
});
