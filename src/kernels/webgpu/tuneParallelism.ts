// Measures, in a short trial, how many threads keep this device busy. The caller remembers the answer
// with the adapter's name, and passes it to `useThreadsToFill` next time.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { fill, tidy, type Rank } from "@tensorflow/tfjs-core";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  type GroupedConv2dAttributes,
  type Shape4D,
} from "../groupedConv2d/op.ts";
import { flush } from "./commandLog.ts";
import { threadsToFill, useThreadsToFill } from "./parallelism.ts";

export interface TrialOptions {
  /** Thread counts to try; by default the guess, and a quarter and four times of it. */
  readonly candidates?: readonly number[];
  /** Images of the trial's convolutions: [batch, height, width, channels]. */
  readonly shape?: Shape4D;
  /** Measured runs for each candidate, in turns; the shortest counts. */
  readonly rounds?: number;
}

/** Tries, chooses, and sets the choice. Both ends of the spectrum are run: their kernels cut work differently. */
export async function tuneParallelism(backend: WebGPUBackend, options: TrialOptions = {}): Promise<number> {
  const guess = threadsToFill(backend);
  const { candidates = [guess, guess / 4, guess * 4], shape = [8, 16, 16, 48], rounds = 3 } = options;
  const shortestMs = new Map(candidates.map((threads) => [threads, Infinity]));
  // The first round compiles, and does not count.
  for (let round = -1; round < rounds; round++) {
    for (const threads of candidates) {
      useThreadsToFill(backend, threads);
      const spentMs = await trial(backend, shape);
      if (round >= 0) shortestMs.set(threads, Math.min(spentMs, shortestMs.get(threads) ?? Infinity));
    }
  }
  const best = candidates.reduce((a, b) => ((shortestMs.get(b) ?? Infinity) < (shortestMs.get(a) ?? Infinity) ? b : a));
  useThreadsToFill(backend, best);
  return best;
}

async function trial(backend: WebGPUBackend, shape: Shape4D): Promise<number> {
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  const start = performance.now();
  tidy(() => {
    const channels = shape[3];
    const x = fill<Rank.R4>(shape, 1);
    for (const segments of [1, channels]) {
      const attributes: GroupedConv2dAttributes = { segments, strides: [1, 1], pad: "same" };
      const filterShape: Shape4D = [3, 3, channels / segments, channels];
      const y = groupedConv2d(x, fill<Rank.R4>(filterShape, 1), attributes);
      groupedConv2dBackpropFilter(x, y, filterShape, attributes);
    }
  });
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  return performance.now() - start;
}
