// Is the default experiment's difference between its arms more than chance? Trains both arms with several seeds in Node,
// on plain SIMD WebAssembly, as many runs at a time as there are cores, and prints each pair's test and validation
// accuracies, then the mean paired difference (first arm − second) with its 95 % t interval.
//
//   node bench/pairs.mjs [--seeds 1,2,3,4,5,6,7,8] [--recipe FILE] [--arms none,relu] [--processes N]
//
// Progress goes to standard error.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { root } from "../scripts/stamps.mjs";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1,2,3,4,5,6,7,8" },
    recipe: { type: "string" },
    arms: { type: "string", default: "none,relu" },
    processes: { type: "string", default: String(availableParallelism()) },
  },
});
const seeds = values.seeds.split(",").map(Number);
const arms = values.arms.split(",");
if (arms.length !== 2) throw new Error(`--arms is "${values.arms}": two activations are compared.`);
if (seeds.length < 2) throw new Error(`--seeds is "${values.seeds}": an interval needs two or more.`);
const asked = values.recipe ? JSON.parse(readFileSync(values.recipe, "utf8")) : {};
const folder = mkdtempSync(join(tmpdir(), "xception-pairs-"));

/** Last evaluations of a run, by split. */
async function trained(seed, arm) {
  const { network } = asked;
  const module = { ...network?.module, intermediateActivation: arm };
  const file = join(folder, `${seed}-${arm}.json`);
  writeFileSync(file, JSON.stringify({ ...asked, seed, network: { ...network, module } }));
  const startedMs = Date.now();
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", "--recipe", file, "--backend", "wasm"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors = [];
  child.stderr.on("data", (text) => errors.push(text));
  const exit = new Promise((resolve) => child.once("close", resolve));
  const last = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const event = JSON.parse(line);
    if (event.type === "evaluated") last[event.split] = event;
  }
  const code = await exit;
  if (code !== 0) throw new Error(`Seed ${seed}, ${arm} ended with exit code ${code}:\n${errors.join("")}`);
  process.stderr.write(`seed ${seed}, ${arm}: ${((Date.now() - startedMs) / 1000).toFixed(1)} s\n`);
  return last;
}

const tasks = seeds.flatMap((seed) => arms.map((arm) => ({ seed, arm })));
const results = new Map(seeds.map((seed) => [seed, {}]));
let next = 0;
async function work() {
  while (next < tasks.length) {
    const { seed, arm } = tasks[next++];
    results.get(seed)[arm] = await trained(seed, arm);
  }
}
try {
  await Promise.all(Array.from({ length: Number(values.processes) }, work));
} finally {
  rmSync(folder, { recursive: true });
}

const percent = (share) => (100 * share).toFixed(1);
console.log(`| seed | validation, ${arms.join(" / ")} | test, ${arms.join(" / ")} |\n| --- | --- | --- |`);
for (const [seed, runs] of results) {
  const cell = (split) =>
    arms.map((arm) => `${percent(runs[arm][split].accuracy)} ± ${percent(runs[arm][split].accuracyError)}`).join(" / ");
  console.log(`| ${seed} | ${cell("validation")} % | ${cell("test")} % |`);
}
for (const split of ["validation", "test"]) {
  const differences = seeds.map((seed) => {
    const [one, other] = arms.map((arm) => results.get(seed)[arm][split].accuracy);
    return 100 * (one - other);
  });
  const { mean, spread, half } = interval(differences);
  console.log(
    `${split}: ${arms.join(" − ")} = ${mean.toFixed(2)} points, 95 % interval ${(mean - half).toFixed(2)} to ` +
      `${(mean + half).toFixed(2)} (${seeds.length} pairs, spread ${spread.toFixed(2)})`,
  );
}

/** Mean, standard deviation, and half the width of the t interval. */
function interval(numbers) {
  const count = numbers.length;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  return { mean, spread, half: (tQuantile(count - 1) * spread) / Math.sqrt(count) };
}

/** The 0.975 quantile of Student's t distribution, by bisection of its integral. */
function tQuantile(freedom) {
  let [low, high] = [0, 100];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return high;
}

/** The probability of |t| < limit: with t = √ν tan θ, the integral of cos^(ν − 1) θ over that of the whole. */
function shareWithin(limit, freedom) {
  const density = (angle) => Math.cos(angle) ** (freedom - 1);
  return integral(density, Math.atan(limit / Math.sqrt(freedom))) / integral(density, Math.PI / 2);
}

/** From 0 to `end`, by Simpson's rule. */
function integral(density, end) {
  const parts = 2000;
  const weight = (at) => (at === 0 || at === parts ? 1 : at % 2 === 1 ? 4 : 2);
  const sum = Array.from({ length: parts + 1 }, (_, at) => weight(at) * density((at * end) / parts));
  return (sum.reduce((total, value) => total + value, 0) * end) / (3 * parts);
}
