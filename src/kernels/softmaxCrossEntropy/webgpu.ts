// Softmax and cross-entropy on WebGPU: one thread per example computes loss and probabilities.
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Binding, type Program } from "../webgpu/program.ts";
import { SoftmaxCrossEntropy, SoftmaxCrossEntropyGrad } from "./op.ts";

type Sizes = { readonly examples: number; readonly classes: number };
const labels: Binding = { name: "labels", access: "read", type: "i32" };

/** A label outside 0 … classes − 1 gives NaN, as the contract says; written as bits, since WGSL rejects 0/0. */
const forward: Program<Sizes> = {
  name: "softmaxCrossEntropy",
  workgroupSize: 64,
  bindings: () => [reads("logits"), labels, writes("loss"), writes("probabilities")],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= examples) { return; }
  let start = index * classes;
  var largest = logits[start];
  for (var k = 1; k < classes; k++) { largest = max(largest, logits[start + k]); }
  var total = 0.0;
  for (var k = 0; k < classes; k++) {
    let power = exp(logits[start + k] - largest);
    probabilities[start + k] = power;
    total += power;
  }
  for (var k = 0; k < classes; k++) { probabilities[start + k] /= total; }
  let label = labels[index];
  let shifted = logits[start + clamp(label, 0, classes - 1)] - largest;
  var outside = 0x7fc00000u;
  loss[index] = select(bitcast<f32>(outside), log(total) - shifted, label >= 0 && label < classes);
}`,
};

const backward: Program<Sizes> = {
  name: "softmaxCrossEntropyGrad",
  workgroupSize: 64,
  bindings: () => [reads("dloss"), reads("probabilities"), labels, writes("dlogits")],
  body: () => `
fn run(index: i32, group: i32, lane: i32) {
  if (index >= examples * classes) { return; }
  let example = index / classes;
  let target_ = select(0.0, 1.0, labels[example] == index % classes);
  dlogits[index] = (probabilities[index] - target_) * dloss[example];
}`,
};

function sizes({ shape: [examples = 0, classes = 0] }: TensorInfo): Sizes {
  return { examples, classes };
}

export const softmaxCrossEntropyWebGpu: KernelTable = {
  [SoftmaxCrossEntropy]: webGpuKernel((gpu, inputs: { logits: TensorInfo; labels: TensorInfo }) => {
    const constants = sizes(inputs.logits);
    const loss = emptyTensor(gpu, [constants.examples]);
    const probabilities = emptyTensor(gpu, inputs.logits.shape);
    dispatch(gpu, {
      program: forward,
      constants,
      bind: { ...inputs, loss, probabilities },
      count: { threads: constants.examples },
    });
    return [loss, probabilities];
  }),
  [SoftmaxCrossEntropyGrad]: webGpuKernel(
    (gpu, inputs: { dloss: TensorInfo; probabilities: TensorInfo; labels: TensorInfo }) => {
      const constants = sizes(inputs.probabilities);
      const dlogits = emptyTensor(gpu, inputs.probabilities.shape);
      dispatch(gpu, {
        program: backward,
        constants,
        bind: { ...inputs, dlogits },
        count: { threads: constants.examples * constants.classes },
      });
      return dlogits;
    },
  ),
};
