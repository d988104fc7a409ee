// Compiles the AssemblyScript kernels twice: baseline SIMD, and relaxed SIMD
// (fused multiply-add). Fails if the module carries static data: it shares its
// memory with the tfjs backend, so a data segment would overwrite tensors.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeActivations } from "./activations-wasm.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "src/kernels/wasm/built");
const DATA_SECTION = 11;

export async function buildWasm() {
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(out, { recursive: true });
  await writeActivations(root);
  for (const [name, features] of [
    ["simd", ["simd"]],
    ["relaxed", ["simd", "relaxed-simd"]],
  ]) {
    const file = join(out, `kernels-${name}.wasm`);
    const { error, stderr } = await asc.main(
      [
        "src/kernels/wasm/entry.as.ts",
        "--outFile",
        `src/kernels/wasm/built/kernels-${name}.wasm`,
        "--runtime",
        "stub",
        "--importMemory",
        "--noAssert",
        "-O3",
        "--converge",
        ...features.flatMap((feature) => ["--enable", feature]),
      ],
      { baseDir: root },
    );
    if (error) throw new Error(`WebAssembly build (${name}) failed:\n${stderr.toString()}`);
    const module = readFileSync(file);
    if (sections(module).includes(DATA_SECTION))
      throw new Error(`${file} has a data section: kernels must not own static data.`);
  }
}

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

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWasm();
