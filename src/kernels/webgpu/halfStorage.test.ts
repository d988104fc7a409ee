// Activations in 16-bit floats: the results are those of the plain reference on rounded numbers,
// rounded once more where they are stored in halves themselves.
import {
  add,
  engine,
  reshape,
  tensor1d,
  tensor4d,
  tidy,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { activate, activationGrad } from "../activation/op.ts";
import {
  batchNormActivation,
  batchNormActivationGrad,
  batchNormActivationInference,
} from "../batchNormActivation/op.ts";
import { biasAdd } from "../biasAdd/op.ts";
import { groupedConv2d, groupedConv2dBackpropFilter, type Shape4D } from "../groupedConv2d/op.ts";
import { averagePool2d, globalAveragePool, maxPool2d, maxPool2dGrad } from "../pooling/op.ts";
import { absentEngines, engineNamed, engines, farthest, valuesOn } from "../testEngines.ts";
import { numbers } from "../testNumbers.ts";
import { softmaxCrossEntropy } from "../softmaxCrossEntropy/op.ts";
import { widen } from "../widen/op.ts";
import { isHalf } from "./halfStorage.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

/** Rounds to the nearest 16-bit float, ties to even; for normal numbers. */
function rounded(value: number): number {
  if (value === 0) return 0;
  const unit = 2 ** Math.max(Math.floor(Math.log2(Math.abs(value))) - 10, -24);
  const [below, share] = [Math.floor(value / unit), value / unit - Math.floor(value / unit)];
  return unit * (share > 0.5 || (share === 0.5 && below % 2 !== 0) ? below + 1 : below);
}

/** One rounding of the largest result; what is summed in 32 bits agrees far better. */
const HALF = 2 ** -11,
  SINGLE = 1e-5;

/** x stored in halves on a GPU, and rounded to them elsewhere: a depthwise 1×1 convolution with ones. */
function halved(x: Tensor4D): Tensor4D {
  const channels = x.shape[3];
  if (engine().backendName !== "webgpu") return tensor4d(Array.from(x.dataSync(), rounded), x.shape);
  const ones = tensor4d(new Float32Array(channels).fill(1), [1, 1, 1, channels]);
  const half = groupedConv2d(x, ones, { segments: channels, strides: [1, 1], pad: "same", storage: "float16" });
  expect(isHalf(half)).toBe(true);
  return half;
}

const image = (shape: Shape4D, seed: number) => tensor4d(numbers(shape, seed), shape);
const vector = (channels: number, seed: number) => tensor1d(numbers([channels], seed));

/** What `run` gives on the GPU with halves, and of the reference on rounded numbers; results in halves are widened. */
async function compared(run: () => Tensor[]): Promise<{ distances: number[]; inHalves: boolean[] }> {
  if (!gpu) throw new Error("No GPU.");
  const expected = await valuesOn(engineNamed("cpu"), run);
  const inHalves: boolean[] = [];
  const found = await valuesOn(gpu, () =>
    run().map((each, at) => {
      inHalves[at] = isHalf(each);
      return widen(each);
    }),
  );
  return { distances: found.map((values, at) => farthest(values, expected[at] ?? [])), inHalves };
}

/** `stores` is how often a result was stored in halves on its way. */
async function expectClose(run: () => Tensor[], stored: readonly boolean[], stores = 1): Promise<void> {
  const { distances, inHalves } = await compared(run);
  expect(inHalves).toEqual(stored);
  distances.forEach((distance, at) =>
    expect(distance, `result ${at}`).toBeLessThan(stored[at] ? HALF * stores : SINGLE),
  );
}

const shape: Shape4D = [2, 5, 7, 8];

describe.skipIf(!gpu)(`half storage on a GPU${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());

  it.each([
    { channels: 48, out: 48, segments: 1 },
    { channels: 24, out: 24, segments: 3 },
    { channels: 24, out: 24, segments: 4 },
    { channels: 24, out: 24, segments: 6 },
    { channels: 24, out: 24, segments: 8 },
    { channels: 24, out: 24, segments: 12 },
    { channels: 24, out: 24, segments: 24 },
    { channels: 8, out: 16, segments: 4 },
  ])("convolves $channels channels to $out in $segments segments", async ({ channels, out, segments }) => {
    const own: Shape4D = [2, 5, 7, channels];
    for (const strides of [
      [1, 1],
      [2, 2],
    ] as [number, number][]) {
      const attributes = { segments, strides, pad: "same" as const, storage: "float16" as const };
      await expectClose(() => {
        const x = halved(image(own, 1));
        const filter = image([3, 3, channels / segments, out], 2);
        const y = groupedConv2d(x, filter, attributes);
        return [y, groupedConv2dBackpropFilter(x, image(y.shape, 3), filter.shape, attributes)];
      }, [true, false]);
    }
  });

  it("keeps in 32 bits what is not written four channels at a time", async () => {
    await expectClose(() => {
      const x = halved(image([1, 4, 4, 20], 1));
      return [
        groupedConv2d(x, image([3, 3, 10, 20], 2), { segments: 2, strides: [1, 1], pad: "same", storage: "float16" }),
        groupedConv2d(x, image([1, 1, 20, 6], 2), { segments: 1, strides: [1, 1], pad: "same", storage: "float16" }),
      ];
    }, [false, false]);
  });

  it.each(activationNames)(
    "normalises with %s, forward and backward, with halves as the residual too",
    async (activation) => {
      const channels = shape[3];
      // Where the activation is an operation of its own, what goes into it is stored in halves too.
      const isFused = describeActivation(activation).derivativeFrom !== "input";
      const options = () => ({ scale: vector(channels, 4), offset: vector(channels, 5), epsilon: 1e-3, activation });
      const forward = () => {
        const x = halved(image(shape, 1));
        const { y, mean, variance } = batchNormActivation(x, { ...options(), residual: halved(image(shape, 2)) });
        const whole = batchNormActivation(x, { ...options(), residual: image(shape, 2) }).y;
        const used = batchNormActivationInference(x, {
          ...options(),
          mean: vector(channels, 6),
          variance: tensor1d(numbers([channels], 6).map((value) => value * value)),
        });
        return [y, mean, variance, whole, used];
      };
      await expectClose(forward, [true, false, false, true, true], isFused ? 1 : 2);
      if (!isFused) return; // its gradient is tested below
      await expectClose(() => {
        const [x, y] = [halved(image(shape, 1)), halved(image(shape, 7))];
        const { mean, variance } = batchNormActivation(x, options());
        return Object.values(
          batchNormActivationGrad(
            { dy: image(shape, 8), x, y, mean, variance, ...options() },
            { epsilon: 1e-3, activation, hasResidual: true },
          ),
        ).filter((each): each is Tensor => each !== undefined);
      }, [false, false, false, false]);
    },
  );

  it("activates, adds biases and pools in halves, and averages whole images into 32 bits", async () => {
    const pool = { size: [3, 3] as [number, number], strides: [2, 2] as [number, number], pad: "same" as const };
    await expectClose(
      () => {
        const x = halved(image(shape, 1));
        return [
          ...activationNames.map((name) => activate(x, name)),
          biasAdd(x, vector(8, 2)),
          maxPool2d(x, pool),
          averagePool2d(x, pool),
        ];
      },
      [...activationNames, biasAdd, maxPool2d, averagePool2d].map(() => true),
    );
    await expectClose(
      () => {
        const x = halved(image(shape, 1));
        return [
          globalAveragePool(x),
          ...activationNames.map((name) => activationGrad(image(shape, 2), x, name)),
          maxPool2dGrad(image([2, 3, 4, 8], 3), x, maxPool2d(x, pool), pool),
        ];
      },
      [globalAveragePool, maxPool2dGrad, ...activationNames].map(() => false),
    );
  });

  it("says infinite beyond the largest half, and leaves NaN what it is", async () => {
    await gpu?.activate();
    const values = [65504, 65519, 65520, -1e6, Infinity, NaN, 6e-8, -0.1];
    const found = tidy(() => widen(halved(tensor4d(values, [1, 1, 1, 8]))));
    expect([...(await found.data())]).toEqual([
      65504,
      65504,
      Infinity,
      -Infinity,
      Infinity,
      NaN,
      2 ** -24,
      rounded(-0.1),
    ]);
    found.dispose();
  });

  it("refuses operations and readings that would take the halves for whole numbers", async () => {
    await gpu?.activate();
    const x = halved(image([1, 2, 2, 4], 1));
    expect(() => add(x, 1)).toThrow("widen it first");
    await expect(x.data()).rejects.toThrow("widen it first");
    expect(() => softmaxCrossEntropy(reshape(x, [4, 4]) as Tensor2D, tensor1d([0, 1, 2, 3], "int32"))).toThrow(
      "logits in 32 bits, and was given it in 16; widen it first",
    );
    x.dispose();
  });
});
