// A network of a few of the lab's operations, with every kind of state that a training step
// changes: parameters, optimizer slots, Polyak averages, moving means. For tests only.
import {
  add,
  keep,
  mean,
  mul,
  reshape,
  tensor,
  tensor1d,
  tidy,
  variable,
  variableGrads,
  zeros,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { batchNormActivation } from "../batchNormActivation/op.ts";
import { biasAdd } from "../biasAdd/op.ts";
import { groupedConv2d } from "../groupedConv2d/op.ts";
import { OPTIMIZER_FACTORS, optimizerStep, type OptimizerAttributes } from "../optimizer/op.ts";
import { optimizerFactors } from "../optimizer/webgpu.ts";
import { averagePool2d, globalAveragePool } from "../pooling/op.ts";
import { softmaxCrossEntropy } from "../softmaxCrossEntropy/op.ts";
import type { Tensors } from "./recordedStep.ts";

/** Numbers in −1 … 1 that depend on the seed alone. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** A tensor of such numbers. */
export const filled = <T extends Tensor>(shape: number[], seed: number): T =>
  tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  ) as T;

const settings: Omit<OptimizerAttributes, "step" | "learningRate"> = {
  method: "adam",
  momentum: 0,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
  averageDecay: 0.9,
  decays: [0, 0.01, 0, 0, 0, 0],
};

/** Images of 5×4 pixels and 4 channels, three classes. Call `registerModelGradients` before `run`. */
export function smallNetwork() {
  const shapes = [[3, 3, 1, 4], [1, 1, 4, 8], [8], [8], [1, 1, 8, 3], [3]];
  const parameters = shapes.map((shape, i) => variable(filled(shape, i + 1)));
  const slots = shapes.map((shape) => [variable(zeros(shape)), variable(zeros(shape))]);
  const averages = shapes.map((shape, i) => variable(filled(shape, i + 1)));
  const moving = variable(zeros([8])) as Variable;
  let step = 0;
  const attributes = (): OptimizerAttributes => ({ ...settings, step, learningRate: 0.1 / step });
  const run = ({ images, labels }: Tensors): { losses: Tensor } => {
    const [spatial, pointwise, scale, offset, dense, bias] = parameters as unknown as [
      Tensor4D,
      Tensor4D,
      Tensor1D,
      Tensor1D,
      Tensor4D,
      Tensor1D,
    ];
    let losses: Tensor1D | undefined;
    const { grads } = variableGrads(
      () =>
        tidy(() => {
          const depthwise = groupedConv2d(images as Tensor4D, spatial, { segments: 4, strides: [1, 1], pad: "same" });
          const mixed = groupedConv2d(depthwise, pointwise, { segments: 1, strides: [1, 1], pad: "same" });
          const normal = batchNormActivation(mixed, { scale, offset, epsilon: 1e-3, activation: "elu" });
          moving.assign(add(mul(moving, 0.9), mul(normal.mean, 0.1)));
          const pooled = globalAveragePool(
            averagePool2d(add(normal.y, mixed), { size: [2, 2], strides: [2, 2], pad: "same" }),
          );
          const one = groupedConv2d(reshape(pooled, [-1, 1, 1, 8]), dense, {
            segments: 1,
            strides: [1, 1],
            pad: "valid",
          });
          const logits = biasAdd(reshape(one, [-1, 3]) as Tensor2D, bias);
          const { loss } = softmaxCrossEntropy(logits, labels as Tensor1D);
          losses = keep(loss);
          return mean(loss) as Scalar;
        }),
      parameters,
    );
    const gradients = parameters.map(({ name }) => grads[name] as Tensor);
    optimizerStep({ parameters, gradients, slots, averages, ...attributes() });
    const result = { losses: add(losses as Tensor1D, 0) };
    losses?.dispose();
    return result;
  };
  const state = [...parameters, ...slots.flat(), ...averages, moving];
  return {
    run,
    parameters,
    moving,
    variables: state,
    beginStep: () => {
      step++;
    },
    uniforms: () => ({ [OPTIMIZER_FACTORS]: optimizerFactors(attributes()) }),
    values: async () => Promise.all(state.map(async (each) => [...(await each.data())])),
    dispose: () => state.forEach((each) => each.dispose()),
  };
}

/** Two images, or as many as asked for, and their labels. */
export const batch = (seed: number, size = 2): Tensors => ({
  images: filled([size, 5, 4, 4], seed),
  labels: tensor1d(
    Array.from({ length: size }, (_, i) => (i + seed) % 3),
    "int32",
  ),
});
