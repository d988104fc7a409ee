// The same tasks in jax-js, jitted, with channels first, its preferred layout. Changing the layout is not timed.
import {
  blockUntilReady,
  grad,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  vjp,
  type Array as JaxArray,
} from "@jax-js/jax";
import type { Activation } from "../../src/activations/list.ts";
import type { Job } from "../contender.ts";
import { changes, classLabels, numbers, sampleOf, type Sample } from "../numbers.ts";
import {
  initialParameters,
  seeds,
  type BatchNormTask,
  type ConvolutionTask,
  type OptimizerTask,
  type StepTask,
  type Task,
} from "../tasks.ts";

type Arrays = Record<string, JaxArray>;

export function prepareJaxJs(task: Task): Job | null {
  switch (task.kind) {
    case "convolution":
      return convolution(task);
    case "batchNorm":
      return batchNorm(task);
    case "optimizer":
      return optimizer(task);
    case "step":
      return step(task);
    case "copy":
    case "multiplyAdd":
      return null;
    default:
      return task satisfies never;
  }
}

const length = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
const array = (values: Float32Array, shape: readonly number[]) =>
  np.array(values as Float32Array<ArrayBuffer>).reshape([...shape]);
/** [B, H, W, C] → [B, C, H, W], as stored numbers. */
const image = (values: Float32Array, shape: readonly number[]) =>
  stored(np.transpose(array(values, shape), [0, 3, 1, 2]));
/** [kh, kw, in, out] → [out, in, kh, kw]. */
const filterOf = (values: Float32Array, shape: readonly number[]) =>
  stored(np.transpose(array(values, shape), [3, 2, 0, 1]));
/** A transposed array is a view until it is used in a computation; this copies it to plain memory. */
const stored = jit((x: JaxArray) => x.add(0)) as unknown as (x: JaxArray) => JaxArray;
const asImage = (x: JaxArray) => np.transpose(x, [0, 2, 3, 1]);
const asFilter = (x: JaxArray) => np.transpose(x, [2, 3, 1, 0]);

async function samplesOf(parts: Readonly<Record<string, JaxArray>>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [name, part] of Object.entries(parts)) samples.push(sampleOf(name, (await part.data()) as Float32Array));
  return samples;
}

/** A job whose every run gives arrays. */
function jobOf(once: () => JaxArray[], result: () => Promise<readonly Sample[]>, inputs: readonly JaxArray[]): Job {
  return {
    run: async () => {
      const outputs = once();
      await blockUntilReady(outputs);
      outputs.forEach((each) => each.dispose());
    },
    result,
    dispose: () => inputs.forEach((each) => each.dispose()),
  };
}

function convolution({ part, segments, kernel, batch, size, channels }: ConvolutionTask): Job {
  const shape = [batch, size, size, channels];
  const filterShape = [kernel, kernel, channels / segments, channels];
  const x = image(numbers(length(shape), seeds.x), shape);
  const dy = image(numbers(length(shape), seeds.dy), shape);
  const filter = filterOf(numbers(length(filterShape), seeds.filter), filterShape);
  const convolve = (a: JaxArray, b: JaxArray) =>
    lax.convGeneralDilated(a, b, [1, 1], "SAME", { featureGroupCount: segments });
  const forward = jit(convolve);
  const toInput = jit(
    (a: JaxArray, b: JaxArray, c: JaxArray) => grad((own: JaxArray) => np.sum(convolve(own, b).mul(c)))(a) as JaxArray,
  );
  const toFilter = jit(
    (a: JaxArray, b: JaxArray, c: JaxArray) => grad((own: JaxArray) => np.sum(convolve(a, own).mul(c)))(b) as JaxArray,
  );
  const once = (): JaxArray => {
    switch (part) {
      case "forward":
        return forward(x.ref, filter.ref);
      case "input-gradient":
        return toInput(x.ref, filter.ref, dy.ref);
      case "filter-gradient":
        return toFilter(x.ref, filter.ref, dy.ref);
      default:
        return part satisfies never;
    }
  };
  return jobOf(
    () => [once()],
    () => samplesOf({ [part]: part === "filter-gradient" ? asFilter(once()) : asImage(once()) }),
    [x, dy, filter],
  );
}

/** Batch statistics over all but the channels of x [B, C, H, W]; gives y, mean and variance [C]. */
function normalise(
  x: JaxArray,
  scale: JaxArray | undefined,
  offset: JaxArray,
  epsilon: number,
): [JaxArray, JaxArray, JaxArray] {
  const channels = x.shape[1] ?? 0;
  const wide = (vector: JaxArray) => vector.reshape([1, channels, 1, 1]);
  const mean = np.mean(x.ref, [0, 2, 3]);
  const centred = x.sub(wide(mean.ref));
  const variance = np.mean(np.square(centred.ref), [0, 2, 3]);
  const factor = np.reciprocal(np.sqrt(variance.ref.add(epsilon)));
  const y = centred.mul(wide(scale ? factor.mul(scale) : factor)).add(wide(offset));
  return [y, mean, variance];
}

function batchNorm({ batch, size, channels, epsilon }: BatchNormTask): Job {
  const shape = [batch, size, size, channels];
  const inputs = [
    image(numbers(length(shape), seeds.x), shape),
    array(numbers(channels, seeds.scale), [channels]),
    array(numbers(channels, seeds.offset), [channels]),
    image(numbers(length(shape), seeds.dy), shape),
  ];
  const both = jit((x: JaxArray, scale: JaxArray, offset: JaxArray, dy: JaxArray) => {
    const [y, back] = vjp(
      (own: JaxArray, ownScale: JaxArray, ownOffset: JaxArray) => {
        const [normal, mean, variance] = normalise(own, ownScale, ownOffset, epsilon);
        mean.dispose();
        variance.dispose();
        return nn.relu(normal);
      },
      [x, scale, offset],
    );
    const [dx, dscale, doffset] = back(dy) as JaxArray[];
    back.dispose();
    return [y, dx, doffset, dscale] as JaxArray[];
  });
  const once = () =>
    both(...(inputs.map((each) => each.ref) as [JaxArray, JaxArray, JaxArray, JaxArray])) as JaxArray[];
  const result = () => {
    const [y, dx, doffset, dscale] = once() as [JaxArray, JaxArray, JaxArray, JaxArray];
    return samplesOf({ y: asImage(y), dx: asImage(dx), doffset, dscale });
  };
  return jobOf(once, result, inputs);
}

function optimizer({ sizes, learningRate, momentum, decay }: OptimizerTask): Job {
  let parameters = sizes.map((size, index) => array(numbers(size, seeds.firstParameter + index), [size]));
  let velocities = sizes.map((size) => array(new Float32Array(size), [size]));
  const gradients = sizes.map((size, index) => array(numbers(size, index), [size]));
  const update = jit((ps: JaxArray[], vs: JaxArray[], gs: JaxArray[]) =>
    move(
      ps,
      vs,
      gs,
      ps.map(() => decay),
      learningRate,
      momentum,
    ),
  );
  const run = async () => {
    [parameters, velocities] = update(
      parameters,
      velocities,
      gradients.map((each) => each.ref),
    ) as [JaxArray[], JaxArray[]];
    await blockUntilReady(parameters);
  };
  return {
    run,
    result: async () => {
      await run();
      await run();
      return [sampleOf("parameters", await joined(parameters.map((each) => each.ref)))];
    },
    dispose: () => [...parameters, ...velocities, ...gradients].forEach((each) => each.dispose()),
  };
}

/** v ← momentum · v + g + decay · p, p ← p − rate · v. */
function move(
  parameters: JaxArray[],
  velocities: JaxArray[],
  gradients: JaxArray[],
  decays: readonly number[],
  learningRate: number,
  momentum: number,
): [JaxArray[], JaxArray[]] {
  const moved = parameters.map((parameter, index) => {
    const decay = decays[index] ?? 0;
    const gradient = gradients[index] as JaxArray;
    const velocity = (velocities[index] as JaxArray)
      .mul(momentum)
      .add(decay === 0 ? gradient : gradient.add(parameter.ref.mul(decay)));
    return [parameter.sub(velocity.ref.mul(learningRate)), velocity] as const;
  });
  return [moved.map(([parameter]) => parameter), moved.map(([, velocity]) => velocity)];
}

async function joined(arrays: readonly JaxArray[]): Promise<number[]> {
  const parts = await Promise.all(arrays.map((each) => each.data()));
  return parts.flatMap((part: unknown) => [...(part as Float32Array)]);
}

const ACTIVATED: Partial<Record<Activation, (x: JaxArray) => JaxArray>> = { none: (x) => x, relu: (x) => nn.relu(x) };

function activated(x: JaxArray, activation: Activation): JaxArray {
  const act = ACTIVATED[activation];
  if (!act) throw new Error(`The bench's jax-js network has no ${activation}.`);
  return act(x);
}

function step(task: StepTask): Job {
  const { graph, parameters, batch, imageShape, classes, learningRate, momentum, decays, checkSteps } = task;
  const [height, width, colours] = imageShape;
  const initial = initialParameters(parameters, numbers);
  const create = (trainable: boolean): Arrays =>
    Object.fromEntries(
      parameters
        .filter((each) => each.trainable === trainable)
        .map(({ name, role, shape }) => {
          const values = initial[name] ?? new Float32Array();
          return [name, role === "filter" ? filterOf(values, shape) : array(values, shape)];
        }),
    );
  let weights = create(true);
  let moving = create(false);
  const names = Object.keys(weights);
  let velocities = Object.fromEntries(
    names.map((name) => [name, np.zerosLike((weights[name] as JaxArray).ref)]),
  ) as Arrays;
  const pixels = memoryOf(image(numbers(batch * length(imageShape), seeds.images, 2), [batch, height, width, colours]));
  const oneHot = new Float32Array(batch * classes);
  classLabels(batch, seeds.labels, classes).forEach((label, index) => {
    oneHot[index * classes + label] = 1;
  });

  /** Uses up its arguments. */
  const loss = (own: Arrays, images: JaxArray, targets: JaxArray): [JaxArray, Arrays] => {
    const statistics: Arrays = {};
    const readers = new Map<string, number>();
    for (const { inputs } of graph.nodes) for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
    const values = new Map<string, JaxArray>();
    /** The last user takes the array itself. */
    const take = (name: string): JaxArray => {
      const value = values.get(name) as JaxArray;
      const left = (readers.get(name) ?? 1) - 1;
      readers.set(name, left);
      return left > 0 ? value.ref : value;
    };
    let last = images;
    for (const { name, layer, inputs } of graph.nodes) {
      const [x, other] = inputs.map(take) as [JaxArray, JaxArray];
      const weight = (role: string) => own[`${name}/${role}`] as JaxArray;
      switch (layer.kind) {
        case "input":
          last = images;
          break;
        case "convolution":
          last = lax.convGeneralDilated(
            x,
            weight("filter"),
            [...layer.strides],
            layer.padding === "same" ? "SAME" : "VALID",
            { featureGroupCount: layer.segments },
          );
          break;
        case "batchNorm": {
          const [y, mean, variance] = normalise(
            x,
            layer.scale ? weight("scale") : undefined,
            weight("offset"),
            layer.epsilon,
          );
          [statistics[`${name}/movingMean`], statistics[`${name}/movingVariance`]] = [mean, variance];
          last = y;
          break;
        }
        case "activation":
          last = activated(x, layer.activation);
          break;
        case "add":
          last = x.add(other);
          break;
        case "maxPool": {
          const [b = 0, c = 0, h = 0, w = 0] = x.shape;
          const [down, across] = layer.size;
          last = np.max(x.reshape([b, c, h / down, down, w / across, across]), [3, 5]);
          break;
        }
        case "globalAveragePool":
          last = np.mean(x, [2, 3]);
          break;
        case "dense":
          last = np.matmul(x, np.transpose(weight("filter").reshape([layer.units, -1]))).add(weight("bias"));
          break;
        case "averagePool":
        case "zeroPad":
        case "flatten":
        case "dropout":
        case "concatenate":
          throw new Error(`The bench's jax-js network has no ${layer.kind}.`);
        default:
          layer satisfies never;
      }
      values.set(name, last);
    }
    return [np.mean(np.sum(nn.logSoftmax(last).mul(targets), -1)).mul(-1), statistics];
  };

  const momentumOf = Object.fromEntries(
    graph.nodes.flatMap(({ name, layer }) => (layer.kind === "batchNorm" ? [[name, layer.momentum]] : [])),
  );
  const update = jit((own: Arrays, slots: Arrays, averages: Arrays, images: JaxArray, targets: JaxArray) => {
    const [[value, statistics], gradients] = valueAndGrad(loss, { hasAux: true })(tree.ref(own), images, targets) as [
      [JaxArray, Arrays],
      Arrays,
    ];
    const list = (arrays: Arrays) => names.map((name) => arrays[name] as JaxArray);
    const [moved, fresh] = move(list(own), list(slots), list(gradients), decays, learningRate, momentum);
    const kept = Object.fromEntries(
      Object.entries(averages).map(([name, average]) => {
        const keep = momentumOf[name.slice(0, name.lastIndexOf("/"))] ?? 0;
        return [name, average.mul(keep).add((statistics[name] as JaxArray).mul(1 - keep))];
      }),
    );
    const named = (arrays: JaxArray[]) => Object.fromEntries(arrays.map((each, index) => [names[index] ?? "", each]));
    return [value, named(moved), named(fresh), kept] as [JaxArray, Arrays, Arrays, Arrays];
  });

  let pending: JaxArray | undefined;
  const run = async () => {
    pending?.dispose();
    const [value, moved, fresh, kept] = update(
      weights,
      velocities,
      moving,
      array(await pixels, [batch, colours, height, width]),
      array(oneHot, [batch, classes]),
    ) as [JaxArray, Arrays, Arrays, Arrays];
    [pending, weights, velocities, moving] = [value, moved, fresh, kept];
    await blockUntilReady([value, moved, fresh, kept]);
  };
  return {
    run,
    result: async () => {
      const losses: number[] = [];
      for (let done = 0; done < checkSteps; done++) {
        await run();
        losses.push(((await (pending as JaxArray).ref.data()) as Float32Array)[0] ?? NaN);
      }
      const all = parameters.map(({ name, role }) => {
        const value = ((weights[name] ?? moving[name]) as JaxArray).ref;
        return role === "filter" ? asFilter(value) : value;
      });
      return [sampleOf("losses", losses), sampleOf("changes", changes(await joined(all), initial))];
    },
    dispose: () => {
      pending?.dispose();
      for (const arrays of [weights, velocities, moving]) Object.values(arrays).forEach((each) => each.dispose());
    },
  };
}

/** The numbers of an array in memory order, once: what a data loader for channels first would hand over. */
async function memoryOf(x: JaxArray): Promise<Float32Array> {
  return (await x.data()) as Float32Array;
}
