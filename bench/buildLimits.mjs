// Compiles limits.as.ts for both engines; gives the modules as base64, to be handed to workers.
import { readFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/stamps.mjs";

/** @returns {Promise<Record<"simd" | "relaxed", string>>} */
export async function buildLimits() {
  const { default: asc } = await import("assemblyscript/asc");
  mkdirSync(join(root, ".cache"), { recursive: true });
  const build = async (name, features) => {
    const outFile = `.cache/limits-${name}.wasm`;
    const { error, stderr } = await asc.main(
      [
        "bench/limits.as.ts",
        "--outFile",
        outFile,
        "--runtime",
        "stub",
        "--importMemory",
        "--noAssert",
        "-O3",
        ...features.flatMap((feature) => ["--enable", feature]),
      ],
      { baseDir: root },
    );
    if (error) throw new Error(`The limits do not compile (${name}):\n${stderr.toString()}`);
    return readFileSync(join(root, outFile)).toString("base64");
  };
  return {
    simd: await build("simd", ["simd", "bulk-memory"]),
    relaxed: await build("relaxed", ["simd", "bulk-memory", "relaxed-simd"]),
  };
}
