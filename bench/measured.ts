// The tasks that the bench measures: widths, batches and networks, and how much work each is. Pure.
import { graphCost } from "../src/graph/cost.ts";
import { parameterSpecs } from "../src/graph/parameters.ts";
import { inferShapes } from "../src/graph/shapes.ts";
import type { Graph } from "../src/graph/node.ts";
import { DATASETS } from "../src/data/descriptions.ts";
import { graphOf } from "../src/recipe/network.ts";
import { parseRecipe } from "../src/recipe/parse.ts";
import { decayOf } from "../src/train/optimizer.ts";
import type { OptimizerRecipe } from "../src/recipe/schema.ts";
import { BATCH_NORM_PASSES } from "./works.ts";
import type { ConvolutionPart, ConvolutionTask, OptimizerTask, StepTask } from "./tasks.ts";

export const CHANNELS = 48;
export const allSegments = [1, 2, 3, 4, 6, 8, 12, 16, 24, 48] as const;

/** The default recipe's network and optimizer at a point of the spectrum. */
export function stepTask(segments: number, batch: number, checkSteps: number): StepTask {
  const recipe = parseRecipe({ network: { module: { segments } } });
  const graph = graphOf(recipe);
  const parameters = parameterSpecs(graph);
  const { optimizer, learningRate } = recipe.training;
  const { imageShape, classNames } = DATASETS[recipe.dataset.id];
  return {
    kind: "step",
    segments,
    channels: CHANNELS,
    graph,
    parameters,
    batch,
    checkSteps,
    learningRate,
    imageShape,
    classes: classNames.length,
    decays: parameters.filter(({ trainable }) => trainable).map((spec) => decayOf(spec, recipe.training)),
    momentum: momentumOf(optimizer),
  };
}

function momentumOf(optimizer: OptimizerRecipe): number {
  if (optimizer.method !== "sgd") throw new Error(`The bench's step has no optimizer ${optimizer.method}.`);
  return optimizer.momentum;
}

export function convolutionTask(part: ConvolutionPart, segments: number, batch: number, size: number): ConvolutionTask {
  return { kind: "convolution", part, segments, kernel: 3, batch, size, channels: CHANNELS };
}

/** The dense network's parameters. */
export function optimizerTask(): OptimizerTask {
  const sizes = stepTask(1, 1, 1)
    .parameters.filter(({ trainable }) => trainable)
    .map(({ shape }) => product(shape));
  return { kind: "optimizer", sizes, learningRate: 0.05, momentum: 0.9, decay: 1e-4 };
}

/** What a machine can do at most, in one run. */
export interface Limits {
  /**
   * Read and written, both counted: one buffer of the kernels' size copied to another over and over, as the kernels are
   * run; a cache that holds both serves it.
   */
  readonly copyBytesPerMs: number;
  /** The same with buffers that no cache holds; absent on a GPU. */
  readonly memoryBytesPerMs?: number;
  readonly flopPerMs: number;
  readonly dispatchMs: number;
}

export interface Work {
  readonly flop: number;
  readonly bytes: number;
}

export function limitMs({ flop, bytes }: Work, limits: Limits): number {
  return Math.max(bytes / limits.copyBytesPerMs, flop / limits.flopPerMs) + limits.dispatchMs;
}

const BYTES = 4;
const product = (shape: readonly number[]) => shape.reduce((all, side) => all * side, 1);

/** One of the three kernels: reads one image-sized tensor and writes another (or reads two). */
export function convolutionWork({ segments, kernel, batch, size, channels }: ConvolutionTask): Work {
  const elements = batch * size * size * channels;
  return { flop: 2 * kernel * kernel * (channels / segments) * elements, bytes: 2 * BYTES * elements };
}

export function batchNormWork(elements: number): Work {
  return { flop: 0, bytes: BATCH_NORM_PASSES * BYTES * elements };
}

/** Reads parameter, gradient and velocity, writes parameter and velocity. */
export function optimizerWork(parameters: number): Work {
  return { flop: 0, bytes: 5 * BYTES * parameters };
}

/** Every kernel's own work in one training step; the limit of the step is the sum of their limits. */
export function stepWork(graph: Graph, batch: number): Work[] {
  const shapes = inferShapes(graph);
  const elementsOf = (name: string) => product(shapes.get(name) ?? []) * batch;
  const cost = new Map(graphCost(graph).nodes.map((node) => [node.name, node]));
  const readers = new Map<string, number>();
  for (const { inputs } of graph.nodes) for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  const works: Work[] = [];
  for (const {
    name,
    layer,
    inputs: [input = ""],
  } of graph.nodes) {
    const [inside, outside] = [elementsOf(input), elementsOf(name)];
    const flop = 2 * (cost.get(name)?.multiplyAdds ?? 0) * batch;
    switch (layer.kind) {
      case "convolution":
      case "dense": {
        // The image needs no gradient.
        const kernels = input === "input" ? 2 : 3;
        for (let kernel = 0; kernel < kernels; kernel++) works.push({ flop, bytes: BYTES * (inside + outside) });
        break;
      }
      case "batchNorm":
        works.push(batchNormWork(outside));
        break;
      case "add": // Inside the batch norm's own passes: reads the residual, writes its gradient.
        works.push({ flop: 0, bytes: 2 * BYTES * outside });
        break;
      case "maxPool": // Forward: in, out. Backward: the input again for where the maximum was, dy, dx.
        works.push({ flop: 0, bytes: BYTES * (inside + outside) }, { flop: 0, bytes: BYTES * (2 * inside + outside) });
        break;
      case "globalAveragePool":
        works.push({ flop: 0, bytes: BYTES * inside }, { flop: 0, bytes: BYTES * inside });
        break;
      case "input":
      case "activation": // Part of the batch norm before it.
        break;
      case "averagePool":
      case "zeroPad":
      case "flatten":
      case "dropout":
      case "concatenate":
        throw new Error(`The bench does not know the work of ${layer.kind}.`);
      default:
        layer satisfies never;
    }
    // The gradients from two readers are added: two reads, one write.
    if ((readers.get(name) ?? 0) > 1) works.push({ flop: 0, bytes: 3 * BYTES * outside });
  }
  works.push(optimizerWork(graphCost(graph).trainableParameters));
  return works;
}

export function stepLimitMs(task: StepTask, limits: Limits): number {
  return stepWork(task.graph, task.batch).reduce((sum, work) => sum + limitMs(work, limits), 0);
}
