// What is measured, as data that can be sent to a worker, to another process or to Python.
import type { Graph } from "../src/graph/node.ts";
import type { ParameterSpec } from "../src/graph/parameters.ts";

export const convolutionParts = ["forward", "input-gradient", "filter-gradient"] as const;
export type ConvolutionPart = (typeof convolutionParts)[number];
export const partWords: Readonly<Record<ConvolutionPart, string>> = {
  forward: "forward",
  "input-gradient": "input gradient",
  "filter-gradient": "filter gradient",
};

/**
 * k×k, stride 1, "same", as many channels out as in: x and dy [batch, size, size, channels], filter [k, k, channels /
 * segments, channels].
 */
export interface ConvolutionTask {
  readonly kind: "convolution";
  readonly part: ConvolutionPart;
  readonly segments: number;
  readonly kernel: number;
  readonly batch: number;
  readonly size: number;
  readonly channels: number;
}

/** Batch norm with scale and ReLU, forward and backward: x, dy [batch, size, size, channels]. */
export interface BatchNormTask {
  readonly kind: "batchNorm";
  readonly batch: number;
  readonly size: number;
  readonly channels: number;
  readonly epsilon: number;
}

/** One step of gradient descent with momentum and weight decay over parameters of these sizes. */
export interface OptimizerTask {
  readonly kind: "optimizer";
  readonly sizes: readonly number[];
  readonly learningRate: number;
  readonly momentum: number;
  readonly decay: number;
}

/** A whole training step: upload of a batch, forward, loss, gradients, optimizer, moving averages. */
export interface StepTask {
  readonly kind: "step";
  readonly segments: number;
  /** Of the modules' convolutions: `segments` divides it. */
  readonly channels: number;
  readonly graph: Graph;
  readonly parameters: readonly ParameterSpec[];
  /** L2 coefficients of the trainable parameters, in their order. */
  readonly decays: readonly number[];
  readonly batch: number;
  readonly imageShape: readonly [number, number, number];
  readonly classes: number;
  readonly learningRate: number;
  readonly momentum: number;
  /** Steps after which losses and parameters are compared. */
  readonly checkSteps: number;
}

/**
 * What the machine can do at most: copying a buffer (one, over and over, or so many in turn that no cache holds them),
 * multiply-adds in registers.
 */
export type LimitTask =
  | { readonly kind: "copy"; readonly bytes: number; readonly buffers: number }
  | { readonly kind: "multiplyAdd"; readonly rounds: number };

export type Task = ConvolutionTask | BatchNormTask | OptimizerTask | StepTask | LimitTask;

/** Seeds of the formula's numbers, the same in every language. */
export const seeds = {
  x: 1,
  dy: 2,
  filter: 3,
  scale: 4,
  offset: 5,
  images: 6,
  labels: 8,
  firstParameter: 100,
} as const;

/** Uniform within ±√(6 / fan-in) for filters; 1 for scales and moving variances; 0 for the rest. */
export function initialParameters(
  parameters: readonly ParameterSpec[],
  numbers: (length: number, seed: number, range: number) => Float32Array,
): Record<string, Float32Array> {
  return Object.fromEntries(
    parameters.map(({ name, role, shape, fanIn }, index) => {
      const length = shape.reduce((product, side) => product * side, 1);
      switch (role) {
        case "filter":
          return [name, numbers(length, seeds.firstParameter + index, Math.sqrt(6 / fanIn))];
        case "scale":
        case "movingVariance":
          return [name, new Float32Array(length).fill(1)];
        case "bias":
        case "offset":
        case "movingMean":
          return [name, new Float32Array(length)];
        default:
          return role satisfies never;
      }
    }),
  );
}

export function segmentsOf(task: Task): number {
  return "segments" in task ? task.segments : 0;
}

export function describeTask(task: Task): string {
  switch (task.kind) {
    case "convolution":
      return `${task.kernel}×${task.kernel} convolution, ${partWords[task.part]}, S = ${task.segments}, batch ${task.batch}`;
    case "batchNorm":
      return `batch norm + ReLU, forward and backward, batch ${task.batch}`;
    case "optimizer":
      return `optimizer over ${task.sizes.reduce((sum, size) => sum + size, 0)} parameters`;
    case "step":
      return `training step, S = ${task.segments}, batch ${task.batch}`;
    case "copy":
      return `copy of ${task.bytes} bytes, ${task.buffers} buffers`;
    case "multiplyAdd":
      return "multiply-adds in registers";
    default:
      return task satisfies never;
  }
}
