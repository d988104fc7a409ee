// Builds the bench so that Node runs it without a compiler: bundles, kernels, data sets and Python
// scripts in one folder. `npm run bench` runs it from .cache/; the pack is the same folder.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { builtLimits } from "../bench/builtLimits.mjs";
import { root } from "./stamps.mjs";

/** tfjs's WebAssembly glue looks for CommonJS's names in Node. */
const commonJs = `import { createRequire as benchRequire } from "node:module";
import { fileURLToPath as benchPath } from "node:url";
import { dirname as benchFolder } from "node:path";
var require = benchRequire(import.meta.url), __filename = benchPath(import.meta.url), __dirname = benchFolder(__filename);`;

/** Builds into `folder`; returns the compiled limits, which every engine's process gets. */
export async function buildBench(folder) {
  const { build } = await import("vite");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      target: "node20",
      minify: false,
      outDir: join(folder, "bench"),
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: {
        input: { main: join(root, "bench/main.ts"), contender: join(root, "bench/nodeContender.ts") },
        output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "chunk-[hash].mjs", banner: commonJs },
        external: ["webgpu", "vite", "@playwright/test"],
        onwarn: () => {},
      },
    },
    ssr: { noExternal: true, external: ["webgpu", "vite", "@playwright/test"] },
  });
  cpSync(join(root, "src/kernels/wasm/built"), join(folder, "kernels/wasm/built"), {
    recursive: true,
    filter: (file) => !file.endsWith(".ts"),
  });
  cpSync(join(root, "public/data"), join(folder, "public/data"), { recursive: true });
  cpSync(join(root, "bench/python"), join(folder, "bench/python"), {
    recursive: true,
    filter: (file) => !file.includes("__pycache__"),
  });
  return builtLimits();
}

/** Builds the page that the bench runs in when it runs in a browser. */
export async function buildBenchPage(folder) {
  const { build } = await import("vite");
  await build({
    root: join(root, "bench/browser"),
    base: "./",
    configFile: false,
    logLevel: "error",
    publicDir: join(root, "public"),
    worker: { format: "es" },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2022",
      minify: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { onwarn: () => {} },
    },
  });
}
