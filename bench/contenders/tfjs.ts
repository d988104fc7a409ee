// Stock tfjs on one of its backends, without the lab's kernels: regular and depthwise
// convolutions, and between them the faster of splitting the channels and of a dense filter
// with zeros. The network uses tfjs's own operations and gradients.
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import type { Job } from "../contender.ts";
import { numbers, sampleOf, type Sample } from "../numbers.ts";
import {
  seeds,
  type BatchNormTask,
  type ConvolutionPart,
  type ConvolutionTask,
  type OptimizerTask,
  type Task,
} from "../tasks.ts";
import { filterFor, waysOf, wayNames, type Way } from "./tfjsConvolution.ts";
import { joined, normalise, step } from "./tfjsNetwork.ts";

type Shape4 = [number, number, number, number];
type Finish = (() => Promise<void>) | undefined;

/** `canTrain`: whether the backend has gradients of convolutions. */
export async function prepareTfjs(task: Task, canTrain: boolean, finish: Finish): Promise<Job | null> {
  switch (task.kind) {
    case "convolution":
      if (!canTrain && !(task.part === "forward" || (task.part === "input-gradient" && task.segments < task.channels)))
        return null;
      return faster(waysOf(task.segments, task.channels), (way) => convolution(task, way, finish), finish);
    case "batchNorm":
      return batchNorm(task, finish);
    case "optimizer":
      return optimizer(task, finish);
    case "step":
      return faster(canTrain ? waysOf(task.segments, task.channels) : ["composed"], (way) => step(task, way), finish);
    case "copy":
    case "multiplyAdd":
      return null;
    default:
      return task satisfies never;
  }
}

/** The way whose second run is the faster; one run is enough where it takes a second. */
async function faster(ways: readonly Way[], make: (way: Way) => Job, finish: Finish): Promise<Job> {
  let best: { job: Job; way: Way; ms: number } | undefined;
  for (const way of ways) {
    const job = make(way);
    let ms = 0;
    for (let run = 0; ways.length > 1 && run < 2 && ms < 1000; run++) {
      const start = performance.now();
      await job.run();
      await (job.settle ?? finish)?.();
      ms = performance.now() - start;
    }
    job.dispose();
    if (!best || ms < best.ms) best = { job, way, ms };
  }
  if (!best) throw new Error("There is no way to do it.");
  // Made afresh: a step has moved its parameters by now.
  return { ...make(best.way), way: wayNames[best.way] };
}

const length = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
const withFinish = (finish: Finish) => (finish ? { settle: finish } : {});

async function samplesOf(tensors: Readonly<Record<string, tf.Tensor>>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [name, each] of Object.entries(tensors)) samples.push(sampleOf(name, await each.data()));
  tf.dispose(Object.values(tensors));
  return samples;
}

function convolution(
  { part, segments, kernel, batch, size, channels }: ConvolutionTask,
  way: Way,
  finish: Finish,
): Job {
  const shape: Shape4 = [batch, size, size, channels];
  const filterShape: Shape4 = [kernel, kernel, channels / segments, channels];
  const x = tf.tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tf.tensor4d(numbers(length(shape), seeds.dy), shape);
  const filter = tf.tensor4d(numbers(length(filterShape), seeds.filter), filterShape);
  // Weights as the way needs them are made once, outside the measured time.
  const ready = tf.tidy(() => filterFor(way, filter, segments));
  const filters = way === "split" ? tf.split(filter, segments, 3) : [];
  const once = (): tf.Tensor =>
    tf.tidy(() => {
      if (way !== "split") return onePart(part, way, x, dy, ready);
      const [images, gradients] = [
        tf.split(part === "input-gradient" ? dy : x, segments, 3),
        part === "filter-gradient" ? tf.split(dy, segments, 3) : [],
      ];
      return tf.concat(
        filters.map((own, segment) => {
          const image = images[segment] as tf.Tensor4D;
          return onePart(
            part,
            way,
            image,
            part === "input-gradient" ? image : ((gradients[segment] ?? image) as tf.Tensor4D),
            own as tf.Tensor4D,
          );
        }),
        3,
      );
    });
  return {
    run: () => {
      once().dispose();
    },
    ...withFinish(finish),
    result: () =>
      samplesOf({
        [part]: tf.tidy(() => (part === "filter-gradient" ? groupedPart(way, once(), segments, filterShape) : once())),
      }),
    dispose: () => tf.dispose([x, dy, filter, ready, ...filters]),
  };
}

/**
 * One kernel: the gradients are asked for by name, so that no forward pass is timed with them. `x` only lends its shape
 * to the gradient of the input.
 */
function onePart(part: ConvolutionPart, way: Way, x: tf.Tensor4D, dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  const attributes = {
    strides: [1, 1],
    pad: "same",
    dataFormat: "NHWC",
    dimRoundingMode: undefined,
    dilations: [1, 1],
  };
  const name = way === "depthwise" ? "DepthwiseConv2dNativeBackprop" : "Conv2DBackprop";
  switch (part) {
    case "forward":
      return way === "depthwise" ? tf.depthwiseConv2d(x, filter, [1, 1], "same") : tf.conv2d(x, filter, [1, 1], "same");
    case "input-gradient":
      return tf.engine().runKernel<tf.Tensor>(`${name}Input`, { dy, filter }, {
        ...attributes,
        inputShape: x.shape,
      } as unknown as tf.NamedAttrMap);
    case "filter-gradient":
      return tf.engine().runKernel<tf.Tensor>(`${name}Filter`, { x, dy }, {
        ...attributes,
        filterShape: filter.shape,
      } as unknown as tf.NamedAttrMap);
    default:
      return part satisfies never;
  }
}

/** The gradient of a filter in `way`'s form, as that of the grouped filter. */
function groupedPart(
  way: Way,
  gradient: tf.Tensor,
  segments: number,
  [height, width, own, channels]: Shape4,
): tf.Tensor {
  if (way !== "dense") return tf.reshape(gradient, [height, width, own, channels]);
  return tf.concat(
    tf
      .split(gradient, segments, 3)
      .map((part, segment) => tf.slice(part, [0, 0, segment * own, 0], [height, width, own, own])),
    3,
  );
}

function batchNorm({ batch, size, channels, epsilon }: BatchNormTask, finish: Finish): Job | null {
  const shape: Shape4 = [batch, size, size, channels];
  const x = tf.tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tf.tensor4d(numbers(length(shape), seeds.dy), shape);
  const scale = tf.tensor1d(numbers(channels, seeds.scale));
  const offset = tf.tensor1d(numbers(channels, seeds.offset));
  const once = (): Record<string, tf.Tensor> =>
    tf.tidy(() => {
      const forward = (image: tf.Tensor, factor: tf.Tensor, addend: tf.Tensor) =>
        tf.relu(normalise(image as tf.Tensor4D, factor, addend, epsilon).y);
      let y: tf.Tensor | undefined;
      const [dx, dscale, doffset] = tf.grads((...inputs: tf.Tensor[]) => {
        const [image, factor, addend] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
        y = tf.keep(forward(image, factor, addend));
        return y;
      })([x, scale, offset], dy);
      return { y: y as tf.Tensor, dx: dx as tf.Tensor, doffset: doffset as tf.Tensor, dscale: dscale as tf.Tensor };
    });
  const job: Job = {
    run: () => tf.dispose(once()),
    ...withFinish(finish),
    result: () => samplesOf(once()),
    dispose: () => tf.dispose([x, dy, scale, offset]),
  };
  return job;
}

function optimizer({ sizes, learningRate, momentum, decay }: OptimizerTask, finish: Finish): Job {
  const parameters = sizes.map((size, index) =>
    tf.variable(tf.tensor(numbers(size, seeds.firstParameter + index)), true, `p${index}_${Math.random()}`),
  );
  const gradients = sizes.map((size, index) => tf.tensor(numbers(size, index)));
  const own = tf.train.momentum(learningRate, momentum);
  const run = () =>
    tf.tidy(() =>
      own.applyGradients(
        parameters.map((parameter, index) => ({
          name: parameter.name,
          tensor: tf.add(gradients[index] as tf.Tensor, tf.mul(parameter, decay)),
        })),
      ),
    );
  return {
    run,
    ...withFinish(finish),
    result: async () => {
      run();
      run();
      return [sampleOf("parameters", await joined(parameters))];
    },
    dispose: () => {
      tf.dispose([...parameters, ...gradients]);
      own.dispose();
    },
  };
}
