// Stock tfjs on one of its backends, none of the lab's kernels: regular and depthwise
// convolutions, and between them the faster of splitting the channels and of a dense filter
// with zeros. The network is built of tfjs's own operations and gradients.
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import type { Job } from "../contender.ts";
import type { LayerOf } from "../../src/graph/node.ts";
import { changes, classLabels, numbers, sampleOf, type Sample } from "../numbers.ts";
import { initialParameters, seeds, type BatchNormTask, type ConvolutionPart, type ConvolutionTask, type OptimizerTask, type StepTask, type Task } from "../tasks.ts";

/** "composed": of products of matrices, one a tap, where the backend has no gradients of convolutions. */
type Way = "regular" | "depthwise" | "split" | "dense" | "composed";
type Shape4 = [number, number, number, number];
type Finish = (() => Promise<void>) | undefined;

const wayNames: Readonly<Record<Way, string>> = {
  regular: "conv2d", depthwise: "depthwiseConv2d", split: "split, conv2d, concat", dense: "conv2d with a zero-padded filter",
  composed: "each convolution composed of pad, slice, matMul and add",
};

/** `canTrain`: whether the backend has gradients of convolutions. */
export async function prepareTfjs(task: Task, canTrain: boolean, finish: Finish): Promise<Job | null> {
  switch (task.kind) {
    case "convolution":
      if (!canTrain && !(task.part === "forward" || (task.part === "input gradient" && task.segments < task.channels))) return null;
      return faster(waysOf(task.segments, task.channels), (way) => convolution(task, way, finish), finish);
    case "batchNorm":
      return batchNorm(task, finish);
    case "optimizer":
      return optimizer(task, finish);
    case "step": {
      const channels = task.parameters.find(({ node, role }) => role === "filter" && node.includes("spatial"))?.shape.at(-1) ?? 0;
      return faster(canTrain ? waysOf(task.segments, channels) : ["composed"], (way) => step(task, way), finish);
    }
    case "copy":
    case "multiplyAdd":
      return null;
    default:
      return task satisfies never;
  }
}

function waysOf(segments: number, channels: number): readonly Way[] {
  return segments === 1 ? ["regular"] : segments === channels ? ["depthwise"] : ["dense", "split"];
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

/** A grouped filter [k, k, C/S, C] in the form that `way` needs, differentiably. */
function filterFor(way: Way, filter: tf.Tensor4D, segments: number): tf.Tensor4D {
  const [height, width, own, channels] = filter.shape;
  if (way === "depthwise") return tf.reshape(filter, [height, width, channels, 1]);
  if (way !== "dense") return filter;
  const parts = tf.split(filter, segments, 3).map((part, segment) =>
    tf.pad(part, [[0, 0], [0, 0], [segment * own, channels - (segment + 1) * own], [0, 0]]));
  return tf.concat(parts, 3) as tf.Tensor4D;
}

function convolve(way: Way, x: tf.Tensor4D, filter: tf.Tensor4D, segments: number, strides: [number, number], padding: "same" | "valid"): tf.Tensor4D {
  if (way === "composed") return compose(x, filter, segments, strides, padding);
  const own = filterFor(way, filter, segments);
  if (way === "depthwise") return tf.depthwiseConv2d(x, own, strides, padding);
  if (way !== "split") return tf.conv2d(x, own, strides, padding);
  const filters = tf.split(own, segments, 3);
  return tf.concat(tf.split(x, segments, 3).map((part, segment) => tf.conv2d(part as tf.Tensor4D, filters[segment] as tf.Tensor4D, strides, padding)), 3);
}

/** The same convolution of operations that every backend can differentiate; a depthwise one multiplies, others use a filter with zeros. */
function compose(x: tf.Tensor4D, filter: tf.Tensor4D, segments: number, [down, across]: [number, number], padding: "same" | "valid"): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [kernelHeight, kernelWidth, , filters] = filter.shape;
  const along = (size: number, kernel: number, stride: number): [out: number, before: number, after: number] => {
    if (padding === "valid") return [Math.floor((size - kernel) / stride) + 1, 0, 0];
    const out = Math.ceil(size / stride);
    const whole = Math.max((out - 1) * stride + kernel - size, 0);
    return [out, Math.floor(whole / 2), Math.ceil(whole / 2)];
  };
  const [outHeight, above, below] = along(height, kernelHeight, down);
  const [outWidth, before, after] = along(width, kernelWidth, across);
  const padded = above + below + before + after === 0 ? x : tf.pad(x, [[0, 0], [above, below], [before, after], [0, 0]]);
  const depthwise = segments === channels && segments > 1;
  const own = depthwise || segments === 1 ? filter : filterFor("dense", filter, segments);
  let sum: tf.Tensor | undefined;
  for (let row = 0; row < kernelHeight; row++) for (let column = 0; column < kernelWidth; column++) {
    const whole = kernelHeight === 1 && kernelWidth === 1 && down === 1 && across === 1;
    const seen = whole ? x : down === 1 && across === 1
      ? tf.slice(padded, [0, row, column, 0], [batch, outHeight, outWidth, channels])
      : tf.stridedSlice(padded, [0, row, column, 0], [batch, row + (outHeight - 1) * down + 1, column + (outWidth - 1) * across + 1, channels], [1, down, across, 1]);
    const tap = tf.slice(own, [row, column, 0, 0], [1, 1, own.shape[2], filters]);
    const product = depthwise
      ? tf.mul(seen, tf.reshape(tap, [1, 1, 1, channels]))
      : tf.matMul(tf.reshape(seen, [batch * outHeight * outWidth, channels]), tf.reshape(tap, [channels, filters]));
    sum = sum ? tf.add(sum, product) : product;
  }
  return tf.reshape(sum ?? x, [batch, outHeight, outWidth, filters]);
}

function convolution({ part, segments, kernel, batch, size, channels }: ConvolutionTask, way: Way, finish: Finish): Job {
  const shape: Shape4 = [batch, size, size, channels];
  const filterShape: Shape4 = [kernel, kernel, channels / segments, channels];
  const x = tf.tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tf.tensor4d(numbers(length(shape), seeds.dy), shape);
  const filter = tf.tensor4d(numbers(length(filterShape), seeds.filter), filterShape);
  // Weights as the way needs them are made once, outside the measured time.
  const ready = tf.tidy(() => filterFor(way, filter, segments));
  const filters = way === "split" ? tf.split(filter, segments, 3) : [];
  const once = (): tf.Tensor => tf.tidy(() => {
    if (way !== "split") return onePart(part, way, x, dy, ready);
    const [images, gradients] = [tf.split(part === "input gradient" ? dy : x, segments, 3), part === "filter gradient" ? tf.split(dy, segments, 3) : []];
    return tf.concat(filters.map((own, segment) => {
      const image = images[segment] as tf.Tensor4D;
      return onePart(part, way, image, part === "input gradient" ? image : (gradients[segment] ?? image) as tf.Tensor4D, own as tf.Tensor4D);
    }), 3);
  });
  return {
    run: () => { once().dispose(); },
    ...withFinish(finish),
    result: () => samplesOf({ [part]: tf.tidy(() => (part === "filter gradient" ? groupedPart(way, once(), segments, filterShape) : once())) }),
    dispose: () => tf.dispose([x, dy, filter, ready, ...filters]),
  };
}

/** One kernel: the gradients are asked for by name, so that no forward pass is timed with them. `x` only lends its shape to the gradient of the input. */
function onePart(part: ConvolutionPart, way: Way, x: tf.Tensor4D, dy: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  const attributes = { strides: [1, 1], pad: "same", dataFormat: "NHWC", dimRoundingMode: undefined, dilations: [1, 1] };
  const name = way === "depthwise" ? "DepthwiseConv2dNativeBackprop" : "Conv2DBackprop";
  switch (part) {
    case "forward":
      return way === "depthwise" ? tf.depthwiseConv2d(x, filter, [1, 1], "same") : tf.conv2d(x, filter, [1, 1], "same");
    case "input gradient":
      return tf.engine().runKernel<tf.Tensor>(`${name}Input`, { dy, filter }, { ...attributes, inputShape: x.shape } as unknown as tf.NamedAttrMap);
    case "filter gradient":
      return tf.engine().runKernel<tf.Tensor>(`${name}Filter`, { x, dy }, { ...attributes, filterShape: filter.shape } as unknown as tf.NamedAttrMap);
    default:
      return part satisfies never;
  }
}

/** The gradient of a filter in `way`'s form, as that of the grouped filter. */
function groupedPart(way: Way, gradient: tf.Tensor, segments: number, [height, width, own, channels]: Shape4): tf.Tensor {
  if (way !== "dense") return tf.reshape(gradient, [height, width, own, channels]);
  return tf.concat(tf.split(gradient, segments, 3).map((part, segment) => tf.slice(part, [0, 0, segment * own, 0], [height, width, own, own])), 3);
}

/** With batch statistics: y, and what the moving averages need. */
function normalise(x: tf.Tensor4D, scale: tf.Tensor | undefined, offset: tf.Tensor, epsilon: number) {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  return { y: tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, offset as tf.Tensor1D, scale as tf.Tensor1D | undefined, epsilon), mean, variance };
}

function batchNorm({ batch, size, channels, epsilon }: BatchNormTask, finish: Finish): Job | null {
  const shape: Shape4 = [batch, size, size, channels];
  const x = tf.tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tf.tensor4d(numbers(length(shape), seeds.dy), shape);
  const scale = tf.tensor1d(numbers(channels, seeds.scale));
  const offset = tf.tensor1d(numbers(channels, seeds.offset));
  const once = (): Record<string, tf.Tensor> => tf.tidy(() => {
    const forward = (image: tf.Tensor, factor: tf.Tensor, addend: tf.Tensor) => tf.relu(normalise(image as tf.Tensor4D, factor, addend, epsilon).y);
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
  const parameters = sizes.map((size, index) => tf.variable(tf.tensor(numbers(size, seeds.firstParameter + index)), true, `p${index}_${Math.random()}`));
  const gradients = sizes.map((size, index) => tf.tensor(numbers(size, index)));
  const own = tf.train.momentum(learningRate, momentum);
  const run = () => tf.tidy(() => own.applyGradients(
    parameters.map((parameter, index) => ({ name: parameter.name, tensor: tf.add(gradients[index] as tf.Tensor, tf.mul(parameter, decay)) })),
  ));
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

async function joined(tensors: readonly tf.Tensor[]): Promise<number[]> {
  const parts = await Promise.all(tensors.map((each) => each.data()));
  return parts.flatMap((part) => [...part]);
}

function step(task: StepTask, way: Way): Job {
  const { graph, parameters, batch, imageShape, classes, learningRate, momentum, decays, checkSteps } = task;
  const initial = initialParameters(parameters, numbers);
  const run0 = Math.random();
  const variables = new Map(parameters.map(({ name, shape, trainable }) =>
    [name, tf.variable(tf.tensor(initial[name] ?? [], [...shape]), trainable, `${name}_${run0}`)]));
  const variableOf = (name: string) => variables.get(name) as tf.Variable;
  const trainable = parameters.filter((each) => each.trainable).map(({ name }) => variableOf(name));
  const own = tf.train.momentum(learningRate, momentum);
  const pixels = numbers(batch * length(imageShape), seeds.images, 2);
  const labels = classLabels(batch, seeds.labels, classes);

  const logits = (images: tf.Tensor4D, statistics: (name: string, layer: LayerOf<"batchNorm">, mean: tf.Tensor, variance: tf.Tensor) => void): tf.Tensor2D => {
    const values = new Map<string, tf.Tensor>();
    let last: tf.Tensor = images;
    for (const { name, layer, inputs } of graph.nodes) {
      const [x = images, other = images] = inputs.map((input) => values.get(input) ?? images);
      switch (layer.kind) {
        case "input":
          last = images;
          break;
        case "convolution":
          last = convolve(layer.segments === 1 && way !== "composed" ? "regular" : way, x as tf.Tensor4D, variableOf(`${name}/filter`) as unknown as tf.Tensor4D, layer.segments, [...layer.strides], layer.padding);
          break;
        case "batchNorm": {
          const { y, mean, variance } = normalise(x as tf.Tensor4D, variables.get(`${name}/scale`), variableOf(`${name}/offset`), layer.epsilon);
          statistics(name, layer, mean, variance);
          last = y;
          break;
        }
        case "activation":
          last = layer.activation === "relu" ? tf.relu(x) : layer.activation === "elu" ? tf.elu(x) : x;
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
          last = tf.add(tf.matMul(x as tf.Tensor2D, tf.reshape(variableOf(`${name}/filter`), [-1, layer.units])), variableOf(`${name}/bias`));
          break;
        default:
          throw new Error(`The bench's tfjs network has no ${layer.kind}.`);
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
            for (const [role, fresh] of [["movingMean", keptMean], ["movingVariance", keptVariance]] as const) {
              const moving = variableOf(`${name}/${role}`);
              moving.assign(tf.add(tf.mul(moving, layer.momentum), tf.mul(fresh, 1 - layer.momentum)));
              fresh.dispose();
            }
          });
        });
        return tf.losses.softmaxCrossEntropy(oneHot, found) as tf.Scalar;
      }, trainable);
      own.applyGradients(trainable.map((each, index) => {
        const gradient = grads[each.name] as tf.Tensor;
        const decay = decays[index] ?? 0;
        return { name: each.name, tensor: decay === 0 ? gradient : tf.add(gradient, tf.mul(each, decay)) };
      }));
      moved.forEach((move) => move());
      return value;
    });
  };
  const lossOf = async () => (await pending?.data())?.[0] ?? NaN;
  return {
    run,
    settle: async () => { await lossOf(); },
    result: async () => {
      const losses: number[] = [];
      for (let done = 0; done < checkSteps; done++) {
        run();
        losses.push(await lossOf());
      }
      return [sampleOf("losses", losses), sampleOf("changes", changes(await joined(parameters.map(({ name }) => variableOf(name))), initial))];
    },
    dispose: () => {
      pending?.dispose();
      own.dispose();
      tf.dispose([...variables.values()]);
    },
  };
}
