// The grouped convolution's three kernels on WebGPU against tfjs's best WebGPU baseline: its
// regular convolution at S = 1, its depthwise one at S = C, and between them the better of
// splitting the channels and of a dense filter with zeros. Numbers are checked first.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { concat, depthwiseConv2d, conv2d, engine, env, reshape, slice, split, tensor4d, tidy, zeros, type NamedAttrMap, type Rank, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { groupedConv2d, groupedConv2dBackpropFilter, groupedConv2dBackpropInput, type Shape4D } from "../src/kernels/groupedConv2d/op.ts";
import { compare } from "./gpuClock.ts";
import { limitMs, measureGpuLimits } from "./gpuLimits.ts";

export interface Row {
  readonly what: string; readonly engine: string; readonly segments: number; readonly peer: string;
  /** The peer's time over ours: the median over the rounds, and its quartiles. */
  readonly ratio: number; readonly low: number; readonly high: number;
  /** The machine's limit over our time; each kernel moves 8 bytes and does 18·g operations an element. */
  readonly limitShare: number;
  readonly oursMs: number; readonly theirsMs: number;
}

export interface WebGpuBench {
  readonly backend: WebGPUBackend;
  readonly engineName: string;
  readonly software: boolean;
  readonly batch: number; readonly size: number; readonly channels: number;
  readonly segments: readonly number[];
  readonly rounds: number;
}

type Kernel = "forward" | "input gradient" | "filter gradient";
const kernels: readonly Kernel[] = ["forward", "input gradient", "filter gradient"];
type Way = { readonly name: string; readonly run: Readonly<Record<Kernel, () => Tensor>> };

export async function benchWebGpu(bench: WebGpuBench): Promise<Row[]> {
  env().set("WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE", false);
  const { backend, batch, size, channels, rounds } = bench;
  const elements = batch * size * size * channels;
  const limits = await measureGpuLimits(backend, elements * 4, bench.software);
  const rows: Row[] = [];
  for (const segments of bench.segments) {
    const data = dataOf([batch, size, size, channels], segments);
    const ours = ourWay(data, segments);
    const peers = peerWays(data, segments);
    for (const kernel of kernels) {
      await checkNumbers(kernel, ours, peers[0] ?? ours, segments);
      rows.push(await row(`3×3 ${kernel}`, [kernel]));
    }
    rows.push(await row("3×3 forward + backward", kernels));
    Object.values(data).forEach((each) => each.dispose());

    /** Against the fastest of the peers. */
    async function row(what: string, all: readonly Kernel[]): Promise<Row> {
      const run = (way: Way) => () => all.forEach((kernel) => way.run[kernel]());
      const found: Row[] = [];
      for (const peer of peers) {
        const comparison = await compare(backend, run(ours), run(peer), rounds);
        const limit = all.length * limitMs(limits, 8 * elements, 18 * (channels / segments) * elements);
        found.push({ what, engine: bench.engineName, segments, peer: peer.name, ...comparison, limitShare: limit / comparison.oursMs });
      }
      return found.reduce((a, b) => (b.theirsMs < a.theirsMs ? b : a));
    }
  }
  return rows;
}

interface Data { readonly x: Tensor4D; readonly dy: Tensor4D; readonly filter: Tensor4D; readonly dense: Tensor4D }

function dataOf(shape: Shape4D, segments: number): Data {
  const channels = shape[3];
  const g = channels / segments;
  const numbers = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => ((i * 7919 + seed * 104_729) % 1009) / 1009 - 0.5);
  const weights = numbers(9 * g * channels, 3);
  const dense = new Float32Array(9 * channels * channels);
  for (let tap = 0; tap < 9; tap++) {
    for (let i = 0; i < g; i++) {
      for (let o = 0; o < channels; o++) dense[(tap * channels + Math.floor(o / g) * g + i) * channels + o] = weights[(tap * g + i) * channels + o] ?? 0;
    }
  }
  const elements = shape.reduce((a, b) => a * b);
  return {
    x: tensor4d(numbers(elements, 1), shape), dy: tensor4d(numbers(elements, 2), shape),
    filter: tensor4d(weights, [3, 3, g, channels]), dense: tensor4d(dense, [3, 3, channels, channels]),
  };
}

function ourWay({ x, dy, filter }: Data, segments: number): Way {
  const attributes = { segments, strides: [1, 1] as [number, number], pad: "same" as const };
  return {
    name: "ours",
    run: {
      forward: () => groupedConv2d(x, filter, attributes),
      "input gradient": () => groupedConv2dBackpropInput(dy, filter, x.shape, attributes),
      "filter gradient": () => groupedConv2dBackpropFilter(x, dy, filter.shape, attributes),
    },
  };
}

function peerWays(data: Data, segments: number): Way[] {
  const channels = data.x.shape[3];
  if (segments === 1) return [regular("tf.conv2d", data.x, data.dy, data.dense)];
  if (segments === channels) return [depthwise(data)];
  return [regular("tf.conv2d, filter with zeros", data.x, data.dy, data.dense), splitting(data, segments)];
}

const attributes: NamedAttrMap = { strides: [1, 1], pad: "same", dataFormat: "NHWC", dilations: [1, 1] };

function regular(name: string, x: Tensor4D, dy: Tensor4D, filter: Tensor4D): Way {
  return {
    name,
    run: {
      forward: () => conv2d(x, filter, [1, 1], "same"),
      "input gradient": () => engine().runKernel<Tensor>("Conv2DBackpropInput", { dy, filter }, { ...attributes, inputShape: x.shape }),
      "filter gradient": () => engine().runKernel<Tensor>("Conv2DBackpropFilter", { x, dy }, { ...attributes, filterShape: filter.shape }),
    },
  };
}

/** Its filter is [3, 3, C, 1]: the same numbers in the same order. */
function depthwise({ x, dy, filter }: Data): Way {
  const own = reshape(filter, [3, 3, x.shape[3], 1]) as Tensor4D;
  return {
    name: "tf.depthwiseConv2d",
    run: {
      forward: () => depthwiseConv2d(x, own, [1, 1], "same"),
      "input gradient": () => engine().runKernel<Tensor>("DepthwiseConv2dNativeBackpropInput", { dy, filter: own }, { ...attributes, inputShape: x.shape }),
      "filter gradient": () => engine().runKernel<Tensor>("DepthwiseConv2dNativeBackpropFilter", { x, dy }, { ...attributes, filterShape: own.shape }),
    },
  };
}

/** The filter's slices are made once, outside the measured time. */
function splitting({ x, dy, filter }: Data, segments: number): Way {
  const g = x.shape[3] / segments;
  const filters = Array.from({ length: segments }, (_, s) => slice(filter, [0, 0, 0, s * g], [3, 3, g, g]));
  const parts = (whole: Tensor4D) => split<Tensor4D>(whole, segments, 3);
  const image: Shape4D = [x.shape[0], x.shape[1], x.shape[2], g];
  const each = (kernel: Kernel, a: Tensor4D, b = a): Tensor => {
    const [first, second] = [parts(a), b === a ? [] : parts(b)];
    return concat(filters.map((own, s) => regular("", first[s] ?? zeros<Rank.R4>(image), second[s] ?? first[s] ?? zeros<Rank.R4>(image), own).run[kernel]()), 3);
  };
  return {
    name: "split and concat of tf.conv2d",
    run: {
      forward: () => each("forward", x),
      "input gradient": () => each("input gradient", dy),
      "filter gradient": () => each("filter gradient", x, dy),
    },
  };
}

async function checkNumbers(kernel: Kernel, ours: Way, peer: Way, segments: number): Promise<void> {
  const [a, b] = tidy(() => [ours.run[kernel](), peer.run[kernel]()]) as [Tensor, Tensor];
  const [left, right] = [Float32Array.from(await a.data()), Float32Array.from(await b.data())];
  a.dispose();
  b.dispose();
  if (left.length !== right.length) return; // a dense filter's gradient has more numbers; the kernels' tests compare those
  const largest = right.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const farthest = left.reduce((most, value, i) => Math.max(most, Math.abs(value - (right[i] ?? NaN))), 0);
  if (!(farthest <= 1e-4 * largest)) throw new Error(`${kernel} at S = ${segments}: ours and ${peer.name} differ by ${farthest} of ${largest}.`);
}
