// Registers every operation's kernels with tfjs: one line per operation and engine. Loads no backend
// and chooses none.
import { getKernel, registerGradient, registerKernel, unregisterKernel, type GradConfig } from "@tensorflow/tfjs-core";
import type { KernelTable } from "./kernelTable.ts";
import { activationGradient, activationKeepingInputGradient } from "./activation/gradient.ts";
import { activationReference } from "./activation/reference.ts";
import { activationWasm } from "./activation/wasm.ts";
import { activationWebGpu } from "./activation/webgpu.ts";
import { batchNormActivationGradient, scaledBatchNormActivationGradient } from "./batchNormActivation/gradient.ts";
import { batchNormActivationReference } from "./batchNormActivation/reference.ts";
import { batchNormActivationWasm } from "./batchNormActivation/wasm.ts";
import { batchNormActivationWebGpu } from "./batchNormActivation/webgpu.ts";
import { batchMeanGradient } from "./batchMean/gradient.ts";
import { batchMeanReference } from "./batchMean/reference.ts";
import { batchMeanWasm } from "./batchMean/wasm.ts";
import { batchMeanWebGpu } from "./batchMean/webgpu.ts";
import { batchScoresReference } from "./batchScores/reference.ts";
import { batchScoresWasm } from "./batchScores/wasm.ts";
import { batchScoresWebGpu } from "./batchScores/webgpu.ts";
import { biasAddGradient } from "./biasAdd/gradient.ts";
import { biasAddReference } from "./biasAdd/reference.ts";
import { biasAddWebGpu } from "./biasAdd/webgpu.ts";
import { biasAddWasm } from "./biasAdd/wasm.ts";
import { elementwiseWasm } from "./elementwise/wasm.ts";
import { groupedConv2dGradient } from "./groupedConv2d/gradient.ts";
import { groupedConv2dReference } from "./groupedConv2d/reference.ts";
import { groupedConv2dWasm } from "./groupedConv2d/wasm.ts";
import { groupedConv2dWebGpu } from "./groupedConv2d/webgpu.ts";
import { identityWasm } from "./identity/wasm.ts";
import { movingAveragesReference } from "./movingAverages/reference.ts";
import { movingAveragesWasm } from "./movingAverages/wasm.ts";
import { movingAveragesWebGpu } from "./movingAverages/webgpu.ts";
import { optimizerReference } from "./optimizer/reference.ts";
import { optimizerWasm } from "./optimizer/wasm.ts";
import { optimizerWebGpu } from "./optimizer/webgpu.ts";
import { averagePool2dGradient, globalAveragePoolGradient, maxPool2dGradient } from "./pooling/gradient.ts";
import { poolingReference } from "./pooling/reference.ts";
import { poolingWasm } from "./pooling/wasm.ts";
import { poolingWebGpu } from "./pooling/webgpu.ts";
import { releasesEarly } from "./releaseEarly.ts";
import { softmaxCrossEntropyGradient } from "./softmaxCrossEntropy/gradient.ts";
import { softmaxCrossEntropyReference } from "./softmaxCrossEntropy/reference.ts";
import { softmaxCrossEntropyWasm } from "./softmaxCrossEntropy/wasm.ts";
import { softmaxCrossEntropyWebGpu } from "./softmaxCrossEntropy/webgpu.ts";
import { widenGradient } from "./widen/op.ts";
import { widenWebGpu } from "./widen/webgpu.ts";
import { watchTfjsKernels } from "./wasm/tfjsKernels.ts";

const gradients: readonly GradConfig[] = [
  groupedConv2dGradient,
  biasAddGradient,
  batchNormActivationGradient,
  scaledBatchNormActivationGradient,
  activationGradient,
  activationKeepingInputGradient,
  maxPool2dGradient,
  averagePool2dGradient,
  globalAveragePoolGradient,
  softmaxCrossEntropyGradient,
  batchMeanGradient,
  widenGradient,
];

const reference: readonly KernelTable[] = [
  groupedConv2dReference,
  biasAddReference,
  batchNormActivationReference,
  activationReference,
  poolingReference,
  softmaxCrossEntropyReference,
  batchMeanReference,
  batchScoresReference,
  optimizerReference,
  movingAveragesReference,
];

const wasm: readonly KernelTable[] = [
  groupedConv2dWasm,
  biasAddWasm,
  batchNormActivationWasm,
  activationWasm,
  poolingWasm,
  softmaxCrossEntropyWasm,
  batchMeanWasm,
  batchScoresWasm,
  optimizerWasm,
  movingAveragesWasm,
  identityWasm,
];

const webgpu: readonly KernelTable[] = [
  groupedConv2dWebGpu,
  softmaxCrossEntropyWebGpu,
  poolingWebGpu,
  optimizerWebGpu,
  biasAddWebGpu,
  batchNormActivationWebGpu,
  activationWebGpu,
  movingAveragesWebGpu,
  batchMeanWebGpu,
  batchScoresWebGpu,
  widenWebGpu,
];

/** The plain reference of every operation on a tfjs backend, using that backend's own kernels. */
export function registerReferenceKernels(backendName: string): void {
  register(backendName, reference);
}

/** The SIMD kernels on the tfjs backend "wasm"; `attachKernels` supplies the module they call. */
export function registerWasmKernels(): void {
  if (!registered.has("wasm")) watchTfjsKernels(elementwiseWasm);
  register("wasm", [...reference, ...wasm]);
}

/** The WGSL kernels on the tfjs backend "webgpu". */
export function registerWebGpuKernels(): void {
  register("webgpu", [...reference, ...webgpu]);
}

const registered = new Set<string>();

/** Later tables win over earlier ones. A backend is registered once: a second call does nothing. */
function register(backendName: string, tables: readonly KernelTable[]): void {
  if (registered.has(backendName)) return;
  if (registered.size === 0) gradients.map(releasesEarly).forEach(registerGradient);
  registered.add(backendName);
  const kernels: KernelTable = Object.assign({}, ...tables);
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (getKernel(kernelName, backendName)) unregisterKernel(kernelName, backendName); // one of tfjs's own that we replace
    registerKernel({ kernelName, backendName, kernelFunc });
  }
}
