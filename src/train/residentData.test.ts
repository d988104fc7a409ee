// On a GPU the pictures are uploaded once, and the numbers stay the same.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Dataset } from "../data/dataset.ts";
import { orderView, spritePixels, writeView } from "../data/emojiView.ts";
import { absentEngines, engines } from "../kernels/testEngines.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { RunEvent } from "../run/events.ts";
import { evaluate, uploadedImages } from "./evaluate.ts";
import { residentData } from "./residentData.ts";
import { tinyDataset } from "./tinyDataset.ts";
import { train } from "./train.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

const IMAGES = 40;
const sprites = Uint32Array.from({ length: IMAGES * spritePixels }, (_, pixel) =>
  pixel % 3 === 0 ? 0 : 0xff000000 | ((pixel * 2654435761) & 0xffffff),
);

const pixelsOnly: Dataset = {
  ...tinyDataset(IMAGES, 70),
  writeTrainingView: (index, stream, augmentation, out, offset) =>
    writeView(sprites, index, stream, augmentation, "varied", out, offset),
};
const dataset: Dataset = {
  ...pixelsOnly,
  painted: {
    sprite: (index) => sprites.subarray(index * spritePixels, (index + 1) * spritePixels),
    orderTrainingView: (stream, augmentation, order, at) => orderView(stream, augmentation, "varied", order, at),
  },
};

const recipe = parseRecipe({
  network: { width: 4, stages: [1], module: { segments: 2 } },
  training: { epochs: 1, batchSize: 2 },
});

async function eventsOf(
  data: Dataset,
  signal?: AbortSignal,
  onEvent: (event: RunEvent) => void = () => {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(recipe, data, {
    runId: "run",
    engine: { name: "webgpu", adapter: "test", reason: "test" },
    ...(signal ? { signal } : {}),
  })) {
    events.push(event);
    onEvent(event);
  }
  return events;
}

const losses = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === "step" || event.type === "evaluated" ? [event.loss] : []));
const stepsOf = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === "step" ? [event.step] : []));

describe.skipIf(!gpu)(`a data set on the GPU${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());

  it("trains with the bits of uploaded pixels, and uploads no pixels", async () => {
    const uploaded = await eventsOf(pixelsOnly);
    const paintedInJavaScript = vi.fn<Dataset["writeTrainingView"]>();
    const events = await eventsOf({ ...dataset, writeTrainingView: paintedInJavaScript });
    expect(events.at(-1)).toMatchObject({ type: "finished" });
    expect(losses(events)).toEqual(losses(uploaded));
    expect(stepsOf(events)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(new Set(losses(events).slice(0, 21)).size).toBe(21);
    expect(paintedInJavaScript).not.toHaveBeenCalled();
    expect(await gpu?.takeErrors()).toEqual([]);
  }, 60_000);

  it("evaluates with the numbers of uploaded pixels, over a whole batch and a part of one", async () => {
    const model = buildModel(graphOf(recipe), 1);
    const resident = residentData(backend() as WebGPUBackend, dataset);
    const task = { split: "validation", views: 3 } as const;
    const found = await evaluate(model, dataset, resident.evaluationImages, task, async () => {});
    expect(found).toEqual(await evaluate(model, dataset, uploadedImages(dataset), task, async () => {}));
    expect(found.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(70);
    resident.dispose();
    model.dispose();
  }, 60_000);

  it("is one for all runs, and is released with the last", () => {
    const before = memory().numTensors;
    const [one, other] = [0, 1].map(() => residentData(backend() as WebGPUBackend, dataset));
    const shown = [one, other].map((each) => each?.evaluationImages({ split: "test", views: 1 }, 0, 2));
    expect(memory().numTensors).toBe(before + 2 + 2); // two images; the split and the numbers of bytes
    shown.forEach((images) => images?.dispose());
    one?.dispose();
    one?.dispose();
    expect(memory().numTensors).toBe(before + 2);
    other?.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("leaves nothing behind when a run is stopped with steps under way", async () => {
    const before = memory().numTensors;
    const abort = new AbortController();
    const events = await eventsOf(dataset, abort.signal, (event) => {
      if (event.type === "step" && event.step === 3) abort.abort();
    });
    expect(events.at(-1)).toMatchObject({ type: "stopped" });
    expect(stepsOf(events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(memory().numTensors).toBe(before);
  }, 60_000);
});
