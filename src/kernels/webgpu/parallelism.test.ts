import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, tensor, type Tensor, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { batchNormActivation, batchNormActivationGrad } from "../batchNormActivation/op.ts";
import { biasAddGrad } from "../biasAdd/op.ts";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  type GroupedConv2dAttributes,
} from "../groupedConv2d/op.ts";
import { absentEngines, engineNamed, engines, farthest, valuesOn } from "../testEngines.ts";
import { slicesFor, useThreadsToFill } from "./parallelism.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

function filled<T extends Tensor>(shape: number[], seed: number): T {
  let state = seed;
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return state / 2 ** 31;
    }),
    shape,
  ) as T;
}

/** [H, W, Cin], kernel, Cout, S, strides, padding: one case for each way of cutting the work. */
const convolutions: readonly [
  [number, number, number],
  [number, number],
  number,
  number,
  [number, number],
  "same" | "valid",
][] = [
  [[6, 7, 16], [3, 3], 16, 1, [1, 1], "same"], // wide, eight results per thread where there are many threads
  [[6, 7, 16], [1, 1], 24, 1, [1, 1], "same"], // a matrix product
  [[6, 6, 8], [1, 1], 8, 2, [2, 2], "same"], // a projection that skips pixels
  [[7, 7, 3], [3, 3], 8, 1, [2, 2], "same"], // an image's three channels
  [[6, 7, 8], [3, 3], 8, 8, [1, 1], "same"], // depthwise
  [[6, 7, 8], [3, 3], 16, 8, [2, 2], "same"], // depthwise, two results per channel
  [[6, 7, 16], [3, 3], 16, 8, [1, 1], "same"], // two channels per segment: swizzles
  [[5, 6, 12], [3, 3], 12, 4, [2, 2], "valid"], // three channels: a block of three vectors
  [[5, 6, 12], [3, 3], 12, 2, [1, 1], "same"], // six channels
  [[5, 6, 10], [3, 3], 10, 2, [1, 1], "same"], // five: one result at a time
  [[4, 9, 8], [1, 7], 8, 2, [1, 1], "same"], // asymmetric
  [[9, 4, 8], [5, 2], 12, 1, [3, 1], "valid"], // a stride of three, an even kernel
  [[7, 9, 6], [2, 3], 9, 3, [1, 2], "same"], // strides that differ
];

describe.skipIf(!gpu)(
  `other tiles and slices give the same values${absent ? ` (webgpu absent: ${absent.reason})` : ""}`,
  () => {
    beforeAll(() => gpu?.activate());
    afterEach(() => useThreadsToFill(backend() as WebGPUBackend, undefined));
    afterAll(async () => expect(await gpu?.takeErrors()).toEqual([]));

    /** How far the results are from the reference's, at most, with the fewest threads and with more than there is work for. */
    async function distance(run: () => Tensor[]): Promise<number> {
      if (!gpu) throw new Error("No GPU.");
      const expected = await valuesOn(engineNamed("cpu"), run);
      const distances: number[] = [];
      for (const threads of [1, 100_000]) {
        useThreadsToFill(backend() as WebGPUBackend, threads);
        const values = await valuesOn(gpu, run);
        distances.push(...values.map((each, i) => farthest(each, expected[i] ?? [])));
      }
      return Math.max(...distances);
    }

    it.each(convolutions)(
      "convolution of %j by %j to %i channels, S = %i, strides %j, %s",
      async ([height, width, channels], kernel, out, segments, strides, pad) => {
        const attributes: GroupedConv2dAttributes = { segments, strides, pad };
        expect(
          await distance(() => {
            const x = filled<Tensor4D>([2, height, width, channels], 1);
            const filter = filled<Tensor4D>([...kernel, channels / segments, out], 2);
            const y = groupedConv2d(x, filter, attributes);
            const dy = filled<Tensor4D>(y.shape, 3);
            return [
              y,
              groupedConv2dBackpropInput(dy, filter, x.shape, attributes),
              groupedConv2dBackpropFilter(x, dy, filter.shape, attributes),
            ];
          }),
        ).toBeLessThan(1e-5);
      },
    );

    it.each([8, 5])(
      "batch norm and bias of %i channels, with so many rows that threads share a sum",
      async (channels) =>
        expect(
          await distance(() => {
            const x = filled<Tensor4D>([3, 5, 7, channels], 1);
            const [scale, offset] = [filled<Tensor1D>([channels], 2), filled<Tensor1D>([channels], 3)];
            const { y, mean, variance } = batchNormActivation(x, { scale, offset, epsilon: 1e-3, activation: "relu" });
            const dy = filled<Tensor4D>(x.shape, 4);
            const gradients = batchNormActivationGrad(
              { dy, x, y, mean, variance, offset, scale },
              { epsilon: 1e-3, activation: "relu", hasResidual: false },
            );
            return [y, mean, variance, gradients.x, gradients.offset, gradients.scale as Tensor, biasAddGrad(dy)];
          }),
        ).toBeLessThan(1e-5),
    );

    it.each([
      [1, 10],
      [7, 10],
      [12, 1000],
      [100_000, 7],
    ])("cuts for %i tiles of %i lines leave no slice empty", (tiles, lines) => {
      for (const threads of [1, 100, 100_000]) {
        useThreadsToFill(backend() as WebGPUBackend, threads);
        const slices = slicesFor(backend() as WebGPUBackend, tiles, lines);
        expect(slices).toBeLessThanOrEqual(lines);
        expect((slices - 1) * Math.ceil(lines / slices)).toBeLessThan(lines);
      }
    });
  },
);
