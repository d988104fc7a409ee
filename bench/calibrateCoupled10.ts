// How strong must the noise of Coupled-10 be at each κ for the regular convolution of the ready study "Segments × coupling"
// to recognise 42 % of the test images? Bisects, and prints the rows of src/data/coupled10Noise.ts as a table.
//
//   node --import tsx bench/calibrateCoupled10.ts [--kappas 0.25,0.5,1] [--seeds 1,2,3] [--halvings 3]
//
// Every accuracy is a mean over the seeds, and goes to standard error as it is found.
import { parseArgs } from "node:util";
import { openDataset } from "../src/data/registry.ts";
import { engineNamed } from "../src/kernels/nodeEngines.ts";
import { changedRecipe } from "../src/recipe/change.ts";
import type { Recipe } from "../src/recipe/schema.ts";
import { READY_STUDIES } from "../src/study/ready.ts";
import { train } from "../src/train/train.ts";

// What it recognises at κ = 0.25 without any noise.
const WANTED = 0.42;
const MOST_NOISE = 2;

const { values } = parseArgs({
  options: {
    kappas: { type: "string", default: "0.25,0.5,1" },
    seeds: { type: "string", default: "1,2,3" },
    halvings: { type: "string", default: "3" },
  },
});
const seeds = values.seeds.split(",").map(Number);

interface Point {
  readonly noise: number;
  readonly accuracy: number;
}

/** Trains the regular convolution with each seed; the mean test accuracy. */
async function measured(kappa: number, noise: number): Promise<Point> {
  const recipe = changedRecipe(READY_STUDIES.coupling.study.base, {
    network: { module: { segments: 1 } },
    dataset: { settings: { kappa, noise, noiseScale: "fixed" } },
  });
  let sum = 0;
  for (const seed of seeds) sum += await testAccuracy({ ...recipe, seed });
  const accuracy = sum / seeds.length;
  process.stderr.write(`κ ${kappa}, noise ${noise}: ${(100 * accuracy).toFixed(1)} %\n`);
  return { noise, accuracy };
}

async function testAccuracy(recipe: Recipe): Promise<number> {
  // Made from its seed: no file is asked for.
  const dataset = await openDataset(recipe.dataset.id, recipe.dataset.settings, async () => new ArrayBuffer(0));
  const engine = { name: "wasm-simd", adapter: "SIMD WebAssembly", reason: "the same bits everywhere" } as const;
  let accuracy = NaN;
  for await (const event of train(recipe, dataset, { runId: "calibration", engine }))
    if (event.type === "evaluated" && event.split === "test") ({ accuracy } = event);
  if (Number.isNaN(accuracy)) throw new Error(`No test accuracy of seed ${recipe.seed}.`);
  return accuracy;
}

/** The noise at which the accuracy is the wanted one: 0 where none is needed. */
async function calibrated(kappa: number): Promise<number> {
  let low = await measured(kappa, 0);
  if (low.accuracy <= WANTED) return 0;
  let high: Point = { noise: MOST_NOISE, accuracy: 0.1 };
  for (let halving = 0; halving < Number(values.halvings); halving++) {
    const middle = await measured(kappa, (low.noise + high.noise) / 2);
    if (middle.accuracy > WANTED) low = middle;
    else high = middle;
  }
  return low.noise + ((high.noise - low.noise) * (low.accuracy - WANTED)) / (low.accuracy - high.accuracy);
}

await engineNamed("wasm-simd").activate();
process.stdout.write("| κ | noise |\n| --- | --- |\n");
for (const kappa of values.kappas.split(",").map(Number))
  process.stdout.write(`| ${kappa} | ${(await calibrated(kappa)).toFixed(2)} |\n`);
