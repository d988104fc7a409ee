// Grouped convolution on every engine: by hand, against the plain reference over a grid of
// shapes, against tfjs's own convolutions at both ends, and against finite differences.
import {
  conv2d,
  depthwiseConv2d,
  grads,
  memory,
  mul,
  sum,
  tensor1d,
  tensor4d,
  type Tensor4D,
} from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { describeEngines, engineNamed, farthest, valuesOn } from "../testEngines.ts";
import {
  groupedConv2d,
  groupedConv2dBackpropFilter,
  groupedConv2dBackpropInput,
  groupedConv2dSizes,
  type GroupedConv2dAttributes,
  type Padding,
  type Shape4D,
} from "./op.ts";
import { numbers } from "../testNumbers.ts";

interface Case {
  image: Shape4D;
  kernel: [number, number];
  out: number;
  segments: number;
  strides?: [number, number];
  pad?: Padding;
}

const name = ({ image, kernel, out, segments, strides = [1, 1], pad = "same" }: Case): string =>
  `[${image.join()}] by ${kernel.join("×")} to ${out}, S=${segments}, stride ${strides.join("×")}, ${pad}`;

const tiny: Case[] = [
  { image: [1, 1, 1, 1], kernel: [1, 1], out: 1, segments: 1 },
  { image: [2, 3, 5, 4], kernel: [3, 3], out: 6, segments: 2 },
  { image: [1, 5, 4, 6], kernel: [3, 3], out: 6, segments: 6, strides: [2, 2] },
  { image: [1, 4, 5, 3], kernel: [1, 3], out: 9, segments: 3, pad: "valid" },
  { image: [1, 5, 5, 8], kernel: [3, 2], out: 4, segments: 1, strides: [2, 1], pad: "valid" },
  { image: [2, 4, 4, 8], kernel: [1, 1], out: 8, segments: 2, strides: [2, 2] },
];

/** Every segment width of 48 channels, then every other kind of shape. */
const grid: Case[] = [
  ...[1, 2, 3, 4, 6, 8, 12, 16, 24, 48].flatMap((segments): Case[] => [
    { image: [2, 7, 6, 48], kernel: [3, 3], out: 48, segments },
    { image: [2, 8, 7, 48], kernel: [3, 3], out: 48, segments, strides: [2, 2] },
    { image: [1, 7, 9, 48], kernel: [5, 5], out: 48, segments, pad: "valid" },
    { image: [3, 5, 5, 48], kernel: [1, 1], out: 48, segments },
    { image: [1, 6, 5, 48], kernel: [5, 5], out: 48, segments, strides: [2, 2] },
    { image: [2, 5, 13, 48], kernel: [3, 3], out: 48, segments },
    { image: [2, 1, 8, 48], kernel: [3, 3], out: 48, segments },
  ]),
  ...[1, 2, 3, 5, 6, 7, 9, 10, 11, 13].flatMap((width): Case[] => [
    { image: [2, 6, 5, 3 * width], kernel: [3, 3], out: 3 * width, segments: 3 },
    { image: [1, 5, 7, width], kernel: [3, 3], out: 2 * width + 1, segments: 1 },
    { image: [2, 9, 6, width], kernel: [3, 3], out: width, segments: width, strides: [2, 1] },
    { image: [1, 4, 6, 2 * width], kernel: [2, 3], out: 6, segments: 2, pad: "valid" },
    { image: [3, 3, 3, 2 * width], kernel: [1, 1], out: 4 * width, segments: 2 },
    { image: [1, 9, 4, width], kernel: [4, 1], out: 3 * width, segments: width, strides: [3, 2] },
  ]),
  { image: [2, 9, 8, 6], kernel: [1, 7], out: 6, segments: 3 },
  { image: [2, 8, 9, 8], kernel: [7, 1], out: 8, segments: 8 },
  { image: [1, 9, 9, 3], kernel: [3, 3], out: 24, segments: 1, strides: [2, 2] },
  { image: [1, 33, 18, 3], kernel: [3, 3], out: 16, segments: 1 },
  { image: [2, 9, 8, 5], kernel: [5, 5], out: 3, segments: 1, strides: [2, 2] },
  { image: [3, 4, 3, 2], kernel: [5, 5], out: 3, segments: 1 },
  { image: [2, 1, 1, 40], kernel: [1, 1], out: 10, segments: 1 },
  { image: [1, 2, 2, 12], kernel: [5, 5], out: 12, segments: 4 },
  { image: [1, 1, 3, 8], kernel: [3, 3], out: 8, segments: 8 },
  { image: [2, 5, 5, 8], kernel: [1, 1], out: 8, segments: 2, strides: [2, 2] },
  { image: [1, 7, 7, 8], kernel: [1, 1], out: 8, segments: 8, strides: [3, 3], pad: "valid" },
  { image: [1, 10, 10, 4], kernel: [2, 2], out: 4, segments: 4, strides: [3, 3] },
  { image: [2, 6, 7, 8], kernel: [3, 3], out: 16, segments: 8 },
  { image: [2, 6, 7, 16], kernel: [3, 3], out: 8, segments: 8 },
  { image: [1, 20, 19, 4], kernel: [3, 3], out: 4, segments: 4 },
  { image: [1, 18, 17, 20], kernel: [1, 1], out: 12, segments: 1 },
  { image: [1, 9, 20, 40], kernel: [3, 3], out: 40, segments: 4 },
  { image: [1, 5, 2, 48], kernel: [3, 3], out: 48, segments: 48 },
  { image: [1, 6, 5, 40], kernel: [3, 3], out: 56, segments: 2 },
  // at stride 2 an input row sees every other tap: of five, three
  { image: [1, 6, 9, 4], kernel: [5, 3], out: 4, segments: 4, strides: [2, 1] },
  { image: [2, 8, 9, 8], kernel: [5, 3], out: 8, segments: 2, strides: [2, 1] },
  { image: [2, 2, 2, 13], kernel: [3, 3], out: 12, segments: 1 },
  { image: [1, 5, 2, 24], kernel: [1, 1], out: 24, segments: 2 },
];

/** The three kernels on the same numbers: y, dx, dfilter. */
function three({ image, kernel, out, segments, strides = [1, 1], pad = "same" }: Case): Tensor4D[] {
  const attributes: GroupedConv2dAttributes = { segments, strides, pad };
  const filterShape: Shape4D = [...kernel, image[3] / segments, out];
  const { batch, outHeight, outWidth } = groupedConv2dSizes(image, filterShape, attributes);
  const dyShape: Shape4D = [batch, outHeight, outWidth, out];
  const x = tensor4d(numbers(image, 1), image);
  const filter = tensor4d(numbers(filterShape, 2), filterShape);
  const dy = tensor4d(numbers(dyShape, 3), dyShape);
  return [
    groupedConv2d(x, filter, attributes),
    groupedConv2dBackpropInput(dy, filter, image, attributes),
    groupedConv2dBackpropFilter(x, dy, filterShape, attributes),
  ];
}

const known = new Map<Case, Promise<Float32Array[]>>();

function reference(shape: Case): Promise<Float32Array[]> {
  const values = known.get(shape) ?? valuesOn(engineNamed("cpu"), () => three(shape));
  known.set(shape, values);
  return values;
}

describeEngines("groupedConv2d", (engine) => {
  it("gives each output channel its own segment", async () => {
    const x = tensor4d([1, 2, 3, 4], [1, 1, 1, 4]);
    const filter = tensor4d([1, 2, 10, 20], [1, 1, 2, 2]);
    const y = groupedConv2d(x, filter, { segments: 2, strides: [1, 1], pad: "same" });
    expect([...(await y.data())]).toEqual([1 * 1 + 2 * 10, 3 * 2 + 4 * 20]);
  });

  it('puts the odd zero of "same" below and right, as TensorFlow does', async () => {
    const x = tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
    const filter = tensor4d([1, 10, 100, 1000], [2, 2, 1, 1]);
    const y = groupedConv2d(x, filter, { segments: 1, strides: [1, 1], pad: "same" });
    expect([...(await y.data())]).toEqual([4321, 402, 43, 4]);
  });

  it("keeps the segments apart in a 3×3 window at stride 2", async () => {
    const x = tensor4d([1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8, 9, -9], [1, 3, 3, 2]);
    const filter = tensor4d(
      Array.from({ length: 18 }, (_, at) => (at % 2 === 0 ? 1 : 2)),
      [3, 3, 1, 2],
    );
    const y = groupedConv2d(x, filter, { segments: 2, strides: [2, 2], pad: "same" });
    expect([...(await y.data())]).toEqual([12, -24, 16, -32, 24, -48, 28, -56]);
  });

  it("gives rows that no tap sees a gradient of zero, at strides that differ", async () => {
    const dy = tensor4d([1, 2], [1, 2, 1, 1]);
    const filter = tensor4d([3], [1, 1, 1, 1]);
    const dx = groupedConv2dBackpropInput(dy, filter, [1, 3, 1, 1], { segments: 1, strides: [2, 1], pad: "same" });
    expect([...(await dx.data())]).toEqual([3, 0, 6]);
  });

  // Each image of the batch has a pixel more than windows: the results of two images are not contiguous.
  it("gives pixels that no tap sees a gradient of zero, image by image", async () => {
    const dy = tensor4d([1, 2], [2, 1, 1, 1]);
    const filter = tensor4d([3], [1, 1, 1, 1]);
    const dx = groupedConv2dBackpropInput(dy, filter, [2, 2, 1, 1], { segments: 1, strides: [2, 1], pad: "same" });
    expect([...(await dx.data())]).toEqual([3, 0, 6, 0]);
  });

  // A software GPU gets only the tiny shapes.
  for (const shape of engine.slow ? tiny : [...tiny, ...grid]) {
    it(`agrees with the reference: ${name(shape)}`, async () => {
      const found = await valuesOn(engine, () => three(shape));
      const expected = await reference(shape);
      for (const [at, what] of ["forward", "gradient of the input", "gradient of the filter"].entries()) {
        expect(farthest(found[at] ?? [], expected[at] ?? [NaN]), what).toBeLessThan(1e-5);
      }
    });
  }

  it("equals tf.conv2d at one segment, tf.depthwiseConv2d at one channel a segment", async () => {
    const image: Shape4D = [2, 7, 6, 8];
    for (const [pad, stride] of [
      ["same", 1],
      ["same", 2],
      ["valid", 1],
    ] as const) {
      const ours = await valuesOn(engine, () => {
        const x = tensor4d(numbers(image, 4), image);
        return [
          groupedConv2d(x, tensor4d(numbers([3, 3, 8, 5], 5), [3, 3, 8, 5]), {
            segments: 1,
            strides: [stride, stride],
            pad,
          }),
          groupedConv2d(x, tensor4d(numbers([3, 3, 1, 8], 6), [3, 3, 1, 8]), {
            segments: 8,
            strides: [stride, stride],
            pad,
          }),
        ];
      });
      const theirs = await valuesOn(engineNamed("cpu"), () => {
        const x = tensor4d(numbers(image, 4), image);
        return [
          conv2d(x, tensor4d(numbers([3, 3, 8, 5], 5), [3, 3, 8, 5]), stride, pad),
          depthwiseConv2d(x, tensor4d(numbers([3, 3, 1, 8], 6), [3, 3, 8, 1]), stride, pad),
        ];
      });
      expect(farthest(ours[0] ?? [], theirs[0] ?? [NaN])).toBeLessThan(1e-5);
      expect(farthest(ours[1] ?? [], theirs[1] ?? [NaN])).toBeLessThan(1e-5);
    }
  });

  it("has the gradient that finite differences find", async () => {
    const image: Shape4D = [1, 4, 3, 4],
      shape: Shape4D = [3, 3, 2, 4];
    const attributes: GroupedConv2dAttributes = { segments: 2, strides: [2, 1], pad: "same" };
    const xs = numbers(image, 7),
      ws = numbers(shape, 8);
    const weights = tensor4d(numbers([1, 2, 3, 4], 9), [1, 2, 3, 4]);
    const run = (x: Tensor4D, filter: Tensor4D) => groupedConv2d(x, filter, attributes);
    const [dx, dfilter] = grads((x, filter) => run(x as Tensor4D, filter as Tensor4D))(
      [tensor4d(xs, image), tensor4d(ws, shape)],
      weights,
    );
    const at = async (x: Float32Array, w: Float32Array) =>
      (await sum(mul(run(tensor4d(x, image), tensor4d(w, shape)), weights)).data())[0] ?? NaN;
    const nudge = 1 / 16; // the sum is linear in either, so a wide step costs no accuracy
    const slope = async (values: Float32Array, index: number, of: (values: Float32Array) => Promise<number>) => {
      const [up, down] = [values.slice(), values.slice()];
      up[index] = (up[index] ?? 0) + nudge;
      down[index] = (down[index] ?? 0) - nudge;
      return ((await of(up)) - (await of(down))) / (2 * nudge);
    };
    const [foundX, foundW] = [await dx?.data(), await dfilter?.data()];
    for (const index of [0, 5, 17, 30, 47])
      expect(foundX?.[index]).toBeCloseTo(await slope(xs, index, (x) => at(x, ws)), 4);
    for (const index of [0, 9, 33, 50, 71])
      expect(foundW?.[index]).toBeCloseTo(await slope(ws, index, (w) => at(xs, w)), 4);
  });

  it("gives the same bits again, and keeps no memory", async () => {
    const shape: Case = { image: [2, 7, 6, 12], kernel: [3, 3], out: 12, segments: 4 };
    const first = await valuesOn(engine, () => three(shape));
    const before = memory();
    const second = await valuesOn(engine, () => three(shape));
    expect(second).toEqual(first);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  });
});

describe("the contract of groupedConv2d", () => {
  const attributes: GroupedConv2dAttributes = { segments: 1, strides: [1, 1], pad: "same" };
  it("names both values that do not fit", () => {
    const of =
      (image: number[], filter: number[], more: Partial<GroupedConv2dAttributes> = {}) =>
      () =>
        groupedConv2dSizes(image, filter, { ...attributes, ...more });
    expect(of([1, 4, 4, 24], [3, 3, 4, 25], { segments: 5 })).toThrow(
      "24 input channels cannot be cut into 5 equal segments",
    );
    expect(of([1, 4, 4, 24], [3, 3, 4, 25], { segments: 6 })).toThrow(
      "25 output channels cannot be cut into 6 equal segments",
    );
    expect(of([1, 4, 4, 24], [3, 3, 5, 24], { segments: 6 })).toThrow(
      "The filter sees 5 channels, but a segment of 24 channels in 6 segments has 4",
    );
    expect(of([1, 4, 4, 24], [3, 3, 24, 24], { segments: 0.5 })).toThrow("0.5 segments for 24 input channels");
    expect(of([1, 4, 4, 4], [5, 3, 4, 4], { pad: "valid" })).toThrow("A kernel of 5 does not fit into 4 pixels");
    expect(of([1, 4, 4, 4], [3, 3, 4, 4], { strides: [0, 1] })).toThrow("A stride of 0 in [0, 1]");
    expect(of([4, 4, 4], [3, 3, 4, 4])).toThrow("The input [B, H, W, Cin] has four dimensions, not the 3 of [4, 4, 4]");
  });

  it("refuses a gradient that is not of the output's shape", async () => {
    await engineNamed("cpu").activate();
    const dy = tensor4d(new Float32Array(48), [1, 4, 3, 4]);
    expect(() =>
      groupedConv2dBackpropInput(dy, tensor4d(new Float32Array(16), [1, 1, 4, 4]), [1, 4, 4, 4], attributes),
    ).toThrow("A gradient of shape [1, 4, 3, 4] for an output of shape [1, 4, 4, 4]");
    expect(() => groupedConv2d(tensor1d([1]) as never, dy, attributes)).toThrow("four dimensions, not the 1");
  });
});
