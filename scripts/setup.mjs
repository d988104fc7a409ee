// Makes a fresh clone ready: Node's version, packages, WebAssembly kernels, data sets. Each step
// runs only when what it makes is missing or stale. Needs nothing but Node: it runs before
// any package is there. `--quiet` keeps standard output free for a program's own results.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWasm, wasmFolders, wasmSources } from "./build-wasm.mjs";
import { isMain, npmCommand, runToEnd } from "./programs.mjs";
import { isFresh, root, stamp, withImports } from "./stamps.mjs";

/** A step that could not be done, and what to do about it. */
class SetupError extends Error {}

const kernelSources = () => [...wasmSources(), "package-lock.json"];
const dataSources = () => [...withImports(["scripts/build-data.mjs", "src/data/random.ts"]), "package-lock.json"];

const steps = [
  // What a step's program prints goes to the file descriptor `output`: 1 or, when that is kept free, 2.
  {
    name: "packages",
    isDone: packagesMatchLock,
    doing: "installing from package-lock.json (a minute or so)",
    run: installPackages,
  },
  {
    name: "kernels",
    isDone: () => isFresh("kernels", kernelSources(), wasmFolders),
    doing: "compiling AssemblyScript to WebAssembly",
    async run() {
      await buildWasm();
      stamp("kernels", kernelSources(), wasmFolders);
    },
  },
  {
    name: "data sets",
    isDone: () => isFresh("data", dataSources(), ["public/data"]),
    doing: "drawing the pictures of Emoji-10",
    async run(output) {
      const { code, problem } = await runToEnd(process.execPath, [join(root, "scripts/build-data.mjs"), "--force"], {
        stdio: ["ignore", output, 2],
      });
      if (code !== 0) throw new Error(`${problem ?? `exit code ${code}`}; its own message is above`);
      stamp("data", dataSources(), ["public/data"]);
    },
  },
];

/**
 * Does what is missing; `say` gets one line per step, and what a step's program prints goes to the file descriptor
 * `output`. Throws `SetupError`.
 */
async function setUp(say, output) {
  checkNode();
  say(`✓ Node ${process.versions.node}`);
  if (steps.every((step) => step.isDone())) return steps.forEach((step) => say(`✓ ${step.name}: up to date`));
  await alone(say, async () => {
    for (const step of steps) {
      if (step.isDone()) {
        say(`✓ ${step.name}: up to date`);
        continue;
      }
      say(`… ${step.name}: ${step.doing}`);
      const startMs = Date.now();
      try {
        await step.run(output);
      } catch (error) {
        if (error instanceof SetupError) throw error;
        throw new SetupError(
          `The step "${step.name}" failed: ${error instanceof Error ? error.message : error}\n` +
            "If the cause is not plain from this, delete the folders node_modules and .cache and run the same command again.",
        );
      }
      say(`✓ ${step.name}: done in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
    }
  });
}

/** Runs the set-up at the start of a command: prints its steps, and ends the process when one fails. */
export async function setUpOrExit({ quiet = false } = {}) {
  try {
    if (quiet)
      await setUp((line) => {
        if (!line.startsWith("✓")) console.error(line);
      }, 2);
    else await setUp((line) => console.log(line), 1);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\nSet-up failed. ${error.message}`);
    process.exit(1);
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  throw new SetupError(
    `This is Node ${process.versions.node}, but Xception Lab needs Node 20.19 or later (of Node 22: 22.12 or later). ` +
      "Install a current one from https://nodejs.org and run the same command again.",
  );
}

/** Whether node_modules holds, by npm's own record, every package of package-lock.json in the right version. */
function packagesMatchLock() {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false; // npm writes it last, so an interrupted install has none.
  const installed = JSON.parse(readFileSync(record, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || // An optional package may be for another system.
      (installed[path]
        ? installed[path].version === entry.version && installed[path].integrity === entry.integrity
        : entry.optional),
  );
}

async function installPackages(output) {
  const npm = npmCommand();
  // Packages' own install scripts are not needed, so they do not run.
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const { code, problem } = await runToEnd(npm.file, [...npm.first, ...args], {
    stdio: ["ignore", output, 2],
    shell: npm.shell,
  });
  if (code === 0) return;
  throw new SetupError(
    `npm ci could not install the packages (${problem ?? `exit code ${code}`}; its own message is above). ` +
      "Check that npm is installed and reaches its registry (`npm ping`), " +
      "that the disk is not full, and that package.json and package-lock.json are as committed.",
  );
}

/** Runs `work` while no other set-up of this folder runs; a lock left by a process that is gone is taken over. */
async function alone(say, work) {
  const lock = join(root, ".cache/setup.lock");
  mkdirSync(join(root, ".cache"), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!holderLives(lock)) {
        rmSync(lock, { force: true });
        continue;
      }
      if (!waited) say(`… another set-up of this folder is at work: waiting for it (if there is none, delete ${lock})`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const unlock = () => rmSync(lock, { force: true });
  process.once("exit", unlock);
  try {
    await work();
  } finally {
    process.removeListener("exit", unlock);
    unlock();
  }
}

function holderLives(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    if (!pid) return Date.now() - statSync(lock).mtimeMs < 5000; // Just being written.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

if (isMain(import.meta.url)) {
  const quiet = process.argv.includes("--quiet");
  if (quiet) console.log = console.info = console.error; // A step of ours that prints, too.
  await setUpOrExit({ quiet });
}
