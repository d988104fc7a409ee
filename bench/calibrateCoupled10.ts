// How strong must the noise of Coupled-10 be at each κ for the regular convolution of the ready study "Segments × coupling"
// to recognise 60 % of the test images? Prints each strength that it tries, with its accuracies, as a row of a table; the
// last of a κ is its row in src/data/coupled10Noise.ts.
//
//   node --import tsx bench/calibrateCoupled10.ts [--kappas 0,0.5,1] [--seeds 101,102,103] [--from 1.5]
//
// The study has other seeds, so that its runs are no part of what the noise was chosen by.
import { parseArgs } from "node:util";
import { engineNamed } from "../src/kernels/nodeEngines.ts";
import { regularAccuracies, WANTED_ACCURACY } from "./coupled10Accuracy.ts";

/** Near enough, because a mean over three seeds is not known better. */
const TOLERANCE = 0.02;
/** How much stronger noise takes one point of accuracy off, about. */
const NOISE_PER_POINT = 0.025;
const MOST_NOISE = 2;
const MOST_TRIES = 6;

const { values } = parseArgs({
  options: {
    kappas: { type: "string", default: "0,0.5,1" },
    seeds: { type: "string", default: "101,102,103" },
    from: { type: "string", default: "1.5" },
  },
});
const seeds = values.seeds.split(",").map(Number);

/** Tries strengths, each from how far the one before missed, until one is near enough. */
async function calibrate(kappa: number): Promise<void> {
  let noise = Number(values.from);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const accuracies = await regularAccuracies({ kappa, noise, noiseScale: "fixed" }, seeds);
    const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
    const percent = (share: number) => (100 * share).toFixed(1);
    process.stdout.write(`| ${kappa} | ${noise} | ${percent(mean)} | ${accuracies.map(percent).join(", ")} |\n`);
    if (Math.abs(mean - WANTED_ACCURACY) <= TOLERANCE) return;
    const wished = noise + 100 * (mean - WANTED_ACCURACY) * NOISE_PER_POINT;
    noise = Math.round(100 * Math.min(MOST_NOISE, Math.max(0, wished))) / 100;
  }
  throw new Error(`No noise was found for κ = ${kappa} in ${MOST_TRIES} tries.`);
}

await engineNamed("wasm-simd").activate();
process.stdout.write("| κ | noise | mean, % | seed by seed |\n| --- | --- | --- | --- |\n");
for (const kappa of values.kappas.split(",").map(Number)) await calibrate(kappa);
