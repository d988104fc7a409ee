// What this GPU can do at most, measured in the run that its kernels are measured in: copying,
// fused multiply-adds, and starting a program that does nothing.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tensor1d, zeros } from "@tensorflow/tfjs-core";
import { dispatch } from "../src/kernels/webgpu/dispatch.ts";
import { reads, writes, type Program } from "../src/kernels/webgpu/program.ts";
import { millisecondsOf } from "./gpuClock.ts";

export interface GpuLimits {
  readonly copyBytesPerMs: number;
  readonly flopPerMs: number;
  readonly dispatchMs: number;
}

const copy: Program<{ readonly elements: number }> = {
  name: "benchCopy",
  workgroupSize: 64,
  bindings: () => [reads("x", 4), writes("y", 4)],
  body: () => "fn run(index: i32, group: i32, lane: i32) { if (index < elements) { y[index] = x[index]; } }",
};

/** Eight independent sums per thread, so that no addition waits for another. */
const multiplyAdd: Program<{ readonly rounds: number }> = {
  name: "benchMultiplyAdd",
  workgroupSize: 64,
  bindings: () => [writes("y", 4)],
  body: () => {
    const sums = Array.from({ length: 8 }, (_, i) => i);
    return `fn run(index: i32, group: i32, lane: i32) {
      let factor = vec4f(f32(index) * 1e-9 + 0.5);
      ${sums.map((i) => `var s${i} = vec4f(${i}.0);`).join(" ")}
      for (var round = 0; round < rounds; round++) { ${sums.map((i) => `s${i} = fma(s${i}, factor, factor);`).join(" ")} }
      y[index] = ${sums.map((i) => `s${i}`).join(" + ")};
    }`;
  },
};

/** With buffers of the size of the kernels' own; a software GPU gets short loops. */
export async function measureGpuLimits(backend: WebGPUBackend, bytes: number, software: boolean): Promise<GpuLimits> {
  const elements = Math.ceil(bytes / 16);
  const [x, y, one] = [zeros([elements * 4]), zeros([elements * 4]), tensor1d([0, 0, 0, 0])];
  const threads = software ? 256 : 1 << 18;
  const sums = zeros([threads * 4]);
  const rounds = software ? 2000 : 4096;
  const best = async (run: () => void): Promise<number> => {
    await millisecondsOf(backend, run);
    let least = Infinity;
    for (let i = 0; i < 5; i++) least = Math.min(least, await millisecondsOf(backend, run));
    return least;
  };
  const times = software ? 1 : 20;
  const repeated = (run: () => void) => () => {
    for (let i = 0; i < times; i++) run();
  };
  const dispatchMs =
    (await best(() => {
      for (let i = 0; i < 100; i++)
        dispatch(backend, { program: copy, constants: { elements: 1 }, bind: { x: one, y }, count: { threads: 1 } });
    })) / 100;
  const copyMs =
    (await best(
      repeated(() =>
        dispatch(backend, { program: copy, constants: { elements }, bind: { x, y }, count: { threads: elements } }),
      ),
    )) / times;
  const arithmeticMs = await best(() =>
    dispatch(backend, { program: multiplyAdd, constants: { rounds }, bind: { y: sums }, count: { threads } }),
  );
  [x, y, one, sums].forEach((each) => each.dispose());
  return {
    copyBytesPerMs: (2 * 16 * elements) / copyMs,
    flopPerMs: (threads * rounds * 8 * 4 * 2) / arithmeticMs,
    dispatchMs,
  };
}

/** The shortest time that any kernel moving so many bytes and doing so many operations could take here. */
export function limitMs(limits: GpuLimits, bytes: number, flop: number): number {
  return Math.max(bytes / limits.copyBytesPerMs, flop / limits.flopPerMs) + limits.dispatchMs;
}
