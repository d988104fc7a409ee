// A batch's mean loss and accuracy on WebGPU: one workgroup counts, in whole numbers.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { webGpuKernel } from "../webgpu/kernel.ts";
import { reads, writes, type Program } from "../webgpu/program.ts";
import { BatchScores } from "./op.ts";

type Sizes = { readonly examples: number; readonly classes: number };

const THREADS = 64;

const program: Program<Sizes> = {
  name: "batchScores",
  workgroupSize: THREADS,
  bindings: () => [
    reads("meanLoss"),
    reads("probabilities"),
    { name: "labels", access: "read", type: "i32" },
    writes("scores"),
  ],
  body: () => `
var<workgroup> counts: array<i32, ${THREADS}>;
fn run(index: i32, group: i32, lane: i32) {
  var right = 0;
  for (var example = lane; example < examples; example += ${THREADS}) {
    let row = example * classes;
    var likeliest = 0;
    for (var k = 1; k < classes; k++) { likeliest = select(likeliest, k, probabilities[row + k] > probabilities[row + likeliest]); }
    right += select(0, 1, likeliest == labels[example]);
  }
  counts[lane] = right;
  workgroupBarrier();
  if (lane != 0) { return; }
  for (var other = 1; other < ${THREADS}; other++) { right += counts[other]; }
  scores[0] = meanLoss[0];
  scores[1] = f32(right) / f32(examples);
}`,
};

export const batchScoresWebGpu: KernelTable = {
  [BatchScores]: webGpuKernel(
    (gpu: WebGPUBackend, inputs: { meanLoss: TensorInfo; probabilities: TensorInfo; labels: TensorInfo }) => {
      const [examples = 0, classes = 0] = inputs.probabilities.shape;
      const scores = emptyTensor(gpu, [2]);
      dispatch(gpu, { program, constants: { examples, classes }, bind: { ...inputs, scores }, count: { groups: 1 } });
      return scores;
    },
  ),
};
