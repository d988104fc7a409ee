// Compiles AssemblyScript twice: plain SIMD, and relaxed SIMD (fused multiply-add). Writes the
// signature of every export beside the modules, so that TypeScript checks their calls. Fails if a
// module has static data: it shares its memory with the tfjs backend, so a data segment would
// overwrite tensors.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { ACTIVATIONS_FILE, writeActivations } from "./activations-wasm.mjs";
import { filesUnder } from "./stamps.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const DATA_SECTION = 11;

/** What is compiled: `<folder>/<name>-simd.wasm`, `-relaxed.wasm` and `<name>.ts`, their `signatures`. */
const modules = [
  { entry: "src/kernels/wasm/entry.as.ts", folder: "src/kernels/wasm/built", name: "kernels" },
  { entry: "bench/limits.as.ts", folder: "bench/built", name: "limits" },
];
const builds = [
  { build: "simd", features: ["simd"] },
  { build: "relaxed", features: ["simd", "relaxed-simd"] },
];

/** The folders that only `buildWasm` writes to. */
export const wasmFolders = modules.map(({ folder }) => folder);

/** Everything that `buildWasm` writes. */
export const wasmFiles = [
  ACTIVATIONS_FILE,
  ...modules.flatMap(({ folder, name }) => [
    ...builds.map(({ build }) => `${folder}/${name}-${build}.wasm`),
    `${folder}/${name}.ts`,
  ]),
];

/** Everything that `buildWasm` reads, packages apart. */
export const wasmSources = () => [
  ...filesUnder(["src", "bench"], (file) => file.endsWith(".as.ts") && !wasmFiles.includes(file)),
  ...filesUnder(["src/activations"], (file) => !file.endsWith(".as.ts")),
  "scripts/activations-wasm.mjs",
  "scripts/build-wasm.mjs",
];

/** Compiles everything, each binary on a thread of its own: the compiler takes half a minute and one core for each. */
export async function buildWasm() {
  for (const folder of wasmFolders) mkdirSync(join(root, folder), { recursive: true });
  await writeActivations(root);
  await Promise.all(
    modules.map(async ({ entry, folder, name }) => {
      const [signatures] = await Promise.all(
        builds.map(({ build, features }) => onThread({ entry, outFile: `${folder}/${name}-${build}.wasm`, features })),
      );
      writeFileSync(join(root, folder, `${name}.ts`), signatureFile(entry, folder, signatures));
    }),
  );
}

/** Compiles one binary on a thread and resolves to the signatures of its exports. */
function onThread(job) {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { compile: job } });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error(`The compiler of ${job.outFile} ended without a result.`)));
  });
}

async function compile({ entry, outFile, features }) {
  const { default: asc } = await import("assemblyscript/asc");
  let signatures = {};
  class ReadSignatures {
    afterCompile() {
      signatures = signaturesOf(this.program, entry);
    }
  }
  const { error, stderr } = await asc.main(
    [
      entry,
      "--outFile",
      outFile,
      "--runtime",
      "stub",
      "--importMemory",
      "--noAssert",
      "-O3",
      "--converge",
      ...features.flatMap((feature) => ["--enable", feature]),
    ],
    { baseDir: root, transforms: [ReadSignatures] },
  );
  if (error) throw new Error(`WebAssembly build of ${outFile} failed:\n${stderr.toString()}`);
  if (sections(readFileSync(join(root, outFile))).includes(DATA_SECTION))
    throw new Error(`${outFile} has a data section: kernels must not own static data.`);
  return signatures;
}

/**
 * Of each function that the entry exports: its parameters, in order, and its result, with the types as its source
 * names them.
 */
function signaturesOf(program, entry) {
  const file = program.filesByName.get(entry.replace(/\.ts$/, ""));
  return Object.fromEntries(
    [...file.exports].map(([name, { declaration }]) => {
      const { parameters, returnType } = declaration.signature;
      return [
        name,
        {
          parameters: Object.fromEntries(parameters.map((each) => [each.name.text, typeName(each.type)])),
          result: typeName(returnType),
        },
      ];
    }),
  );
}

/** Two entries per function: its signature, and how its arguments become those of the module. */
function signatureFile(entry, folder, signatures) {
  const types = relative(folder, "src/kernels/wasm/signature.ts").split(sep).join("/");
  const described = Object.entries(signatures);
  return [
    `// Written by scripts/build-wasm.mjs from ${entry}.`,
    `import type { InOrder } from "${types.startsWith(".") ? types : `./${types}`}";`,
    "",
    "export const signatures = {",
    ...described.map(([name, signature]) => `  ${name}: ${JSON.stringify(signature)},`),
    "} as const;",
    "",
    // Written out, because a loop over twenty names takes 2 µs per call, and this 0.05 µs.
    "export const inOrder: InOrder<typeof signatures> = {",
    ...described.map(([name, { parameters }]) => {
      const names = Object.keys(parameters);
      const numbers = names.map((each) => (parameters[each] === "bool" ? `Number(${each})` : each));
      return `  ${name}: ({ ${names.join(", ")} }) => [${numbers.join(", ")}],`;
    }),
    "};",
    "",
  ].join("\n");
}

const typeName = (type) => type.name.identifier.text;

/** The section ids of a WebAssembly binary, in order. */
function sections(bytes) {
  const ids = [];
  for (let at = 8; at < bytes.length;) {
    ids.push(bytes[at++]);
    let size = 0,
      shift = 0,
      byte;
    do {
      byte = bytes[at++];
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    at += size;
  }
  return ids;
}

if (!isMainThread && workerData?.compile) parentPort.postMessage(await compile(workerData.compile));
else if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm();
