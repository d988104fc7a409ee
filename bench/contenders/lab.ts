// The lab itself on one of its engines: its own operations, its own training step.
import {
  backend,
  memory,
  engine,
  tensor,
  tensor1d,
  tensor4d,
  variable,
  type Tensor,
  type Tensor1D,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { batchNormActivation, batchNormActivationGrad } from "../../src/kernels/batchNormActivation/op.ts";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type Shape4D,
} from "../../src/kernels/groupedConv2d/op.ts";
import { optimizerStep } from "../../src/kernels/optimizer/op.ts";
import { addressOf, memoryOf } from "../../src/kernels/wasm/attach.ts";
import { limitKernels } from "../wasmLimits.ts";
import type { Job } from "../contender.ts";
import { changes, classLabels, numbers, sampleOf, type Sample } from "../numbers.ts";
import {
  initialParameters,
  seeds,
  type BatchNormTask,
  type ConvolutionTask,
  type LimitTask,
  type OptimizerTask,
  type StepTask,
  type Task,
} from "../tasks.ts";
import { buildModel } from "../../src/model/model.ts";
import { defaultRecipe } from "../../src/recipe/schema.ts";
import { createOptimizer } from "../../src/train/optimizer.ts";
import { stepperFor } from "../../src/train/stepper.ts";

/** Waits for what was submitted to a GPU; nothing to do on a processor. */
export type Finish = (() => Promise<void>) | undefined;

export interface LabSettings {
  readonly finish: Finish;
  /** The compiled limits of the same build as the kernels; null on a GPU. */
  readonly limits: WebAssembly.Module | null;
}

export function prepareLab(task: Task, settings: LabSettings): Job | null {
  switch (task.kind) {
    case "convolution":
      return convolution(task, settings.finish);
    case "batchNorm":
      return batchNorm(task, settings.finish);
    case "optimizer":
      return optimizer(task, settings.finish);
    case "step":
      return step(task);
    case "copy":
    case "multiplyAdd":
      return settings.limits ? limit(task, settings.limits) : null;
    default:
      return task satisfies never;
  }
}

const length = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);
const withFinish = (finish: Finish) => (finish ? { settle: finish } : {});

async function samplesOf(tensors: Readonly<Record<string, Tensor>>): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [name, each] of Object.entries(tensors)) {
    samples.push(sampleOf(name, await each.data()));
    each.dispose();
  }
  return samples;
}

function convolution({ part, segments, kernel, batch, size, channels }: ConvolutionTask, finish: Finish): Job {
  const shape: Shape4D = [batch, size, size, channels];
  const filterShape: Shape4D = [kernel, kernel, channels / segments, channels];
  const attributes = { segments, strides: [1, 1] as [number, number], pad: "same" as const };
  const x = tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tensor4d(numbers(length(shape), seeds.dy), shape);
  const filter = tensor4d(numbers(length(filterShape), seeds.filter), filterShape);
  const once = (): Tensor => {
    switch (part) {
      case "forward":
        return groupedConv2d(x, filter, attributes);
      case "input-gradient":
        return groupedConv2dBackpropInput(dy, filter, shape, attributes);
      case "filter-gradient":
        return groupedConv2dBackpropFilter(x, dy, filterShape, attributes);
      default:
        return part satisfies never;
    }
  };
  return {
    run: () => {
      once().dispose();
    },
    ...withFinish(finish),
    result: () => samplesOf({ [part]: once() }),
    dispose: () => [x, dy, filter].forEach((each) => each.dispose()),
  };
}

function batchNorm({ batch, size, channels, epsilon }: BatchNormTask, finish: Finish): Job {
  const shape: Shape4D = [batch, size, size, channels];
  const x = tensor4d(numbers(length(shape), seeds.x), shape);
  const dy = tensor4d(numbers(length(shape), seeds.dy), shape);
  const scale = tensor1d(numbers(channels, seeds.scale));
  const offset = tensor1d(numbers(channels, seeds.offset));
  const once = (): Record<string, Tensor> => {
    const { y, mean, variance } = batchNormActivation(x, { scale, offset, epsilon, activation: "relu" });
    const gradients = batchNormActivationGrad(
      { dy, x, y, mean, variance, offset, scale },
      { epsilon, activation: "relu", hasResidual: false },
    );
    [mean, variance].forEach((each: Tensor1D) => each.dispose());
    return { y, dx: gradients.x, doffset: gradients.offset, ...(gradients.scale && { dscale: gradients.scale }) };
  };
  return {
    run: () => {
      Object.values(once()).forEach((each) => each.dispose());
    },
    ...withFinish(finish),
    result: () => samplesOf(once()),
    dispose: () => [x, dy, scale, offset].forEach((each) => each.dispose()),
  };
}

function optimizer({ sizes, learningRate, momentum, decay }: OptimizerTask, finish: Finish): Job {
  const parameters = sizes.map((size, index) => variable(tensor(numbers(size, seeds.firstParameter + index))));
  const slots = sizes.map((size) => [variable(tensor(new Float32Array(size)))]);
  const gradients = sizes.map((size, index) => tensor(numbers(size, index)));
  let steps = 0;
  const run = () =>
    optimizerStep({
      parameters,
      gradients,
      slots,
      method: "sgd",
      learningRate,
      momentum,
      beta1: 0,
      beta2: 0,
      epsilon: 0,
      step: ++steps,
      decays: sizes.map(() => decay),
      averageDecay: 0,
    });
  return {
    run,
    ...withFinish(finish),
    result: async () => {
      run();
      run();
      return [sampleOf("parameters", await joined(parameters))];
    },
    dispose: () => [...parameters, ...slots.flat(), ...gradients].forEach((each) => each.dispose()),
  };
}

async function joined(tensors: readonly Tensor[]): Promise<Float32Array> {
  const parts = await Promise.all(tensors.map((each) => each.data()));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export interface StepJob extends Job {
  /** One step; its loss. */
  next(): Promise<number>;
}

export function step(task: StepTask): StepJob {
  const { graph, parameters, batch, imageShape, classes, learningRate, checkSteps } = task;
  const initial = initialParameters(parameters, numbers);
  const model = buildModel(graph, 0, { saved: initial });
  const training = { ...defaultRecipe.training, weightDecay: Math.max(0, ...task.decays) };
  const own = createOptimizer(model.parameters, { ...training, optimizer: { method: "sgd", momentum: task.momentum } });
  const given = {
    pixels: numbers(batch * length(imageShape), seeds.images, 2),
    labels: classLabels(batch, seeds.labels, classes),
  };
  const stepper = stepperFor(model, own);
  let steps = 0;
  let pending: Tensor | undefined;
  const run = () => {
    pending?.dispose();
    pending = stepper.next(given, { step: ++steps, learningRate, seed: 0, imageShape });
  };
  const lossOf = async () => (await pending?.data())?.[0] ?? NaN;
  const settle = async () => {
    await lossOf();
  };
  return {
    run,
    settle,
    next: async () => {
      run();
      return lossOf();
    },
    result: async () => {
      const losses: number[] = [];
      for (let done = 0; done < checkSteps; done++) {
        run();
        losses.push(await lossOf());
      }
      return [
        sampleOf("losses", losses),
        sampleOf("changes", changes(await joined(model.parameters.map((each) => each.variable)), initial)),
      ];
    },
    dispose: () => {
      pending?.dispose();
      stepper.dispose();
      own.dispose();
      model.dispose();
    },
  };
}

function limit(task: LimitTask, module: WebAssembly.Module): Job {
  const own = engine().backend as BackendWasm;
  const kernels = limitKernels(module, memoryOf(own));
  if (task.kind === "multiplyAdd")
    return {
      run: () => {
        kernels.multiplyAdds({ rounds: task.rounds });
      },
      result: async () => [],
      dispose: () => {},
    };
  const values = numbers(task.bytes / 4, 1);
  const pairs = Array.from({ length: task.buffers }, () => [tensor(values), tensor(values)] as const);
  const copies = pairs.map(([from, to]) => ({
    from: addressOf(own, from),
    to: addressOf(own, to),
    bytes: task.bytes,
  }));
  let turn = 0;
  const next = () => copies[turn++ % copies.length] as (typeof copies)[number];
  // Which of the two is faster depends on the processor; the limit is the faster.
  const timed = (copy: () => void) => {
    copy();
    const start = performance.now();
    for (let repeat = 0; repeat < 10; repeat++) copy();
    return performance.now() - start;
  };
  const withLanes = () => {
    kernels.copy(next());
  };
  const inBulk = () => {
    kernels.copyBulk(next());
  };
  const lanesFirst = timed(withLanes) <= timed(inBulk);
  return {
    run: lanesFirst ? withLanes : inBulk,
    way: lanesFirst ? "128-bit loads and stores" : "memory.copy",
    result: async () => [],
    dispose: () => pairs.flat().forEach((each) => each.dispose()),
  };
}

/** For a report on memory. */
export function memoryNow(): { readonly tensors: number; readonly tensorBytes: number; readonly heapBytes: number } {
  const { numTensors, numBytes } = memory();
  const own = backend();
  const heapBytes = "wasm" in own ? memoryOf(own as BackendWasm).buffer.byteLength : 0;
  return { tensors: numTensors, tensorBytes: numBytes, heapBytes };
}
