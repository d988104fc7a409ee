// The losses of short runs are those of losses.json, bit for bit. Browser tests hold each browser to the same file.
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { openDataset } from "../../data/registry.ts";
import { engineNamed } from "../../kernels/testEngines.ts";
import { goldenRecipes, goldenRun, type GoldenRun } from "./goldenRuns.ts";
import golden from "./losses.json" with { type: "json" };

const fetchBytes = async (name: string): Promise<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(`../../../public/data/${name}`, import.meta.url))).buffer;

beforeAll(() => engineNamed("wasm-simd").activate());

test("the golden file has the runs that are asked for", () => {
  expect(Object.keys(golden)).toEqual(Object.keys(goldenRecipes));
});

test.each(Object.entries(goldenRecipes))("%s", async (name, recipe) => {
  const dataset = await openDataset(recipe.dataset.id, recipe.dataset.settings, fetchBytes);
  const expected = (golden as Record<string, unknown>)[name] as GoldenRun;
  expect(dataset.checksum).toBe(expected.datasetChecksum);
  expect(await goldenRun(recipe, dataset)).toEqual(expected);
});
