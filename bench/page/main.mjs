// `npm run bench:page`: measures the page with thousands of kept runs, in a real Chromium. Takes several trees in turns,
// so that they are compared on the same machine at the same time. --help lists the options.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, type as systemName } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser } from "../../scripts/browser.mjs";
import { root } from "../../scripts/stamps.mjs";
import { summary, table } from "./figures.mjs";
import { withKeptRuns, withTinyRuns, withTwoArms } from "./measures.mjs";
import { build, withVisitor } from "./visit.mjs";

const USAGE = `Usage: npm run bench:page -- [options]

  --tree [NAME=]PATH  a checkout to measure instead of this one, set up as npm start does it; may be given again
  --runs N            kept runs of the default recipe (2,000)
  --checkpoints N     how many of them have a checkpoint (20)
  --many N            how many are hidden, shown, removed and brought back at once (500)
  --epochs N          how long the small run trains beside them (20)
  --tiny N            tiny runs, trained one after another and removed (200)
  --tries N           how often things are tried while two arms train (5)
  --rounds N          how often, in turns (3)
  --only NAMES        of "kept", "arms" and "tiny"
  --trace FOLDER      no report, but traces for the Performance panel of DevTools
  --out FOLDER        where the report goes (bench/results/page)
`;

const { values: options } = parseArgs({
  options: {
    tree: { type: "string", multiple: true, default: [`here=${root}`] },
    runs: { type: "string", default: "2000" },
    checkpoints: { type: "string", default: "20" },
    many: { type: "string", default: "500" },
    epochs: { type: "string", default: "20" },
    tiny: { type: "string", default: "200" },
    tries: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    only: { type: "string", default: "kept,arms,tiny" },
    trace: { type: "string" },
    out: { type: "string", default: join(root, "bench/results/page") },
    help: { type: "boolean", default: false },
  },
});
if (options.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const say = (line) => process.stderr.write(`${line}\n`);
const settings = {
  runs: Number(options.runs),
  checkpoints: Number(options.checkpoints),
  many: Number(options.many),
  epochs: Number(options.epochs),
  tinyRuns: Number(options.tiny),
  tries: Number(options.tries),
  rounds: Number(options.rounds),
};
const measures = Object.entries({ kept: withKeptRuns, arms: withTwoArms, tiny: withTinyRuns }).filter(([name]) =>
  options.only.split(",").includes(name),
);
const trees = options.tree.map((given) => {
  const [, name, path] = /^(?:([\w.-]+)=)?(.+)$/.exec(given);
  return { name: name ?? basename(resolve(path)), path: resolve(path), rounds: [] };
});
for (const { name, path } of trees) {
  say(`building ${name}`);
  await build(path);
}
for (let round = 1; round <= settings.rounds; round++) {
  for (const { name, path, rounds } of trees) {
    const found = { load: loadavg()[0] };
    for (const [measure, take] of measures) {
      say(`round ${round} of ${settings.rounds}, ${name}, ${measure} (load ${loadavg()[0].toFixed(1)})`);
      Object.assign(
        found,
        await withVisitor(path, tracesOf(name, measure, round), (visitor) => take(visitor, settings)),
      );
    }
    rounds.push(found);
  }
}

const report = {
  version: 1,
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  settings,
  trees: trees.map(({ name, path, rounds }) => ({ name, commit: commitOf(path), figures: summary(rounds), rounds })),
};
process.stdout.write(`${table(report.trees)}\n`);
if (options.trace !== undefined) process.exit(0);
mkdirSync(options.out, { recursive: true });
const file = join(options.out, `${fileName(report.machine)}.json`);
writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
say(`written: ${file}`);

function tracesOf(...names) {
  return options.trace === undefined ? undefined : join(options.trace, names.join("-"));
}

function machine() {
  const browser = execFileSync(findBrowser(), ["--version"], { encoding: "utf8" });
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    system: `${systemName()} ${process.arch}`,
    runtime: /\S+ [\d.]+/.exec(browser)?.[0] ?? browser.trim(),
  };
}

function commitOf(path) {
  try {
    return execFileSync("git", ["-C", path, "rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return null; // A copy without its history.
  }
}

function fileName({ processor, cores, runtime }) {
  return `${processor} ${cores} cores ${runtime.split(" ")[0]} page`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
