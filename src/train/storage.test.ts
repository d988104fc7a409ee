// A recipe that asks for half storage: what a run does with it, and what its record says.
import { memory } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { absentEngines, engineNamed, engines } from "../kernels/testEngines.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { RunEvent } from "../run/events.ts";
import { createOptimizer } from "./optimizer.ts";
import { storageOf } from "./storage.ts";
import { stepperFor, type Stepper } from "./stepper.ts";
import { tinyDataset } from "./tinyDataset.ts";
import { train } from "./train.ts";
import { withPixels } from "./trainingBatches.ts";
import { trainingStep } from "./trainingStep.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

const asked = (network: object = {}, more: object = {}): Recipe =>
  parseRecipe({
    network: {
      width: 8,
      stages: [1, 1],
      module: { segments: 4, intermediateActivation: "elu" },
      dropout: 0.2,
      ...network,
    },
    training: { epochs: 1, batchSize: 4 },
    storage: "float16",
    ...more,
  });

async function eventsOf(recipe: Recipe): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(recipe, tinyDataset(40, 8), {
    runId: "run",
    engine: { name: "cpu", adapter: "test", reason: "test" },
  }))
    events.push(event);
  return events;
}

const started = (events: readonly RunEvent[]) => events.find((event) => event.type === "started");
const losses = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === "step" ? [event.loss] : []));

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("a wish for half storage", () => {
  it("leaves no layer out where every width is cut into vectors, and names each that is not", () => {
    expect(storageOf(graphOf(asked()), true)).toEqual({ stored: "float16", inFloat32: [] });
    expect(storageOf(graphOf(asked({ width: 20, stages: [1], module: { segments: 2 } })), true)).toEqual({
      stored: "float16",
      inFloat32: ["stage1/module1/spatial: 20 channels in 2 segments cannot be written four at a time"],
    });
    expect(
      storageOf(graphOf(asked({ width: 6, stages: [1], module: { segments: 3 } })), true).inFloat32.map(
        (line) => line.split(":")[0],
      ),
    ).toEqual(["stem/convolution", "stage1/module1/pointwise", "stage1/module1/spatial"]);
  });

  it("is answered on an engine of 32 bits: the same numbers, said once in the console and in the record", async () => {
    await engineNamed("wasm-simd").activate();
    const events = await eventsOf(asked());
    expect(started(events)?.storage).toEqual({ inFloat32: ["all layers: only WebGPU stores 16 bits"] });
    expect(vi.mocked(console.warn).mock.calls).toEqual([["Kept in 32 bits: all layers: only WebGPU stores 16 bits."]]);
    const plain = await eventsOf(asked({}, { storage: "float32" }));
    expect(started(plain)).not.toHaveProperty("storage");
    expect(losses(events)).toEqual(losses(plain));
  });
});

describe.skipIf(!gpu)(`half storage on a GPU${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());

  it("trains to nearly the losses of 32 bits, and says which layers kept these", async () => {
    await gpu?.activate();
    const before = memory().numTensors;
    const network = { width: 20, stages: [1], module: { segments: 2 } };
    const half = await eventsOf(asked(network)),
      single = await eventsOf(asked(network, { storage: "float32" }));
    expect(half.at(-1)).toMatchObject({ type: "finished" });
    expect(started(half)?.storage).toMatchObject({
      stored: "float16",
      inFloat32: [expect.stringContaining("spatial") as string],
    });
    expect(losses(half)).toHaveLength(10);
    expect(losses(half)).not.toEqual(losses(single));
    // A rounding of 2^-11 in every activation, over ten steps.
    losses(half).forEach((loss, at) => expect(Math.abs(loss - (losses(single)[at] ?? NaN))).toBeLessThan(0.05));
    expect(memory().numTensors).toBe(before);
    expect(await gpu?.takeErrors()).toEqual([]);
  }, 60_000);

  it("replays a recorded step with the bits of eager ones", async () => {
    await gpu?.activate();
    const recipe = asked({ activationPlace: "before-module" });
    const run = async (make: (...given: Parameters<typeof stepperFor>) => Pick<Stepper, "next" | "dispose">) => {
      const model = buildModel(graphOf(recipe), 1, { storage: "float16" });
      const optimizer = createOptimizer(model.parameters, recipe.training);
      const stepper = make(model, optimizer);
      const found: number[] = [];
      for (let step = 1; step <= 4; step++) {
        const pixels = Float32Array.from({ length: 2 * 3072 }, (_, i) => ((i * 7919 + step * 613) % 1009) / 500 - 1);
        const loss = stepper.next(
          { pixels, labels: Int32Array.of(step, 2 * step) },
          { step, learningRate: 0.05, seed: 7, imageShape: [32, 32, 3] },
        );
        found.push(...(await loss.data()));
        loss.dispose();
      }
      for (const { variable } of [...model.parameters, ...optimizer.state]) found.push(...(await variable.data()));
      [stepper, optimizer, model].forEach((each) => each.dispose());
      return found;
    };
    const eager = await run((model, optimizer) => ({
      next: (batch, settings) => trainingStep(model, optimizer, withPixels(batch), settings),
      dispose: () => {},
    }));
    expect(await run(stepperFor)).toEqual(eager);
    expect(new Set([0, 2, 4, 6].map((at) => eager[at])).size).toBe(4); // losses are at even places, accuracies at odd ones
  }, 60_000);
});
