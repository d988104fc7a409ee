// Training views are the same numbers, whether JavaScript, WebAssembly or the GPU paints them.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, dispose, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { normalise, normalised } from "../data/batches.ts";
import type { AugmentationSettings, Dataset } from "../data/dataset.ts";
import { divideBy255, orderView, orderWords, spritePixels, writeView, type Backgrounds } from "../data/emojiView.ts";
import { randomStream } from "../data/random.ts";
import { absentEngines, engineNamed, engines } from "../kernels/testEngines.ts";
import { paintViews } from "../kernels/views/wasm.ts";
import { paintViews as paintOnGpu } from "../kernels/views/webgpu.ts";
import { tinyDataset } from "./tinyDataset.ts";
import { trainingBatches } from "./trainingBatches.ts";

/** Red, green and blue of every pixel. */
const viewBytes = 3 * spritePixels;

for (const { name, reason } of absentEngines) if (name !== "cpu") console.warn(`NOT TESTED on ${name}: ${reason}`);

const SPRITES = 12;
/** Pictures that reach their border, with every degree of transparency; colours multiplied by alpha. */
const sprites = Uint32Array.from(
  { length: SPRITES * spritePixels },
  (() => {
    const stream = randomStream(8, "sprites");
    return (_: unknown, pixel: number) => {
      const kind = Math.floor(pixel / spritePixels) % 4;
      const alpha = kind === 0 ? 255 : stream.integer(kind === 1 ? 2 : 256) * (kind === 1 ? 255 : 1);
      const tint = () => divideBy255(alpha * stream.integer(256));
      return (tint() | (tint() << 8) | (tint() << 16) | (alpha << 24)) >>> 0;
    };
  })(),
);

const augmentations: readonly (readonly [AugmentationSettings, Backgrounds])[] = [
  [{ shift: 4, scale: 0.2, flip: true }, "varied"],
  [{ shift: 8, scale: 0.4, flip: true }, "varied"],
  [{ shift: 40, scale: 0.4, flip: false }, "white"], // often out of sight
  [{ shift: 0, scale: 0, flip: false }, "white"],
];

const dataset: Dataset = {
  ...tinyDataset(SPRITES),
  writeTrainingView: (index, stream, augmentation, out, offset) =>
    writeView(sprites, index, stream, augmentation, "varied", out, offset),
  painted: {
    sprite: (index) => sprites.subarray(index * spritePixels, (index + 1) * spritePixels),
    orderTrainingView: (stream, augmentation, order, at) => orderView(stream, augmentation, "varied", order, at),
  },
};

const batchesOf = (given: Dataset) =>
  [...trainingBatches(given, 5, 2, 4)].map(({ pixels, labels }) => ({
    pixels: pixels.slice(),
    labels: labels.slice(),
  }));

/** Views of all pictures in turn: their orders, and the numbers that JavaScript paints. */
function ordered(views: number, augmentation: AugmentationSettings, backgrounds: Backgrounds) {
  const [bytes, wanted] = [new Uint8Array(views * viewBytes), new Float32Array(views * viewBytes)];
  const orders = new Int32Array(views * orderWords);
  const [one, other] = [randomStream(3, "views"), randomStream(3, "views")];
  for (let view = 0; view < views; view++) {
    writeView(sprites, view % SPRITES, one, augmentation, backgrounds, bytes, view * viewBytes);
    orderView(other, augmentation, backgrounds, orders, view * orderWords);
  }
  normalise(bytes, wanted);
  return { orders, wanted, pictures: Int32Array.from({ length: views }, (_, view) => view % SPRITES) };
}

describe.each(engines.filter(({ name }) => name.startsWith("wasm")))("views painted on $name", (engine) => {
  beforeAll(() => engine.activate());

  it.each(augmentations)("are those of JavaScript, to the bit: %j, %s", (augmentation, backgrounds) => {
    const { orders, pictures, wanted } = ordered(300, augmentation, backgrounds);
    const found = new Float32Array(wanted.length);
    paintViews(
      backend() as BackendWasm,
      Array.from(pictures, (picture) => sprites.subarray(picture * spritePixels, (picture + 1) * spritePixels)),
      orders,
      found,
    );
    expect(found.findIndex((value, at) => value !== wanted[at])).toBe(-1);
    expect(new Set(found).size).toBeGreaterThan(200);
  });

  it("fill the same batches as on an engine without them", async () => {
    const found = batchesOf(dataset);
    await engineNamed("cpu").activate();
    const wanted = batchesOf(dataset);
    await engine.activate();
    expect(wanted).toHaveLength(3);
    expect(found).toEqual(wanted);
  });

  it("names what does not fit", () => {
    expect(() =>
      paintViews(
        backend() as BackendWasm,
        [sprites.subarray(0, spritePixels)],
        new Int32Array(orderWords),
        new Float32Array(10),
      ),
    ).toThrow("1 views have 3072 numbers, not 10");
  });
});

describe.each(engines.filter(({ name }) => name === "webgpu"))("views painted on $name", (engine) => {
  beforeAll(() => engine.activate());

  it.each(augmentations)("are those of JavaScript, to the bit: %j, %s", async (augmentation, backgrounds) => {
    const views = 300;
    const { orders, pictures, wanted } = ordered(views, augmentation, backgrounds);
    const given = {
      sprites: tensor1d(new Int32Array(sprites.buffer), "int32"),
      pictures: tensor1d(pictures, "int32"),
      orders: tensor2d(orders, [views, orderWords], "int32"),
      numberOf: tensor1d(normalised),
    };
    const images = paintOnGpu(backend() as WebGPUBackend, given);
    const found = await images.data();
    expect(images.shape).toEqual([views, 32, 32, 3]);
    expect(found.findIndex((value, at) => value !== wanted[at])).toBe(-1);
    expect(new Set(found).size).toBeGreaterThan(200);
    expect(await engine.takeErrors()).toEqual([]);
    dispose([images, ...Object.values(given)]);
  });
});
