// `npm run bench`: reads the options, starts every contender present, prints the table, and writes
// the report and its pictures. --help lists the options.
import { mkdirSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { cpus, loadavg, type as systemName } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bench, type Findings } from "./bench.ts";
import { contenderNames, labEngines, type ContenderName } from "./contenderNames.ts";
import { allSegments } from "./measured.ts";
import { startNode, startPython } from "./nodeHandle.ts";
import { picturesOf } from "./pictures/draw.ts";
import { REPORT_VERSION, type Machine, type Report } from "./report.ts";
import { enginesIn } from "./reportWords.ts";
import type { Family, Settings } from "./settings.ts";
import { table } from "./table.ts";

const USAGE = `Usage: npm run bench -- [options]

  --browser         in Chromium instead of Node
  --webgpu          WebGPU too, on a software adapter if there is no other (slow)
  --only-webgpu     WebGPU alone
  --python PATH     a Python with jax (and torch); also JAX_PYTHON
  --segments 1,3    only these points of the spectrum
  --batch N         images per batch instead of 32: for software adapters
  --quick           tiny shapes, few rounds: to see that it works, not to measure
  --without NAMES   leave out contenders, by name
  --no-run          without the default experiment's run
  --software-run    that run on a software adapter too (half an hour)
  --out FOLDER      where the report goes
`;

const { values: options } = readOptions();
if (options.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const say = (line: string) => process.stderr.write(`${line}\n`);
const settings = settingsOf();
const loadBefore = loadavg()[0] ?? null;
const { findings, runtime } = options.browser
  ? await inBrowser(settings)
  : { findings: await inNode(settings), runtime: `Node ${process.versions.node}` };
const report: Report = {
  version: REPORT_VERSION,
  date: new Date().toISOString().slice(0, 10),
  machine: machineOf(runtime),
  load: { before: loadBefore, after: loadavg()[0] ?? null },
  note: settings.note,
  ...findings,
};
process.stdout.write(`${table(report)}\n`);
mkdirSync(options.out, { recursive: true });
const file = join(options.out, fileName(report));
writeFileSync(`${file}.json`, `${JSON.stringify(report, null, 1)}\n`);
say(`\nwritten: ${file}.json`);
for (const [name, picture] of picturesOf(report)) {
  writeFileSync(`${file}-${name}.svg`, picture);
  say(`written: ${file}-${name}.svg`);
}
process.exit(0);

function readOptions() {
  try {
    return parseArgs({
      options: {
        browser: { type: "boolean", default: false },
        webgpu: { type: "boolean", default: false },
        "only-webgpu": { type: "boolean", default: false },
        python: { type: "string" },
        segments: { type: "string", default: allSegments.join(",") },
        quick: { type: "boolean", default: false },
        batch: { type: "string", default: "32" },
        without: { type: "string", default: "" },
        "no-run": { type: "boolean", default: false },
        "software-run": { type: "boolean", default: false },
        out: { type: "string", default: process.env["BENCH_RESULTS"] ?? "bench/results" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return process.exit(2);
  }
}

function pythonPath(): string | undefined {
  return options.python ?? process.env["JAX_PYTHON"];
}

/** Whether a Python can import a module. */
function canImport(python: string, name: string): boolean {
  try {
    execFileSync(python, ["-c", `import ${name}`], { stdio: "ignore", timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}

function settingsOf(): Settings {
  const without = options.without.split(",").filter((name) => name !== "");
  const unknown = without.find((name) => !(contenderNames as readonly string[]).includes(name));
  if (unknown !== undefined) {
    process.stderr.write(`--without has ${unknown}: allowed are ${contenderNames.join(", ")}.\n`);
    process.exit(2);
  }
  const segments = options.segments.split(",").map(Number);
  const impossible = segments.find((count) => !(allSegments as readonly number[]).includes(count));
  if (impossible !== undefined) {
    process.stderr.write(`--segments has ${impossible}: allowed are ${allSegments.join(", ")}.\n`);
    process.exit(2);
  }
  const batch = Number(options.batch);
  if (!(Number.isInteger(batch) && batch >= 1 && batch <= 256)) {
    process.stderr.write(`--batch is ${options.batch}: allowed are whole numbers from 1 to 256.\n`);
    process.exit(2);
  }
  const keep = <T extends ContenderName>(names: readonly T[]) => names.filter((name) => !without.includes(name));
  const python = options.browser ? undefined : pythonPath();
  const jax = python !== undefined && canImport(python, "jax");
  const torchPython = options.browser
    ? undefined
    : [python, "python3"].find((each) => each !== undefined && canImport(each, "torch"));
  if (!options.browser && !jax) say("  no native JAX: name a Python that has it with --python or JAX_PYTHON");
  const processor: Family = {
    engines: keep(["lab-wasm-simd", "lab-wasm-relaxed"]),
    peers: keep([
      "tfjs-wasm",
      "jax-js-wasm",
      ...(options.browser ? (["tfjs-webgl"] as const) : []),
      ...(jax ? (["native-jax"] as const) : []),
    ]),
    slowPeers: keep(["tfjs-cpu"]),
  };
  const gpu: Family = {
    engines: keep(["lab-webgpu"]),
    peers: keep(["tfjs-webgpu", "jax-js-webgpu", ...(torchPython ? (["pytorch", "pytorch-graph"] as const) : [])]),
    slowPeers: [],
  };
  const wantsGpu = options.webgpu || options["only-webgpu"];
  const shared = { families: [...(options["only-webgpu"] ? [] : [processor]), ...(wantsGpu ? [gpu] : [])], segments };
  if (options.quick) {
    const patience = { rounds: 3, leastRounds: 2, budgetMs: 500, sliceMs: 5 };
    return {
      ...shared,
      batch: 2,
      size: 8,
      slowKernelBatch: 1,
      slowStepBatch: 1,
      kernels: patience,
      steps: patience,
      wholeRun: false,
      softwareRun: false,
      note: "a quick look with tiny shapes: these are no measurements",
    };
  }
  return {
    ...shared,
    batch,
    size: 32,
    slowKernelBatch: 2,
    slowStepBatch: 4,
    kernels: { rounds: 20, leastRounds: 3, budgetMs: 3000, sliceMs: 25 },
    steps: { rounds: 12, leastRounds: 5, budgetMs: 4000, sliceMs: 150 },
    wholeRun: !options["no-run"],
    softwareRun: options["software-run"],
    note: "",
  };
}

async function inNode(own: Settings): Promise<Findings> {
  const limits = JSON.parse(process.env["BENCH_LIMITS"] ?? "{}") as Record<string, string>;
  const python = pythonPath() ?? "python3";
  return bench(
    (name) => {
      switch (name) {
        case "native-jax":
          return startPython(name, python, "native_jax.py", {});
        case "pytorch":
          return startPython(name, python, "pytorch_bench.py", {});
        case "pytorch-graph":
          return startPython(name, python, "pytorch_bench.py", { BENCH_CUDA_GRAPHS: "1" });
        default:
          return startNode(name, { limits });
      }
    },
    own,
    say,
  );
}

async function inBrowser(own: Settings): Promise<{ findings: Findings; runtime: string }> {
  const { benchInBrowser } = await import("./browser/host.ts");
  return benchInBrowser(
    own,
    {
      limits: JSON.parse(process.env["BENCH_LIMITS"] ?? "{}") as Record<string, string>,
      softwareGpu: options.webgpu || options["only-webgpu"],
    },
    say,
  );
}

function machineOf(runtime: string): Machine {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    system: `${systemName()} ${process.arch}`,
    runtime,
  };
}

function fileName({ machine, engines }: Report): string {
  const words = [
    machine.processor,
    `${machine.cores} cores`,
    machine.runtime.replace(/ .*/, ""),
    ...enginesIn(engines).map((name) => labEngines[name].engine),
    ...(options.quick ? ["quick"] : []),
  ];
  return words
    .join(" ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
