// Writes src/train/golden/losses.json, to which the tests hold Node and every browser: run it when a version of the
// program changes numbers on purpose.
//
//   node --import tsx scripts/golden/losses.ts
import { readFileSync, writeFileSync } from "node:fs";
import { openDataset } from "../../src/data/registry.ts";
import { engineNamed } from "../../src/kernels/nodeEngines.ts";
import { goldenRecipes, goldenRun, type GoldenRun } from "../../src/train/golden/goldenRuns.ts";

const root = new URL("../../", import.meta.url);
const fetchBytes = async (name: string): Promise<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(`public/data/${name}`, root))).buffer;

await engineNamed("wasm-simd").activate();
const runs: Record<string, GoldenRun> = {};
for (const [name, recipe] of Object.entries(goldenRecipes)) {
  runs[name] = await goldenRun(recipe, await openDataset(recipe.dataset.id, recipe.dataset.settings, fetchBytes));
  const [loss] = runs[name].evaluations.slice(-1);
  console.log(`${name}: ${runs[name].losses.length} steps, test loss ${loss?.loss}`);
}
writeFileSync(new URL("src/train/golden/losses.json", root), `${JSON.stringify(runs)}\n`);
process.exit(); // a GPU that was looked for may keep Node alive
