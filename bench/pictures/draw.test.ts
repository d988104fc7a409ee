// Which pictures a report has, and that a curve passes through its numbers.
import { expect, it } from "vitest";
import type { LabEngine, Peer } from "../contenderNames.ts";
import type { Report, Row } from "../report.ts";
import { picturesOf } from "./draw.ts";

const row = (engine: LabEngine, segments: number, gflops: number, peer: Peer = "xnnpack-dense"): Row => ({
  work: "convolution-forward",
  engine,
  segments,
  peer,
  ratio: 1,
  low: 1,
  high: 1,
  rounds: 3,
  limitShare: 0.5,
  oursMs: 1,
  theirsMs: 1,
  batch: 2,
  gflops,
  peerGflops: 30,
});

const report = (engine: LabEngine, rows: readonly Row[]): Report => ({
  version: 2,
  date: "2026-01-01",
  machine: { processor: "a processor", cores: 2, system: "Linux x64", runtime: "Node 20" },
  engines: { [engine]: { words: "", software: false } },
  peers: {},
  absent: [],
  load: { before: null, after: null },
  note: "",
  rows,
  memory: {},
  runs: {},
  javaScript: [],
  profiles: {},
  limits: { [engine]: { copyBytesPerMs: 8e7, flopPerMs: 4e7, dispatchMs: 0 } },
});

it("draws the rates of every engine whose kernels were timed, and the time of a step where it was profiled", () => {
  const plain = report("lab-wasm-simd", [row("lab-wasm-simd", 1, 40), row("lab-wasm-simd", 48, 20)]);
  expect([...picturesOf(plain).keys()]).toEqual(["rate-simd"]);
  const kernelMs = {
    "convolution-forward": 1,
    "convolution-input-gradient": 1,
    "convolution-filter-gradient": 1,
    "batch-norm": 2,
    pooling: 0.1,
    loss: 0.1,
    optimizer: 0.1,
    "averages-and-sums": 0.1,
  };
  const profile = { segments: 1, stepMs: 6.4, kernelMs, javaScriptMs: 0.5, dataMs: 0.5, kernelShare: 0.9 };
  expect([...picturesOf({ ...plain, profiles: { "lab-wasm-simd": [profile] } }).keys()]).toEqual([
    "rate-simd",
    "step-time-simd",
  ]);
  expect([...picturesOf(report("lab-webgpu", [])).keys()]).toEqual([]);
});

it("draws a GPU's rates, below one and above a thousand, though nobody compares it with XNNPACK", () => {
  for (const rates of [
    [0.3, 0.6],
    [900, 4000],
  ] as const) {
    const picture =
      picturesOf(
        report(
          "lab-webgpu",
          rates.map((rate, index) => row("lab-webgpu", [1, 48][index] ?? 1, rate, "tfjs-webgpu")),
        ),
      ).get("rate-webgpu") ?? "";
    expect(picture).not.toContain("XNNPACK");
    expect(picture).not.toContain("NaN");
    const heights = [...picture.matchAll(/<circle[^>]* cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights).toHaveLength(2);
    for (const height of heights) expect(height >= 56 && height <= 360).toBe(true);
    expect(heights[0]).toBeGreaterThan(heights[1] ?? NaN);
  }
});
