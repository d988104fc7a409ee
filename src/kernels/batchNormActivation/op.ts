// Batch normalisation (Ioffe & Szegedy, 2015), the addition of a residual, and the activation, in one
// operation: contract of shapes, errors, functions. Fused, because near the depthwise end most of a
// step's time goes here and not into convolutions.
import { engine, tidy, type Tensor, type Tensor1D, type NamedTensorMap } from "@tensorflow/tfjs-core";
import { describeActivation, type Activation } from "../../activations/list.ts";
import { activate } from "../activation/op.ts";

/**
 * Two names for one kernel, without and with `scale`, because tfjs saves a fixed list of inputs
 * for the gradient of a name, and cannot save an absent one.
 */
export const BatchNormActivation = "BatchNormActivation";
export const ScaledBatchNormActivation = "ScaledBatchNormActivation";
export const BatchNormActivationGrad = "BatchNormActivationGrad";
export const BatchNormActivationInference = "BatchNormActivationInference";

export type BatchNormAttributes = {
  /** Added to the variance under the root. */
  epsilon: number;
  activation: Activation;
};

/** `hasResidual` tells the gradient whether the forward pass had a residual. */
export type BatchNormTrainingAttributes = BatchNormAttributes & { hasResidual: boolean };

export type BatchNormOptions<T extends Tensor> = BatchNormAttributes & {
  /** [C]; 1 where it is left out. */
  scale?: Tensor1D | undefined;
  /** [C] */
  offset: Tensor1D;
  /** Added before the activation; shape of x. */
  residual?: T | undefined;
};

/** What the gradient is computed from: inputs and outputs of the forward pass. */
export type BatchNormGradInputs = {
  dy: Tensor;
  x: Tensor;
  y: Tensor;
  mean: Tensor1D;
  variance: Tensor1D;
  offset: Tensor1D;
  scale?: Tensor1D;
};

/** `scale` and `residual` are present exactly when the forward pass had them. */
export interface BatchNormGradients {
  x: Tensor;
  offset: Tensor1D;
  scale?: Tensor1D;
  residual?: Tensor;
}

/**
 * In training: x [..., C] → y = act((x − mean) / √(variance + ε) · scale + offset (+ residual)),
 * with the mean and the biased variance of this batch, each [C], over all dimensions but the last.
 *
 * y is differentiable in x, scale, offset and residual. mean and variance only feed moving
 * averages: gradients do not pass through these two results.
 */
export function batchNormActivation<T extends Tensor>(
  x: T,
  options: BatchNormOptions<T>,
): { y: T; mean: Tensor1D; variance: Tensor1D } {
  const { scale, offset, residual, epsilon, activation } = options;
  if (!isFused(activation))
    return tidy(() => {
      const before = batchNormActivation(x, { ...options, activation: "none" });
      return { ...before, y: activate(before.y, activation) };
    });
  checkShapes(x, { scale, offset }, residual);
  const inputs: NamedTensorMap = { x, offset, ...(scale && { scale }), ...(residual && { residual }) };
  const attributes: BatchNormTrainingAttributes = { epsilon, activation, hasResidual: residual !== undefined };
  const name = scale ? ScaledBatchNormActivation : BatchNormActivation;
  const [y, mean, variance] = engine().runKernel<Tensor[]>(name, inputs, attributes) as [T, Tensor1D, Tensor1D];
  return { y, mean, variance };
}

/** For inference: `batchNormActivation` with mean and variance [C] averaged in training. Not differentiable. */
export function batchNormActivationInference<T extends Tensor>(
  x: T,
  options: BatchNormOptions<T> & { mean: Tensor1D; variance: Tensor1D },
): T {
  const { scale, offset, residual, mean, variance, epsilon, activation } = options;
  if (!isFused(activation))
    return tidy(() => activate(batchNormActivationInference(x, { ...options, activation: "none" }), activation));
  checkShapes(x, { scale, offset, mean, variance }, residual);
  const inputs: NamedTensorMap = { x, mean, variance, offset, ...(scale && { scale }), ...(residual && { residual }) };
  return engine().runKernel<T>(BatchNormActivationInference, inputs, { epsilon, activation });
}

/** The gradients of x, offset, and of scale and residual where present. */
export function batchNormActivationGrad(
  inputs: BatchNormGradInputs,
  attributes: BatchNormTrainingAttributes,
): BatchNormGradients {
  const { dy, x, y, mean, variance, offset, scale } = inputs;
  const { activation, hasResidual } = attributes;
  if (!isFused(activation)) throw new Error(`The gradient of ${activation} is no part of a batch norm's.`);
  checkShapes(x, { mean, variance, offset, scale }, dy);
  // dx, then those of dscale, doffset and dresidual that exist, in this order
  const gradients = engine().runKernel<Tensor[]>(
    BatchNormActivationGrad,
    { dy, x, y, mean, variance, offset, ...(scale && { scale }) },
    attributes,
  );
  const next = gradients.values();
  const take = <T extends Tensor>() => next.next().value as T;
  return {
    x: take(),
    ...(scale && { scale: take<Tensor1D>() }),
    offset: take(),
    ...(hasResidual && { residual: take() }),
  };
}

/**
 * An activation whose gradient needs its input is an operation of its own behind the batch norm: that input would have
 * to be kept or computed again, and beside its exponential the pass over memory that fusing saves is short.
 */
function isFused(activation: Activation): boolean {
  return describeActivation(activation).derivativeFrom !== "input";
}

function checkShapes(x: Tensor, vectors: Record<string, Tensor | undefined>, like: Tensor | undefined): void {
  const channels = x.shape.at(-1);
  for (const [name, vector] of Object.entries(vectors)) {
    if (vector && vector.shape.join() !== String(channels)) {
      throw new Error(
        `A batch norm's ${name} of shape [${vector.shape.join(", ")}] for an input of ${channels} channels.`,
      );
    }
  }
  if (like && like.shape.join() !== x.shape.join()) {
    throw new Error(
      `A tensor of shape [${like.shape.join(", ")}] beside a batch norm's input of shape [${x.shape.join(", ")}].`,
    );
  }
}
