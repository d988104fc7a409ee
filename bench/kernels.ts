// The three kernels of grouped convolution on the WASM engines, at every segment width of 48
// channels: rate, ratio to tfjs's dense convolution (XNNPACK), and share of the machine's limit,
// all measured in the same rounds, in turns. Run: node --import tsx bench/kernels.ts [--rounds 9]
// For a quick look while working on them: each round runs every contender once, so with cold caches. The
// reports come from main.ts.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { backend, conv2d, dispose, tensor4d, type Tensor } from "@tensorflow/tfjs-core";
import { setThreadsCount, type BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type GroupedConv2dAttributes,
  type Shape4D,
} from "../src/kernels/groupedConv2d/op.ts";
import { engineNamed, valuesOn, type EngineName } from "../src/kernels/nodeEngines.ts";
import { farthest, numbers } from "../src/kernels/testNumbers.ts";
import { addressOf, memoryOf } from "../src/kernels/wasm/attach.ts";
import { builtLimits } from "./builtLimits.mjs";
import { ratioOf } from "./statistics.ts";
import { limitKernels, OPERATIONS_A_ROUND } from "./wasmLimits.ts";

export const segmentCounts: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 48];

export interface KernelRow {
  readonly what: string;
  readonly engine: EngineName;
  readonly segments: number;
  readonly peer: string;
  /** Our rate over the peer's, in operations per second: median over the rounds, and quartiles. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** The least time that memory and arithmetic allow, over ours. */
  readonly limitShare: number;
  /** The least time that memory alone allows, over ours. */
  readonly memoryShare: number;
  /** Of the fastest round. */
  readonly gflops: number;
  /** Our time over the peer's, which does the work of one segment. */
  readonly timeOfDense: number;
}

interface Shape {
  kernel: number;
  batch: number;
  size: number;
  channels: number;
  segments: number;
}
interface Contest {
  what: string;
  run(): Tensor;
}

const peer = "tfjs WASM conv2d (XNNPACK), one segment, one thread";

/** The forward pass and both gradients, ready to run on the active engine. */
function contests({ kernel, batch, size, channels, segments }: Shape): {
  contests: Contest[];
  dense(): Tensor;
  tensors: Tensor[];
} {
  const attributes: GroupedConv2dAttributes = { segments, strides: [1, 1], pad: "same" };
  const image: Shape4D = [batch, size, size, channels];
  const filterShape: Shape4D = [kernel, kernel, channels / segments, channels];
  const denseShape: Shape4D = [kernel, kernel, channels, channels];
  const x = tensor4d(numbers(image, 1), image),
    dy = tensor4d(numbers(image, 2), image);
  const filter = tensor4d(numbers(filterShape, 3), filterShape),
    whole = tensor4d(numbers(denseShape, 4), denseShape);
  return {
    contests: [
      { what: `forward ${kernel}×${kernel}`, run: () => groupedConv2d(x, filter, attributes) },
      {
        what: `input gradient ${kernel}×${kernel}`,
        run: () => groupedConv2dBackpropInput(dy, filter, image, attributes),
      },
      {
        what: `filter gradient ${kernel}×${kernel}`,
        run: () => groupedConv2dBackpropFilter(x, dy, filterShape, attributes),
      },
    ],
    dense: () => conv2d(x, whole, 1, "same"),
    tensors: [x, dy, filter, whole],
  };
}

function timeMs(run: () => Tensor): number {
  const start = performance.now();
  const result = run();
  const elapsed = performance.now() - start;
  result.dispose();
  return elapsed;
}

/** Throws when an engine's numbers are not the reference's: nothing wrong is timed. */
async function checkNumbers(engine: EngineName, shape: Shape): Promise<void> {
  const run = (): Tensor[] => contests({ ...shape, batch: 1, size: 8 }).contests.map((contest) => contest.run());
  const [found, expected] = [await valuesOn(engineNamed(engine), run), await valuesOn(engineNamed("cpu"), run)];
  found.forEach((values, at) => {
    const distance = farthest(values, expected[at] ?? [NaN]);
    if (!(distance < 1e-5))
      throw new Error(`${engine}, ${shape.segments} segments, kernel ${at}: off the reference by ${distance}.`);
  });
}

/** Measures one engine and shape; `rounds` rounds after one to warm up. */
export async function kernelRows(
  engine: "wasm-simd" | "wasm-relaxed",
  shape: Shape,
  limits: Record<"simd" | "relaxed", string>,
  rounds: number,
): Promise<KernelRow[]> {
  await checkNumbers(engine, shape);
  await engineNamed(engine).activate();
  const { contests: ours, dense, tensors } = contests(shape);
  const [x, dy] = tensors as [Tensor, Tensor, ...Tensor[]];
  const wasm = backend() as BackendWasm;
  const machine = limitKernels(
    new WebAssembly.Module(Buffer.from(limits[engine === "wasm-simd" ? "simd" : "relaxed"], "base64")),
    memoryOf(wasm),
  );
  const elements = shape.batch * shape.size ** 2 * shape.channels;
  const spare = wasm.makeOutput([elements], "float32");
  const peakRounds = 1e6;
  const times = {
    dense: [] as number[],
    copy: [] as number[],
    peak: [] as number[],
    ours: ours.map(() => [] as number[]),
  };
  for (let round = -1; round < rounds; round++) {
    const denseMs = timeMs(dense);
    const oursMs = ours.map((contest) => timeMs(contest.run));
    let start = performance.now();
    const from = addressOf(wasm, round % 2 === 0 ? x : dy);
    machine.copy({ from, to: addressOf(wasm, spare), bytes: 4 * elements });
    const copyMs = performance.now() - start;
    start = performance.now();
    machine.multiplyAdds({ rounds: peakRounds });
    const peakMs = performance.now() - start;
    if (round < 0) continue;
    times.dense.push(denseMs);
    times.copy.push(copyMs);
    times.peak.push(peakMs);
    oursMs.forEach((ms, at) => times.ours[at]?.push(ms));
  }
  wasm.disposeData(spare.dataId);
  dispose(tensors);
  const operations = 2 * elements * shape.kernel ** 2 * (shape.channels / shape.segments);
  // Rates come from the fastest round of each, since other work on the machine only ever slows;
  // ratios from all rounds. A copy reads and writes what a kernel does: 8 bytes per element.
  const memoryMs = Math.min(...times.copy);
  const arithmeticMs = (Math.min(...times.peak) * operations) / (peakRounds * OPERATIONS_A_ROUND);
  return ours.map(({ what }, at) => {
    const oursMs = times.ours[at] ?? [];
    const { ratio, low, high } = ratioOf(
      oursMs.map((each) => each * shape.segments),
      times.dense,
    );
    const ms = Math.min(...oursMs);
    return {
      what,
      engine,
      segments: shape.segments,
      peer,
      ratio,
      low,
      high,
      limitShare: Math.max(memoryMs, arithmeticMs) / ms,
      memoryShare: memoryMs / ms,
      gflops: operations / ms / 1e6,
      timeOfDense: 1 / (ratio * shape.segments),
    };
  });
}

function line(row: KernelRow): string {
  const number = (value: number, digits: number, width: number): string => value.toFixed(digits).padStart(width);
  return (
    `${row.engine.padEnd(12)} ${row.what.padEnd(20)} S=${String(row.segments).padStart(2)} g=${String(48 / row.segments).padStart(2)}` +
    ` ${number(row.gflops, 1, 6)} GFLOP/s  ×${number(row.ratio, 2, 5)} (${number(row.low, 2, 4)}–${number(row.high, 2, 4)}) dense` +
    `  ${number(100 * row.limitShare, 0, 3)} % of the limit, ` +
    `${number(100 * row.memoryShare, 0, 3)} % of memory's, ${number(row.timeOfDense, 2, 5)} of dense's time`
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "9" }, segments: { type: "string" }, engine: { type: "string" } },
  });
  const chosen = values.segments?.split(",").map(Number) ?? segmentCounts;
  setThreadsCount(1);
  const limits = builtLimits();
  for (const engine of ["wasm-simd", "wasm-relaxed"] as const) {
    if (values.engine && values.engine !== engine) continue;
    const shapes: Shape[] = [
      ...chosen.map((segments) => ({ kernel: 3, batch: 32, size: 32, channels: 48, segments })),
      { kernel: 1, batch: 32, size: 32, channels: 48, segments: 1 },
    ];
    for (const shape of shapes) {
      const measured = await kernelRows(engine, shape, limits, Number(values.rounds));
      measured.forEach((row) => console.log(line(row)));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
