// How long a GPU works on something, and how two ways of doing it compare: in turns, so that
// whatever else the machine does hits both.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tidy } from "@tensorflow/tfjs-core";
import { flush } from "../src/kernels/webgpu/commandLog.ts";

/** Wall time from the first command to the last one's end. */
export async function millisecondsOf(backend: WebGPUBackend, run: () => void): Promise<number> {
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  const start = performance.now();
  tidy(() => { run(); });
  flush(backend);
  await backend.queue.onSubmittedWorkDone();
  return performance.now() - start;
}

export interface Comparison { readonly ratio: number; readonly low: number; readonly high: number; readonly oursMs: number; readonly theirsMs: number }

/** theirs / ours, round by round: the median ratio, the quartiles as its spread, and both median times. */
export async function compare(backend: WebGPUBackend, ours: () => void, theirs: () => void, rounds: number): Promise<Comparison> {
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const pair = { ours: await millisecondsOf(backend, ours), theirs: await millisecondsOf(backend, theirs) };
    if (round >= 0) pairs.push(pair);
  }
  const ratios = pairs.map((pair) => pair.theirs / pair.ours);
  return {
    ratio: quantile(ratios, 0.5), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75),
    oursMs: quantile(pairs.map((pair) => pair.ours), 0.5), theirsMs: quantile(pairs.map((pair) => pair.theirs), 0.5),
  };
}

/** The value below which the given share of the values lies, between two of them if need be. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return below + (above - below) * (at - Math.floor(at));
}
