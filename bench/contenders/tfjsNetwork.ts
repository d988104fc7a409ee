// The bench's network and a training step of it in stock tfjs: its own operations, its own
// gradients, its own optimizer.
import * as tf from "@tensorflow/tfjs-core";
import type { Activation } from "../../src/activations/list.ts";
import type { LayerOf } from "../../src/graph/node.ts";
import type { Job } from "../contender.ts";
import { changes, classLabels, numbers, sampleOf } from "../numbers.ts";
import { initialParameters, seeds, type StepTask } from "../tasks.ts";
import { convolve, type Way } from "./tfjsConvolution.ts";

const length = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** With batch statistics: y, and what the moving averages need. */
export function normalise(x: tf.Tensor4D, scale: tf.Tensor | undefined, offset: tf.Tensor, epsilon: number) {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return {
    y: tf.batchNorm(
      x,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D | undefined,
      epsilon,
    ),
    mean,
    variance,
  };
}

/** All their numbers, one after the other. */
export async function joined(tensors: readonly tf.Tensor[]): Promise<number[]> {
  const parts = await Promise.all(tensors.map((each) => each.data()));
  return parts.flatMap((part) => [...part]);
}

const ACTIVATED: Partial<Record<Activation, (x: tf.Tensor) => tf.Tensor>> = {
  none: (x) => x,
  relu: (x) => tf.relu(x),
  elu: (x) => tf.elu(x),
};

function activated(x: tf.Tensor, activation: Activation): tf.Tensor {
  const act = ACTIVATED[activation];
  if (!act) throw new Error(`The bench's tfjs network has no ${activation}.`);
  return act(x);
}

export function step(task: StepTask, way: Way): Job {
  const { graph, parameters, batch, imageShape, classes, learningRate, momentum, decays, checkSteps } = task;
  const initial = initialParameters(parameters, numbers);
  const run0 = Math.random();
  const variables = new Map(
    parameters.map(({ name, shape, trainable }) => [
      name,
      tf.variable(tf.tensor(initial[name] ?? [], [...shape]), trainable, `${name}_${run0}`),
    ]),
  );
  const variableOf = (name: string) => variables.get(name) as tf.Variable;
  const trainable = parameters.filter((each) => each.trainable).map(({ name }) => variableOf(name));
  const own = tf.train.momentum(learningRate, momentum);
  const pixels = numbers(batch * length(imageShape), seeds.images, 2);
  const labels = classLabels(batch, seeds.labels, classes);

  const logits = (
    images: tf.Tensor4D,
    statistics: (name: string, layer: LayerOf<"batchNorm">, mean: tf.Tensor, variance: tf.Tensor) => void,
  ): tf.Tensor2D => {
    const values = new Map<string, tf.Tensor>();
    let last: tf.Tensor = images;
    for (const { name, layer, inputs } of graph.nodes) {
      const [x = images, other = images] = inputs.map((input) => values.get(input) ?? images);
      switch (layer.kind) {
        case "input":
          last = images;
          break;
        case "convolution":
          last = convolve(
            layer.segments === 1 && way !== "composed" ? "regular" : way,
            x as tf.Tensor4D,
            variableOf(`${name}/filter`) as unknown as tf.Tensor4D,
            layer.segments,
            [...layer.strides],
            layer.padding,
          );
          break;
        case "batchNorm": {
          const { y, mean, variance } = normalise(
            x as tf.Tensor4D,
            variables.get(`${name}/scale`),
            variableOf(`${name}/offset`),
            layer.epsilon,
          );
          statistics(name, layer, mean, variance);
          last = y;
          break;
        }
        case "activation":
          last = activated(x, layer.activation);
          break;
        case "add":
          last = tf.add(x, other);
          break;
        case "maxPool":
          last = tf.maxPool(x as tf.Tensor4D, [...layer.size], [...layer.strides], layer.padding);
          break;
        case "globalAveragePool":
          last = tf.mean(x, [1, 2]);
          break;
        case "dense":
          last = tf.add(
            tf.matMul(x as tf.Tensor2D, tf.reshape(variableOf(`${name}/filter`), [-1, layer.units])),
            variableOf(`${name}/bias`),
          );
          break;
        case "averagePool":
        case "zeroPad":
        case "flatten":
        case "dropout":
        case "concatenate":
          throw new Error(`The bench's tfjs network has no ${layer.kind}.`);
        default:
          layer satisfies never;
      }
      values.set(name, last);
    }
    return last as tf.Tensor2D;
  };

  let pending: tf.Tensor | undefined;
  const run = () => {
    pending?.dispose();
    pending = tf.tidy(() => {
      const images = tf.tensor4d(pixels, [batch, ...imageShape]);
      const oneHot = tf.oneHot(tf.tensor1d(labels, "int32"), classes);
      const moved: (() => void)[] = [];
      const { value, grads } = tf.variableGrads(() => {
        const found = logits(images, (name, layer, mean, variance) => {
          const [keptMean, keptVariance] = [tf.keep(tf.clone(mean)), tf.keep(tf.clone(variance))];
          moved.push(() => {
            for (const [role, fresh] of [
              ["movingMean", keptMean],
              ["movingVariance", keptVariance],
            ] as const) {
              const moving = variableOf(`${name}/${role}`);
              moving.assign(tf.add(tf.mul(moving, layer.momentum), tf.mul(fresh, 1 - layer.momentum)));
              fresh.dispose();
            }
          });
        });
        return tf.losses.softmaxCrossEntropy(oneHot, found) as tf.Scalar;
      }, trainable);
      own.applyGradients(
        trainable.map((each, index) => {
          const gradient = grads[each.name] as tf.Tensor;
          const decay = decays[index] ?? 0;
          return { name: each.name, tensor: decay === 0 ? gradient : tf.add(gradient, tf.mul(each, decay)) };
        }),
      );
      moved.forEach((move) => move());
      return value;
    });
  };
  const lossOf = async () => (await pending?.data())?.[0] ?? NaN;
  return {
    run,
    settle: async () => {
      await lossOf();
    },
    result: async () => {
      const losses: number[] = [];
      for (let done = 0; done < checkSteps; done++) {
        run();
        losses.push(await lossOf());
      }
      return [
        sampleOf("losses", losses),
        sampleOf("changes", changes(await joined(parameters.map(({ name }) => variableOf(name))), initial)),
      ];
    },
    dispose: () => {
      pending?.dispose();
      own.dispose();
      tf.dispose([...variables.values()]);
    },
  };
}
