// The kernels that are bound by memory, on the active WASM engine: each against the same
// computation with tfjs's own operations on the same backend, and against its limit, the time of
// copying as many bytes between tensors of the same size in the same round. Numbers are checked
// before anything is timed.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  add,
  backend,
  batchNorm,
  dispose,
  div,
  elu,
  engine,
  maxPool,
  mean,
  mul,
  relu,
  reshape,
  rsqrt,
  square,
  step,
  sub,
  sum,
  tensor,
  tensor1d,
  tidy,
  train,
  variable,
  zerosLike,
  type Optimizer,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { activate, activationGrad } from "../src/kernels/activation/op.ts";
import { batchNormActivation, batchNormActivationGrad } from "../src/kernels/batchNormActivation/op.ts";
import { farthest } from "../src/kernels/testNumbers.ts";
import { optimizerStep, slotCount, type OptimizerAttributes } from "../src/kernels/optimizer/op.ts";
import {
  globalAveragePool,
  maxPool2d,
  maxPool2dGrad,
  type PoolAttributes,
  type Shape4D,
} from "../src/kernels/pooling/op.ts";
import { addressOf, memoryOf } from "../src/kernels/wasm/attach.ts";
import type { LabEngine } from "./contenderNames.ts";
import { median, quantile } from "./statistics.ts";
import type { Row } from "./report.ts";
import type { SameProcessWork } from "./works.ts";

export type ElementwiseRow = Row & { readonly peer: "same-process"; readonly work: SameProcessWork };

export interface ElementwiseBench {
  readonly engine: LabEngine;
  /** Shape of the tensors: [batch, size, size, channels]. */
  readonly batch: number;
  readonly size: number;
  readonly channels: number;
  readonly rounds: number;
}

interface Contest {
  readonly work: SameProcessWork;
  /** The tfjs operations it is compared with. */
  readonly way: string;
  /** Bytes read plus bytes written at least, in passes over the tensor x. */
  readonly passes: number;
  readonly ours: () => Tensor[];
  readonly theirs: () => Tensor[];
}

/** All rows on the active tfjs backend, which must be "wasm" with our kernels attached. */
export function benchElementwise(bench: ElementwiseBench): ElementwiseRow[] {
  const shape: Shape4D = [bench.batch, bench.size, bench.size, bench.channels];
  const tensors = dataOf(shape);
  const rows = [...normContests(tensors), ...activationContests(tensors), ...poolContests(tensors)].map((contest) =>
    run(contest, tensors, bench),
  );
  dispose(Object.values(tensors));
  return [...rows, ...optimizerRows(bench)];
}

type Data = ReturnType<typeof dataOf>;

function dataOf(shape: Shape4D) {
  const numbers = (sizes: number[], seed: number) =>
    Float32Array.from(
      { length: sizes.reduce((a, b) => a * b) },
      (_, i) => ((i * 7919 + seed * 104_729) % 1009) / 505 - 1,
    );
  const half: Shape4D = [shape[0], Math.ceil(shape[1] / 2), Math.ceil(shape[2] / 2), shape[3]];
  return {
    x: tensor(numbers(shape, 1), shape) as Tensor4D,
    dy: tensor(numbers(shape, 2), shape) as Tensor4D,
    /** Above zero: tfjs 4.22's MaxPoolGrad on WASM loses the gradient of a window that is negative throughout. */
    positive: tensor(
      numbers(shape, 1).map((value) => value + 2),
      shape,
    ) as Tensor4D,
    dyOfHalf: tensor(numbers(half, 3), half) as Tensor4D,
    scale: tensor1d(numbers([shape[3]], 4)),
    offset: tensor1d(numbers([shape[3]], 5)),
  };
}

const epsilon = 1e-3;

function normContests({ x, dy, scale, offset }: Data): Contest[] {
  return (["none", "relu"] as const).map((activation): Contest => ({
    work: activation === "none" ? "same-process-batch-norm" : "same-process-batch-norm-relu",
    way: "tfjs operations",
    passes: 8,
    ours: () => {
      const { y, mean, variance } = batchNormActivation(x, { scale, offset, epsilon, activation });
      const gradients = batchNormActivationGrad(
        { dy, x, y, mean, variance, scale, offset },
        { epsilon, activation, hasResidual: false },
      );
      return [y, gradients.x, gradients.offset, ...(gradients.scale ? [gradients.scale] : [])];
    },
    theirs: () => {
      const rows = reshape(x, [-1, scale.size]) as Tensor2D;
      const centre = mean<Tensor1D>(rows, 0);
      const variance = sub(mean(square(rows), 0), square(centre)) as Tensor1D;
      const linear = batchNorm(x, centre, variance, offset, scale, epsilon);
      const y = activation === "relu" ? relu(linear) : linear;
      const g = activation === "relu" ? mul(dy, step(y)) : dy;
      const inverse = rsqrt(add(variance, epsilon)),
        normal = mul(sub(x, centre), inverse);
      const doffset = sum(reshape(g, rows.shape), 0),
        dscale = sum(reshape(mul(g, normal), rows.shape), 0);
      const moved = add(div(doffset, rows.shape[0]), mul(normal, div(dscale, rows.shape[0])));
      return [y, mul(sub(g, moved), mul(scale, inverse)), doffset, dscale];
    },
  }));
}

function activationContests({ x, dy }: Data): Contest[] {
  return [
    {
      work: "same-process-relu",
      way: "tfjs relu",
      passes: 2,
      ours: () => [activate(x, "relu")],
      theirs: () => [relu(x)],
    },
    { work: "same-process-elu", way: "tfjs elu", passes: 2, ours: () => [activate(x, "elu")], theirs: () => [elu(x)] },
    {
      work: "same-process-relu-gradient",
      way: "tfjs step and mul",
      passes: 3,
      ours: () => [activationGrad(dy, x, "relu")],
      theirs: () => [mul(dy, step(x))],
    },
  ];
}

function poolContests({ positive: x, dyOfHalf: dy }: Data): Contest[] {
  const windows = ([2, 3] as const).flatMap((window): Contest[] => {
    const attributes: PoolAttributes = { size: [window, window], strides: [2, 2], pad: "same" };
    const { size: filterSize, strides, pad } = attributes;
    const work = `same-process-max-pool-${window}` as const;
    const y = () => maxPool2d(x, attributes);
    return [
      {
        work,
        way: "tfjs maxPool",
        passes: 1.25,
        ours: () => [y()],
        theirs: () => [maxPool(x, filterSize, strides, pad)],
      },
      {
        work: `${work}-and-gradient`,
        way: "tfjs MaxPool and MaxPoolGrad",
        passes: 3.75,
        ours: () => {
          const kept = y();
          return [kept, maxPool2dGrad(dy, x, kept, attributes)];
        },
        theirs: () => {
          const kept = maxPool(x, filterSize, strides, pad);
          return [
            kept,
            engine().runKernel<Tensor>("MaxPoolGrad", { dy, input: x, output: kept }, { filterSize, strides, pad }),
          ];
        },
      },
    ];
  });
  return [
    ...windows,
    {
      work: "same-process-average-pool",
      way: "tfjs mean",
      passes: 1,
      ours: () => [globalAveragePool(x)],
      theirs: () => [mean(x, [1, 2])],
    },
  ];
}

function run(
  { work, way, passes, ours, theirs }: Contest,
  { x, dy }: Data,
  { engine: own, batch, rounds }: ElementwiseBench,
): ElementwiseRow {
  tidy(() => checkSame(work, ours(), theirs()));
  const copies = copying([x, dy], passes);
  return {
    work,
    engine: own,
    segments: 0,
    peer: "same-process",
    way,
    rounds,
    batch,
    ...timed(
      () =>
        tidy(() => {
          ours();
        }),
      () =>
        tidy(() => {
          theirs();
        }),
      copies,
      rounds,
    ),
  };
}

function checkSame(work: string, ours: Tensor[], theirs: Tensor[]): void {
  ours.forEach((found, i) => {
    const distance = farthest(found.dataSync(), theirs[i]?.dataSync() ?? []);
    if (!(distance < 1e-3)) throw new Error(`${work}: result ${i} is ${distance} away from tfjs's.`);
  });
}

/** Interleaved rounds of ours, theirs and the copying that bounds ours. */
function timed(ours: () => void, theirs: () => void, copies: () => void, rounds: number) {
  const tick = tickMs();
  const [timeOurs, timeTheirs, timeCopies] = [ours, theirs, copies].map((act) => repeating(act, tick)) as [
    () => number,
    () => number,
    () => number,
  ];
  const times = Array.from({ length: rounds }, () => ({
    ours: timeOurs(),
    theirs: timeTheirs(),
    copies: timeCopies(),
  }));
  const ratios = times.map((round) => round.theirs / round.ours);
  return {
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    limitShare: median(times.map((round) => round.copies / round.ours)),
    oursMs: median(times.map((round) => round.ours)),
    theirsMs: median(times.map((round) => round.theirs)),
  };
}

/** The clock's resolution: a browser's may tick only ten times per millisecond. */
function tickMs(): number {
  const start = performance.now();
  let now = start;
  while (now === start) now = performance.now();
  return now - start;
}

/** Times one `act`, repeated until fifty ticks of the clock have gone by where it takes less. */
function repeating(act: () => void, tick: number): () => number {
  const enough = 50 * tick;
  const msOf = (repeats: number): number => {
    const start = performance.now();
    for (let left = repeats; left > 0; left--) act();
    return (performance.now() - start) / repeats;
  };
  msOf(2); // lets compilers finish
  let repeats = 1;
  while (msOf(repeats) * repeats < enough) repeats *= 2;
  return () => msOf(repeats);
}

/** Reads and writes `passes` times the bytes of one of the tensors: each is copied over a tensor of its size, in turns. */
function copying(sources: readonly Tensor[], passes: number): () => void {
  return () =>
    tidy(() => {
      const wasm = backend() as BackendWasm,
        bytes = new Uint8Array(memoryOf(wasm).buffer);
      const targets = sources.map((source) => wasm.makeOutput(source.shape, "float32"));
      for (let left = passes / 2, turn = 0; left > 0; left--, turn++) {
        const source = sources[turn % sources.length] as Tensor,
          target = targets[turn % sources.length] as Tensor;
        const from = addressOf(wasm, source);
        bytes.copyWithin(addressOf(wasm, target), from, from + Math.min(left, 1) * source.size * 4);
      }
      targets.forEach((target) => wasm.disposeData(target.dataId));
    });
}

/** The filters and channel vectors of 24 depthwise separable layers of 48 channels, and a dense layer. */
const parameterShapes: readonly number[][] = [
  ...Array.from({ length: 24 }, () => [[3, 3, 1, 48], [1, 1, 48, 48], [48], [48]]).flat(),
  [1, 1, 48, 10],
  [10],
];

/** `passes`: parameter, gradient and slots read, all but the gradient written. */
const optimizerPeers: Readonly<
  Record<OptimizerAttributes["method"], { name: string; make: () => Optimizer; passes: number }>
> = {
  sgd: { name: "momentum", make: () => train.momentum(0.01, 0.9), passes: 5 },
  adam: { name: "adam", make: () => train.adam(0.01, 0.9, 0.999, 1e-7), passes: 7 },
};

function optimizerRows(bench: ElementwiseBench): ElementwiseRow[] {
  return (Object.keys(optimizerPeers) as OptimizerAttributes["method"][]).map((method) => {
    const values = (shape: number[], seed: number) =>
      tensor(
        Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => ((i * 7919 + seed) % 1009) / 505 - 1),
        shape,
      );
    const make = () => parameterShapes.map((shape, i) => tidy(() => variable(values(shape, i))));
    const [ours, theirs] = [make(), make()];
    const gradients = parameterShapes.map((shape, i) => values(shape, 500 + i));
    const named = theirs.map((parameter, i) => ({ name: parameter.name, tensor: gradients[i] as Tensor }));
    const slots = ours.map((parameter) =>
      Array.from({ length: slotCount[method] }, () => tidy(() => variable(zerosLike(parameter)))),
    );
    const { name: peerName, make: makePeer, passes } = optimizerPeers[method];
    const peer = makePeer();
    const settings: Omit<OptimizerAttributes, "step"> = {
      method,
      learningRate: 0.01,
      momentum: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-7,
      decays: parameterShapes.map(() => 0),
      averageDecay: 0,
    };
    let steps = 0;
    const one = () => optimizerStep({ parameters: ours, gradients, slots, ...settings, step: ++steps });
    const other = () => {
      tidy(() => peer.applyGradients(named));
    };
    one();
    other();
    checkSame(`${method} step`, ours, theirs);
    const floats = ours.reduce((total, parameter) => total + parameter.size, 0);
    const [from, to] = [values([floats], 1), values([floats], 2)];
    const result: ElementwiseRow = {
      work: `same-process-${method}`,
      engine: bench.engine,
      segments: 0,
      peer: "same-process",
      way: `tfjs ${peerName}`,
      rounds: bench.rounds,
      batch: bench.batch,
      tensors: { count: ours.length, parameters: floats },
      ...timed(one, other, copying([from, to], passes), bench.rounds),
    };
    peer.dispose();
    dispose([ours, theirs, gradients, slots.flat(), from, to]);
    return result;
  });
}
