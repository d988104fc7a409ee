// Unit and kernel tests. Each file runs in a process of its own (a GPU driver is loaded by
// some), with relaxed SIMD, which Node 20 still keeps behind a flag; later ones refuse the flag.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "bench/**/*.test.ts", "scripts/**/*.test.ts"],
    pool: "forks",
    // Most files keep one core busy; by default vitest leaves a core free.
    maxWorkers: "100%",
    execArgv: process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [],
    globalSetup: ["src/kernels/wasm/buildBeforeTests.mjs"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
