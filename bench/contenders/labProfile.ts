// Where a training step's wall time goes, by kind of kernel, and what memory it takes. Every
// kernel registered for the engine is wrapped once, when first asked: never in a timed round.
// In WebAssembly a replayed step calls no tfjs kernel, so the kernels of the module are wrapped as
// well; the n-th call of a replay has the kind of the n-th call before.
import { backend, getBackend, getKernelsForBackend, type KernelFunc } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { openDataset } from "../../src/data/registry.ts";
import { graphCost } from "../../src/graph/cost.ts";
import { defaultRecipe } from "../../src/recipe/schema.ts";
import { trainingBatches } from "../../src/train/trainingBatches.ts";
import { median } from "../statistics.ts";
import type { StepTask } from "../tasks.ts";
import { stepParts, type StepPart } from "../works.ts";
import { wrapKernels as wrapWasmKernels } from "../../src/kernels/wasm/attach.ts";
import { memoryNow, step, type StepJob } from "./lab.ts";

export interface StepProfile {
  readonly segments: number;
  /** Means over the profiled steps: a browser's clock is too coarse for medians of short kernels. */
  readonly stepMs: number;
  readonly kernelMs: Readonly<Record<StepPart, number>>;
  /** The step's time outside all kernels: tfjs's bookkeeping, the tape, uploads. */
  readonly javaScriptMs: number;
  /** Drawing and augmenting one batch; beside the step, not in it. */
  readonly dataMs: number;
  /** Share of the step's wall time inside kernels. */
  readonly kernelShare: number;
}

function kindOf(kernel: string): StepPart {
  if (kernel === "GroupedConv2D") return "convolution-forward";
  if (kernel === "GroupedConv2DBackpropInput") return "convolution-input-gradient";
  if (kernel === "GroupedConv2DBackpropFilter") return "convolution-filter-gradient";
  if (kernel.includes("BatchNormActivation") || kernel.startsWith("Activation")) return "batch-norm";
  if (kernel.includes("Pool")) return "pooling";
  if (kernel.startsWith("SoftmaxCrossEntropy") || kernel.includes("Mean") || kernel.startsWith("BiasAdd"))
    return "loss";
  if (kernel === "OptimizerStep") return "optimizer";
  return "averages-and-sums";
}

const spentMs = new Map<StepPart, number>();
let depth = 0;
/** The kinds of a step's calls of the module, in order, from its last plain run; and how far a replay has come. */
let callKinds: StepPart[] = [];
let kindNow: StepPart = "loss";
let calls = 0;
let inStep = false;
let wrapped = false;

/** A kernel that calls others is counted as a whole, under its own name. */
function wrapKernels(): void {
  if (wrapped) return;
  wrapped = true;
  for (const config of getKernelsForBackend(getBackend())) {
    const { kernelFunc } = config;
    const kind = kindOf(config.kernelName);
    const timed: KernelFunc = (call) => {
      depth++;
      if (depth === 1) kindNow = kind;
      const start = performance.now();
      try {
        return kernelFunc(call);
      } finally {
        const ms = performance.now() - start;
        depth--;
        if (depth === 0) spentMs.set(kind, (spentMs.get(kind) ?? 0) + ms);
      }
    };
    config.kernelFunc = timed;
  }
  if (getBackend() !== "wasm") return;
  wrapWasmKernels(backend() as BackendWasm, (kernel) => (...args) => {
    if (!inStep) return kernel(...args); // a batch is drawn by kernels, too
    const call = calls++;
    if (depth > 0) {
      callKinds[call] = kindNow;
      return kernel(...args);
    }
    const kind = callKinds[call];
    if (kind === undefined) throw new Error(`A replayed step makes call ${call + 1} of ${callKinds.length}.`);
    const start = performance.now();
    const result = kernel(...args);
    spentMs.set(kind, (spentMs.get(kind) ?? 0) + performance.now() - start);
    return result;
  });
}

export async function profileStep(
  task: StepTask,
  fetchData: (name: string) => Promise<ArrayBuffer>,
): Promise<StepProfile> {
  wrapKernels();
  const job = step(task);
  callKinds = [];
  for (let warm = 0; warm < 4; warm++) await watched(job);
  const [steps, kernels]: [number[], Map<StepPart, number>[]] = [[], []];
  const until = performance.now() + 2000;
  while (steps.length < 10 || (steps.length < 60 && performance.now() < until)) {
    spentMs.clear();
    const start = performance.now();
    await watched(job);
    steps.push(performance.now() - start);
    kernels.push(new Map(spentMs));
  }
  job.dispose();
  const kernelMs = Object.fromEntries(
    stepParts.map((kind) => [kind, mean(kernels.map((one) => one.get(kind) ?? 0))]),
  ) as Record<StepPart, number>;
  const stepMs = mean(steps);
  const insideMs = Object.values(kernelMs).reduce((sum, ms) => sum + ms, 0);
  return {
    segments: task.segments,
    stepMs,
    kernelMs,
    javaScriptMs: stepMs - insideMs,
    dataMs: await batchMs(fetchData, task.batch),
    kernelShare: insideMs / stepMs,
  };
}

/** Runs one step, whose calls of kernels are counted from 0. */
async function watched(job: StepJob): Promise<void> {
  calls = 0;
  inStep = true;
  try {
    await job.next();
  } finally {
    inStep = false;
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function batchMs(fetchData: (name: string) => Promise<ArrayBuffer>, batch: number): Promise<number> {
  const { id, settings } = defaultRecipe.dataset;
  const batches = trainingBatches(await openDataset(id, settings, fetchData), 1, 0, batch);
  const times: number[] = [];
  for (let drawn = 0; drawn < 30; drawn++) {
    const start = performance.now();
    if (batches.next().done) break;
    times.push(performance.now() - start);
  }
  return median(times);
}

export interface MemoryReport {
  readonly segments: number;
  readonly steps: number;
  readonly tensorsAfterThree: number;
  readonly tensorsAfterLast: number;
  readonly heapBytesAfterThree: number;
  readonly heapBytesAfterLast: number;
  /**
   * Most bytes that the engine's allocator had handed out during the first three steps, and after them, beside
   * parameters and the optimizer's state.
   */
  readonly peakEarlyBytes: number;
  readonly peakBytes: number;
  /** The network's outputs of all nodes for the batch. */
  readonly activationBytes: number;
}

export async function memoryReport(task: StepTask): Promise<MemoryReport> {
  wrapKernels();
  const allocator = watchAllocator();
  const job = step(task);
  const steps = 20;
  const next = () => watched(job);
  const stateBytes = allocator.bytes();
  allocator.resetPeak();
  for (let done = 0; done < 3; done++) await next();
  const peakEarlyBytes = allocator.peak() - stateBytes;
  const early = memoryNow();
  allocator.resetPeak();
  for (let done = 3; done < steps; done++) await next();
  const late = memoryNow();
  const peakBytes = allocator.peak() - stateBytes;
  job.dispose();
  allocator.restore();
  return {
    segments: task.segments,
    steps,
    tensorsAfterThree: early.tensors,
    tensorsAfterLast: late.tensors,
    heapBytesAfterThree: early.heapBytes,
    heapBytesAfterLast: late.heapBytes,
    peakEarlyBytes,
    peakBytes,
    activationBytes: graphCost(task.graph).activationBytes * task.batch,
  };
}

/** Counts what tfjs's WebAssembly backend asks of its allocator; nothing on other backends. */
function watchAllocator() {
  let [now, most] = [0, 0];
  let restore = (): void => {};
  const own = backend();
  if ("wasm" in own) {
    const module = (own as BackendWasm).wasm as unknown as {
      _malloc(bytes: number): number;
      _free(address: number): void;
    };
    const sizes = new Map<number, number>();
    module._free(module._malloc(1)); // Emscripten puts its functions in their place when they are first called.
    const { _malloc: allocate, _free: free } = module;
    restore = () => {
      Object.assign(module, { _malloc: allocate, _free: free });
    };
    module._malloc = (bytes) => {
      const address = allocate(bytes);
      sizes.set(address, bytes);
      now += bytes;
      most = Math.max(most, now);
      return address;
    };
    module._free = (address) => {
      now -= sizes.get(address) ?? 0;
      sizes.delete(address);
      free(address);
    };
  }
  return {
    bytes: () => now,
    peak: () => most,
    resetPeak: () => {
      most = now;
    },
    restore: () => restore(),
  };
}
