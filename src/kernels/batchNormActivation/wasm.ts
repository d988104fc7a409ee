// Batch norm with residual and activation on the tfjs WASM backend, every shape.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { activationCode, describeActivation } from "../../activations/list.ts";
import type { KernelTable } from "../kernelTable.ts";
import { addressOf, kernelsOf } from "../wasm/attach.ts";
import { NO_ARRAY, type Address } from "../wasm/signature.ts";
import {
  BatchNormActivation,
  BatchNormActivationGrad,
  BatchNormActivationInference,
  ScaledBatchNormActivation,
  type BatchNormAttributes,
  type BatchNormTrainingAttributes,
} from "./op.ts";

type Inputs = { x: TensorInfo; offset: TensorInfo; scale?: TensorInfo; residual?: TensorInfo };
type Moments = { mean: TensorInfo; variance: TensorInfo };

const training: KernelFunc = (args) => {
  const backend = args.backend as BackendWasm;
  const inputs = args.inputs as Inputs;
  const { rows, channels } = table(inputs.x.shape);
  const mean = backend.makeOutput([channels], "float32");
  const variance = backend.makeOutput([channels], "float32");
  withScratch(backend, channels, 7, (scratch) =>
    kernelsOf(backend).batchNormMoments({
      x: addressOf(backend, inputs.x),
      rows,
      channels,
      mean: addressOf(backend, mean),
      variance: addressOf(backend, variance),
      scratch,
    }),
  );
  return [apply(backend, { ...inputs, mean, variance }, args.attrs as BatchNormAttributes), mean, variance];
};

export const batchNormActivationWasm: KernelTable = {
  [BatchNormActivation]: training,
  [ScaledBatchNormActivation]: training,

  [BatchNormActivationInference]: (args) =>
    apply(args.backend as BackendWasm, args.inputs as Inputs & Moments, args.attrs as BatchNormAttributes),

  [BatchNormActivationGrad]: (args) => {
    const backend = args.backend as BackendWasm;
    const { dy, x, y, mean, variance, offset, scale } = args.inputs as Inputs &
      Moments & { dy: TensorInfo; y: TensorInfo };
    const { epsilon, activation, hasResidual } = args.attrs as BatchNormTrainingAttributes;
    const { rows, channels } = table(x.shape);
    const dx = backend.makeOutput(x.shape, "float32");
    const dscale = scale && backend.makeOutput([channels], "float32");
    const doffset = backend.makeOutput([channels], "float32");
    const dresidual = hasResidual ? residualGradient(backend, dy, activation) : undefined;
    const fromX = activation === "none" || (!hasResidual && describeActivation(activation).derivativeFrom === "either");
    const g = fromX ? dy : (dresidual ?? dx);
    withScratch(backend, channels, 11, (scratch) => {
      kernelsOf(backend).batchNormGradSums({
        dy: addressOf(backend, dy),
        x: addressOf(backend, x),
        y: addressOf(backend, y),
        mean: addressOf(backend, mean),
        variance: addressOf(backend, variance),
        scale: scale ? addressOf(backend, scale) : NO_ARRAY,
        offset: addressOf(backend, offset),
        dscale: dscale ? addressOf(backend, dscale) : NO_ARRAY,
        doffset: addressOf(backend, doffset),
        kept: fromX ? NO_ARRAY : addressOf(backend, g),
        rows,
        channels,
        epsilon,
        activation: activationCode(activation),
        fromX,
        scratch,
      });
      kernelsOf(backend).batchNormGradOfX({
        g: addressOf(backend, g),
        x: addressOf(backend, x),
        dx: addressOf(backend, dx),
        rows,
        channels,
        activation: activationCode(fromX ? activation : "none"),
        scratch,
      });
    });
    return [dx, ...(dscale ? [dscale] : []), doffset, ...(dresidual ? [dresidual] : [])];
  },
};

/** Where dy · act′ is written; without an activation it is dy, which is shared and not copied. */
function residualGradient(
  backend: BackendWasm,
  dy: TensorInfo,
  activation: BatchNormAttributes["activation"],
): TensorInfo {
  if (activation !== "none") return backend.makeOutput(dy.shape, "float32");
  backend.incRef(dy.dataId);
  return { dataId: dy.dataId, shape: dy.shape, dtype: dy.dtype };
}

function apply(
  backend: BackendWasm,
  { x, residual, mean, variance, scale, offset }: Inputs & Moments,
  { epsilon, activation }: BatchNormAttributes,
): TensorInfo {
  const y = backend.makeOutput(x.shape, "float32");
  const { rows, channels } = table(x.shape);
  withScratch(backend, channels, 3, (scratch) =>
    kernelsOf(backend).batchNormApply({
      x: addressOf(backend, x),
      residual: residual ? addressOf(backend, residual) : NO_ARRAY,
      mean: addressOf(backend, mean),
      variance: addressOf(backend, variance),
      scale: scale ? addressOf(backend, scale) : NO_ARRAY,
      offset: addressOf(backend, offset),
      y: addressOf(backend, y),
      rows,
      channels,
      epsilon,
      activation: activationCode(activation),
      scratch,
    }),
  );
  return y;
}

/** Lends memory for `lines` lines of lines.as.ts: as wide as the least common multiple of C and 4. */
function withScratch(backend: BackendWasm, channels: number, lines: number, use: (address: Address) => void): void {
  const width = channels * (4 / Math.min(4, channels & -channels));
  const scratch = backend.makeOutput([lines * width], "float32");
  use(addressOf(backend, scratch));
  backend.disposeData(scratch.dataId);
}

/** A tensor [..., C] as rows of C channels. */
function table(shape: readonly number[]): { rows: number; channels: number } {
  return { rows: shape.slice(0, -1).reduce((count, size) => count * size, 1), channels: shape.at(-1) ?? 1 };
}
