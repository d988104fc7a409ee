// Batch norm + activation (+ residual) on WebGPU. Forward: sums over slices of rows, their
// fold into mean and variance, and one pass that writes y. Backward: the same in reverse.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelTable } from "../kernelTable.ts";
import { dispatch, emptyTensor } from "../webgpu/dispatch.ts";
import { sharesColumns, TOGETHER } from "../webgpu/fold.ts";
import { emptyStored, isHalf } from "../webgpu/halfStorage.ts";
import { lanesFor, sameValues, sizeOf, webGpuKernel } from "../webgpu/kernel.ts";
import { slicesFor } from "../webgpu/parallelism.ts";
import {
  BatchNormActivation,
  BatchNormActivationGrad,
  BatchNormActivationInference,
  ScaledBatchNormActivation,
  type BatchNormAttributes,
  type BatchNormTrainingAttributes,
} from "./op.ts";
import {
  apply,
  inputGradient,
  moments,
  foldGradients,
  partialGradients,
  partialMoments,
  type Rows,
} from "./webgpuPrograms.ts";

type Training = { x: TensorInfo; offset: TensorInfo; scale?: TensorInfo; residual?: TensorInfo };
type Inference = Training & { mean: TensorInfo; variance: TensorInfo };
type Gradient = {
  dy: TensorInfo;
  x: TensorInfo;
  y: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  offset: TensorInfo;
  scale?: TensorInfo;
};

function rowsOf(gpu: WebGPUBackend, x: TensorInfo): Rows {
  const channels = x.shape.at(-1) ?? 1;
  const lanes = lanesFor(channels);
  const groups = channels / lanes;
  const rows = sizeOf(x) / channels;
  const slices = slicesFor(gpu, groups, rows);
  return { rows, groups, lanes, slices, together: sharesColumns(slices, groups) ? TOGETHER : 1, half: isHalf(x) };
}

const foldCount = ({ together, groups }: Rows): { threads: number } | { groups: number } =>
  together === 1 ? { threads: groups } : { groups };

function applyTo(gpu: WebGPUBackend, inputs: Inference, { epsilon, activation }: BatchNormAttributes): TensorInfo {
  const { x, scale, residual } = inputs;
  const { groups, lanes, half } = rowsOf(gpu, x);
  const y = emptyStored(gpu, x.shape, half);
  const elements = sizeOf(x) / lanes;
  const constants = {
    elements,
    groups,
    lanes,
    epsilon,
    activation,
    scaled: scale !== undefined,
    hasResidual: residual !== undefined,
    half,
    residualHalf: residual !== undefined && isHalf(residual),
  };
  dispatch(gpu, { program: apply, constants, bind: { ...inputs, y }, count: { threads: elements } });
  return y;
}

const training = webGpuKernel((gpu, inputs: Training, attributes: BatchNormAttributes) => {
  const { x } = inputs;
  const channels = x.shape.at(-1) ?? 1;
  const rows = rowsOf(gpu, x);
  const partial = emptyTensor(gpu, [rows.slices, 2, channels]);
  const [mean, variance] = [emptyTensor(gpu, [channels]), emptyTensor(gpu, [channels])];
  dispatch(gpu, {
    program: partialMoments,
    constants: rows,
    bind: { x, partial },
    count: { threads: rows.groups * rows.slices },
  });
  dispatch(gpu, { program: moments, constants: rows, bind: { x, partial, mean, variance }, count: foldCount(rows) });
  gpu.disposeData(partial.dataId);
  return [applyTo(gpu, { ...inputs, mean, variance }, attributes), mean, variance];
});

const gradient = webGpuKernel(
  (gpu, inputs: Gradient, { epsilon, activation, hasResidual }: BatchNormTrainingAttributes) => {
    const { dy, x, y, mean, variance, scale } = inputs;
    const channels = x.shape.at(-1) ?? 1;
    const rows = rowsOf(gpu, x);
    const scaled = scale !== undefined;
    const partial = emptyTensor(gpu, [rows.slices, 2, channels]);
    dispatch(gpu, {
      program: partialGradients,
      constants: { ...rows, epsilon, activation },
      bind: { dy, x, y, mean, variance, partial },
      count: { threads: rows.groups * rows.slices },
    });

    const [doffset, dscale, factors] = [
      emptyTensor(gpu, [channels]),
      emptyTensor(gpu, [channels]),
      emptyTensor(gpu, [3, channels]),
    ];
    dispatch(gpu, {
      program: foldGradients,
      constants: { ...rows, epsilon, scaled },
      bind: { partial, variance, ...(scale && { scale }), doffset, dscale, factors },
      count: foldCount(rows),
    });
    gpu.disposeData(partial.dataId);

    const elements = sizeOf(x) / rows.lanes;
    const dx = emptyTensor(gpu, x.shape);
    const writesResidual = hasResidual && activation !== "none";
    const dresidual = writesResidual ? emptyTensor(gpu, x.shape) : undefined;
    dispatch(gpu, {
      program: inputGradient,
      constants: {
        elements,
        groups: rows.groups,
        lanes: rows.lanes,
        activation,
        writesResidual,
        half: rows.half,
      },
      bind: { dy, x, y, mean, factors, dx, ...(dresidual && { dresidual }) },
      count: { threads: elements },
    });
    gpu.disposeData(factors.dataId);
    if (!scale) gpu.disposeData(dscale.dataId);
    // Without an activation the residual's gradient is dy itself.
    return [dx, ...(scale ? [dscale] : []), doffset, ...(hasResidual ? [dresidual ?? sameValues(gpu, dy)] : [])];
  },
);

export const batchNormActivationWebGpu: KernelTable = {
  [BatchNormActivation]: training,
  [ScaledBatchNormActivation]: training,
  [BatchNormActivationInference]: webGpuKernel(applyTo),
  [BatchNormActivationGrad]: gradient,
};
