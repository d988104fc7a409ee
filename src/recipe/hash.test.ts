import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { asSpectrum } from "../networks/spectrum/asSpectrum.ts";
import { armId, canonicalJson, isSameArm, recipeHash } from "./hash.ts";
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
  const { stem: _, ...withoutStem } = asSpectrum(halved.network);
  expect(recipeHash(halved)).toBe(sha256Of({ ...halved, network: withoutStem, version: 1 }));
});

test("another seed is another recipe", () => {
  expect(recipeHash({ ...defaultRecipe, seed: 2 })).not.toBe(recipeHash(defaultRecipe));
});

test("recipes from before storage, the family, the views or the stem were choices keep their hash", () => {
  const { storage, evaluation: _views, ...rest } = defaultRecipe;
  const { stem: _stem, ...network } = asSpectrum(defaultRecipe.network);
  const before = { ...rest, network, version: 1 };
  expect(storage).toBe("float32");
  expect(recipeHash(parseRecipe(before))).toBe(sha256Of(before));
});

test("views that are more than one are part of what is asked", () => {
  const hashes = [1, 2, 3].map((views) => recipeHash({ ...defaultRecipe, evaluation: { views } }));
  expect(new Set(hashes).size).toBe(3);
});

test("recipes of Coupled-10 from before copies and the noise's scale were choices keep their hash", () => {
  const today = parseRecipe({ dataset: { id: "coupled-10" }, evaluation: { views: 1 } });
  const { copies, noiseScale, ...settings } = today.dataset.settings;
  expect([copies, noiseScale]).toEqual([2, "fixed"]);
  const hashes = [{}, { copies: 2 }, { noiseScale: "fixed" }, { copies: 1 }, { noiseScale: "calibrated" }].map((more) =>
    recipeHash(parseRecipe({ ...today, dataset: { id: "coupled-10", settings: { ...settings, ...more } } })),
  );
  expect(hashes.slice(0, 3)).toEqual(Array(3).fill(recipeHash(today)));
  expect(new Set(hashes).size).toBe(3);
});

test("a stem that is not the usual one is part of what is asked", () => {
  const [usual, pointwise] = [3, 1].map((stem) => recipeHash(parseRecipe({ network: { stem } })));
  expect(usual).toBe(recipeHash(defaultRecipe));
  expect(pointwise).not.toBe(usual);
});

// Result files name runs by this hash. Change this line only when the default recipe changes on purpose.
test("the default recipe's hash", () => {
  expect(recipeHash(defaultRecipe)).toMatchInlineSnapshot(
    `"0abe3b3a03df6d024044c2adfc8713dcb094c3ee2d71073617e956d12e350681"`,
  );
});

test.each([
  { seed: 7 },
  { network: { width: 24, module: { segments: 12 } } },
  { network: { stages: [1, 2] } },
  { training: { optimizer: { method: "adam" } } },
  { dataset: { id: "coupled-10" } },
])("recipes are of one arm where its id says so: %j", (change) => {
  const other = parseRecipe(change);
  expect(isSameArm(defaultRecipe, other)).toBe(armId(defaultRecipe) === armId(other));
  expect(isSameArm(other, parseRecipe({ ...change, seed: 5 }))).toBe(true);
  expect(isSameArm(other, defaultRecipe)).toBe(isSameArm(defaultRecipe, other));
});
