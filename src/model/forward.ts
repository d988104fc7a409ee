// Runs a plan on tensors, in training mode (batch statistics, dropout) or inference mode (moving
// averages).
import {
  add,
  concat,
  keep,
  mul,
  pad,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import type { PlainLayer, PlanStep } from "./plan.ts";
import { activate } from "../kernels/activation/op.ts";
import { batchNormActivation, batchNormActivationInference } from "../kernels/batchNormActivation/op.ts";
import { biasAdd } from "../kernels/biasAdd/op.ts";
import { groupedConv2d } from "../kernels/groupedConv2d/op.ts";
import { widen } from "../kernels/widen/op.ts";
import { averagePool2d, globalAveragePool, maxPool2d } from "../kernels/pooling/op.ts";

/** Mean and biased variance of one batch norm over one batch, [C] each. */
export interface BatchStatistics {
  readonly norm: string;
  /** The share of the moving averages that is kept per step. */
  readonly momentum: number;
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

export type Mode =
  | {
      readonly kind: "training";
      /** 0 where dropped, elsewhere 1 / (1 − rate): [batch, features]. */
      readonly dropoutMask: (name: string, shape: readonly number[], rate: number) => Tensor;
      /** Receives what the moving averages need; the tensors are kept (`tf.keep`) and belong to the receiver. */
      readonly onStatistics: (statistics: BatchStatistics) => void;
    }
  | { readonly kind: "inference" };

/** A parameter's tensor by "node/role". */
export type Lookup = (name: string) => Tensor;

/**
 * images [batch, height, width, channels] → the last node's value, [batch, classes].
 * Differentiable in the parameters when `mode` is training. `storage` asks for activations in 16 bits, where the engine
 * can.
 */
export function forward(
  plan: readonly PlanStep[],
  parameter: Lookup,
  has: (name: string) => boolean,
  images: Tensor4D,
  mode: Mode,
  storage?: "float16",
): Tensor2D {
  const values = new Map<string, Tensor>([["input", images]]);
  const value = (name: string): Tensor => {
    const found = values.get(name);
    if (!found) throw new Error(`${name} is read before it is computed.`);
    return found;
  };
  let last: Tensor = images;
  for (const step of plan) {
    last =
      step.kind === "fusedNorm"
        ? fusedNorm(step, value, parameter, has, mode)
        : plain(step.output, step.layer, step.inputs.map(value), parameter, has, mode, storage);
    values.set(step.output, last);
  }
  return widen(last) as Tensor2D;
}

function fusedNorm(
  step: Extract<PlanStep, { kind: "fusedNorm" }>,
  value: (name: string) => Tensor,
  parameter: Lookup,
  has: (name: string) => boolean,
  mode: Mode,
): Tensor {
  const x = value(step.input);
  const vector = (role: string) => parameter(`${step.norm}/${role}`) as Tensor1D;
  const options = {
    ...(has(`${step.norm}/scale`) ? { scale: vector("scale") } : {}),
    ...(step.residual === null ? {} : { residual: value(step.residual) }),
    offset: vector("offset"),
    epsilon: step.layer.epsilon,
    activation: step.activation,
  };
  if (mode.kind === "inference") {
    return batchNormActivationInference(x, {
      ...options,
      mean: vector("movingMean"),
      variance: vector("movingVariance"),
    });
  }
  const { y, mean, variance } = batchNormActivation(x, options);
  mode.onStatistics({ norm: step.norm, momentum: step.layer.momentum, mean: keep(mean), variance: keep(variance) });
  return y;
}

function plain(
  name: string,
  layer: PlainLayer,
  inputs: readonly Tensor[],
  parameter: Lookup,
  has: (name: string) => boolean,
  mode: Mode,
  storage?: "float16",
): Tensor {
  const [x] = inputs;
  if (!x) throw new Error(`${name} has no input.`);
  const withBias = <T extends Tensor>(y: T): T =>
    has(`${name}/bias`) ? biasAdd(y, parameter(`${name}/bias`) as Tensor1D) : y;
  switch (layer.kind) {
    case "convolution":
      return withBias(
        groupedConv2d(x as Tensor4D, parameter(`${name}/filter`) as Tensor4D, {
          segments: layer.segments,
          strides: [...layer.strides],
          pad: layer.padding,
          ...(storage && { storage }),
        }),
      );
    case "dense": {
      // A dense layer is a 1×1 convolution of a 1×1 image, so one kernel and one gradient serve both.
      const [batch = 0, features = 0] = x.shape;
      const image = reshape(x, [batch, 1, 1, features]) as Tensor4D;
      const filter = parameter(`${name}/filter`) as Tensor4D;
      const y = groupedConv2d(image, filter, { segments: 1, strides: [1, 1], pad: "valid" });
      return withBias(reshape(y, [batch, layer.units]));
    }
    case "activation":
      return activate(x, layer.activation);
    case "maxPool":
      return maxPool2d(x as Tensor4D, { size: [...layer.size], strides: [...layer.strides], pad: layer.padding });
    case "averagePool":
      return averagePool2d(x as Tensor4D, { size: [...layer.size], strides: [...layer.strides], pad: layer.padding });
    case "globalAveragePool":
      return globalAveragePool(x as Tensor4D);
    case "zeroPad":
      return pad(widen(x) as Tensor4D, [
        [0, 0],
        [layer.top, layer.bottom],
        [layer.left, layer.right],
        [0, 0],
      ]);
    case "flatten":
      return reshape(x, [x.shape[0] ?? 0, -1]);
    case "dropout":
      return mode.kind === "training" ? mul(widen(x), mode.dropoutMask(name, x.shape, layer.rate)) : x;
    case "add":
      return inputs.slice(1).reduce((sum, other) => add(sum, widen(other)), widen(x));
    case "concatenate":
      return concat(inputs.map(widen), -1);
    default:
      return layer satisfies never;
  }
}
