// What is measured, by identifier, and the words for each. Rows are found by the identifier alone.
import { partWords, type ConvolutionPart } from "./tasks.ts";

/** The three 3×3 kernels. */
export type KernelWork = `convolution-${ConvolutionPart}`;
export const kernelParts: Readonly<Record<KernelWork, ConvolutionPart>> = {
  "convolution-forward": "forward",
  "convolution-input-gradient": "input-gradient",
  "convolution-filter-gradient": "filter-gradient",
};
export const kernelWorks = Object.keys(kernelParts) as KernelWork[];
export const isKernel = (work: Work): work is KernelWork => work in kernelParts;
/** "input gradient" */
export const kernelPartWords = (work: KernelWork): string => partWords[kernelParts[work]];

/** Forward: read for the statistics, read, write. Backward: read dy and x for the sums, read both again, write dx. */
export const BATCH_NORM_PASSES = 8;

export const workWords = {
  "convolution-forward": "3×3 forward",
  "convolution-input-gradient": "3×3 input gradient",
  "convolution-filter-gradient": "3×3 filter gradient",
  "batch-norm": `batch norm + ReLU, forward and backward (${BATCH_NORM_PASSES} passes)`,
  optimizer: "optimizer",
  step: "training step",
  // Kernels bound by memory, against tfjs's operations in the same process.
  "same-process-batch-norm": "batch norm, forward + backward",
  "same-process-batch-norm-relu": "batch norm + ReLU, forward + backward",
  "same-process-relu": "ReLU forward",
  "same-process-elu": "ELU forward",
  "same-process-relu-gradient": "ReLU backward",
  "same-process-max-pool-2": "max pool 2×2, stride 2",
  "same-process-max-pool-2-and-gradient": "max pool 2×2, stride 2, forward + backward",
  "same-process-max-pool-3": "max pool 3×3, stride 2",
  "same-process-max-pool-3-and-gradient": "max pool 3×3, stride 2, forward + backward",
  "same-process-average-pool": "global average pool",
  "same-process-sgd": "sgd step",
  "same-process-adam": "adam step",
} as const satisfies Readonly<Record<KernelWork, string>> & Readonly<Record<string, string>>;
export type Work = keyof typeof workWords;
export type SameProcessWork = Extract<Work, `same-process-${string}`>;

/** The kinds of kernel that a training step spends its time in. */
export const stepPartWords = {
  "convolution-forward": "convolution forward",
  "convolution-input-gradient": "input gradient",
  "convolution-filter-gradient": "filter gradient",
  "batch-norm": "batch norm",
  pooling: "pooling",
  loss: "loss",
  optimizer: "optimizer",
  "averages-and-sums": "moving averages and sums",
} as const;
export type StepPart = keyof typeof stepPartWords;
export const stepParts = Object.keys(stepPartWords) as StepPart[];
