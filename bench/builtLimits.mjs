// The compiled limits.as.ts of both engines as base64, to be handed to workers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/stamps.mjs";

/** @returns {Record<"simd" | "relaxed", string>} */
export function builtLimits() {
  const read = (build) => readFileSync(join(root, `bench/built/limits-${build}.wasm`)).toString("base64");
  return { simd: read("simd"), relaxed: read("relaxed") };
}
