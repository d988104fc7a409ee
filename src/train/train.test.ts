import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../data/dataset.ts";
import { describeEngines, engineNamed } from "../kernels/testEngines.ts";
import { memoryOf } from "../kernels/wasm/attach.ts";
import { FAMILIES } from "../networks/families.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { RunEvent } from "../run/events.ts";
import { learningRateAt } from "./schedule.ts";
import { train, type TrainOptions } from "./train.ts";
import { tinyDataset } from "./tinyDataset.ts";

const engine = { name: "cpu", adapter: "test", reason: "test" } as const;
const dataset = tinyDataset();

function recipe(training: object = {}, network: object = {}): Recipe {
  return parseRecipe({
    network: { width: 6, stages: [1], module: { segments: 3, intermediateActivation: "relu" }, ...network },
    training: { epochs: 2, batchSize: 20, ...training },
  });
}

async function eventsOf(
  asked: Recipe,
  data: Dataset,
  options: Partial<TrainOptions> = {},
  onEvent: (event: RunEvent) => void = () => {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of train(asked, data, { runId: "run", engine, ...options })) {
    events.push(event);
    onEvent(event);
  }
  return events;
}

const of = <T extends RunEvent["type"]>(events: readonly RunEvent[], type: T) =>
  events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);

const losses = (events: readonly RunEvent[]) => [
  ...of(events, "step").map(({ loss }) => loss),
  ...of(events, "evaluated").map(({ loss }) => loss),
];

describeEngines("training", () => {
  // Reference kernels and software GPUs are slow; three steps are enough to compare bits and tensors.
  const few = tinyDataset(6, 4);

  it("gives the same bits twice, and holds the same number of tensors from step to step, and none afterwards", async () => {
    const asked = recipe({ epochs: 1, batchSize: 2 });
    const before = memory().numTensors;
    const held: number[] = [];
    const first = await eventsOf(asked, few, {}, (event) => event.type === "step" && held.push(memory().numTensors));
    expect(first.at(-1)).toMatchObject({ type: "finished" });
    expect(held).toHaveLength(3);
    expect(new Set(held).size).toBe(1);
    expect(memory().numTensors).toBe(before);
    expect(losses(await eventsOf(asked, few))).toEqual(losses(first));
  });
});

describe("a run", () => {
  beforeAll(() => engineNamed("wasm-simd").activate());

  it.each(Object.keys(FAMILIES))("of a %s with its own defaults learns", async (family) => {
    const asked = parseRecipe({ network: { family }, training: { epochs: 4, batchSize: 20, learningRate: 0.05 } });
    const events = await eventsOf(asked, dataset);
    expect(events.at(-1)).toMatchObject({ type: "finished" });
    const validation = of(events, "evaluated").filter(({ split }) => split === "validation");
    expect(validation.at(-1)?.loss).toBeLessThan(validation[0]?.loss ?? 0);
  });

  it("learns, and tells its story in order", async () => {
    const events = await eventsOf(recipe({ epochs: 6, learningRate: 0.1 }, { width: 12 }), dataset);
    expect(events[0]).toMatchObject({ type: "started", steps: 24, stepsPerEpoch: 4 });
    expect(of(events, "step").map(({ step }) => step)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(of(events, "evaluated").map(({ split, epoch }) => `${split} ${epoch}`)).toEqual([
      "validation 0",
      "validation 1",
      "validation 2",
      "validation 3",
      "validation 4",
      "validation 5",
      "validation 6",
      "test 6",
    ]);
    expect(events.at(-1)?.type).toBe("finished");
    expect(of(events, "step").at(-1)?.loss).toBeLessThan(0.5 * (of(events, "step")[0]?.loss ?? 0));
    const test = of(events, "evaluated").at(-1);
    expect(test?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(test?.top3Accuracy).toBeGreaterThanOrEqual(test?.accuracy ?? 1);
  });

  it("is tested in the views that its recipe asks for and validated in one, each image counted once", async () => {
    const seen = new Map<number, number>();
    const watched: Dataset = {
      ...dataset,
      writeEvaluationView: (split, index, view, out, offset) => {
        seen.set(view, (seen.get(view) ?? 0) + 1);
        dataset.writeEvaluationView(split, index, view, out, offset);
      },
    };
    const lossesWith = async (views: number) => {
      const events = await eventsOf({ ...recipe({ epochs: 1 }), evaluation: { views } }, watched);
      const evaluations = of(events, "evaluated");
      expect(evaluations.map(({ confusion }) => confusion.flat().reduce((sum, count) => sum + count))).toEqual([
        40, 40, 40,
      ]);
      return evaluations.map(({ loss }) => loss);
    };
    const one = await lossesWith(1);
    expect([...seen]).toEqual([[0, 80]]);
    const three = await lossesWith(3);
    expect(three.slice(0, 2)).toEqual(one.slice(0, 2));
    expect(three[2]).not.toEqual(one[2]);
    expect([...seen]).toEqual([
      [0, 120], // Those of validation were kept.
      [1, 40],
      [2, 40],
    ]);
  });

  it("needs no more memory at its end than after its second epoch", async () => {
    const heapBytes: number[] = [];
    const heap = memoryOf(backend() as BackendWasm);
    await eventsOf(
      recipe({ epochs: 6 }, { width: 24 }),
      dataset,
      {},
      (event) => event.type === "checkpointed" && heapBytes.push(heap.buffer.byteLength),
    );
    expect(heapBytes).toHaveLength(6);
    expect(new Set(heapBytes.slice(1)).size).toBe(1);
  });

  it("goes on from a checkpoint as if it had never stopped", async () => {
    const whole = await eventsOf(recipe(), dataset);
    const [checkpointed] = of(whole, "checkpointed");
    const rest = await eventsOf(recipe(), dataset, { from: checkpointed?.checkpoint ?? null });
    expect(checkpointed?.checkpoint.epoch).toBe(1);
    expect(of(rest, "step").map(({ step, loss }) => [step, loss])).toEqual(
      of(whole, "step")
        .slice(4)
        .map(({ step, loss }) => [step, loss]),
    );
    expect(of(rest, "evaluated").map(({ loss }) => loss)).toEqual(
      of(whole, "evaluated")
        .slice(2)
        .map(({ loss }) => loss),
    );
  });

  it("goes on only with the pictures its checkpoint was trained on, and names the engines that brought it there", async () => {
    const [checkpointed] = of(await eventsOf(recipe(), dataset), "checkpointed");
    const checkpoint = checkpointed?.checkpoint ?? null;
    expect(checkpoint?.engines).toEqual([engine]);
    const elsewhere = { ...engine, name: "wasm-simd" } as const;
    const rest = await eventsOf(recipe(), dataset, { from: checkpoint, engine: elsewhere });
    expect(of(rest, "started")[0]).toMatchObject({ engine: elsewhere, earlierEngines: [engine], fromStep: 4 });
    expect(of(rest, "checkpointed")[0]?.checkpoint.engines).toEqual([engine, elsewhere]);
    const [refused] = await eventsOf(recipe(), { ...dataset, checksum: "other" }, { from: checkpoint });
    expect(refused).toMatchObject({
      type: "failed",
      reason: "data",
      message: expect.stringMatching(/other pictures.*tiny.*other/i) as string,
    });
  });

  it("says the learning rate that each step was taken with", async () => {
    const asked = recipe();
    const rates = of(await eventsOf(asked, dataset), "step").map(({ learningRate }) => learningRate);
    expect(rates).toEqual(Array.from({ length: 8 }, (_, index) => learningRateAt(asked.training, index, 4)));
  });

  it("stops when asked, says at which step, and releases everything", async () => {
    const before = memory().numTensors;
    const abort = new AbortController();
    const events = await eventsOf(
      recipe(),
      dataset,
      { signal: abort.signal },
      (event) => event.type === "step" && event.step === 3 && abort.abort(),
    );
    expect(events.at(-1)).toEqual({ type: "stopped", runId: "run", step: 3 });
    expect(memory().numTensors).toBe(before);
  });

  it("tells of a diverged loss with the step and the rate", async () => {
    const events = await eventsOf(recipe({ learningRate: 1e6, schedule: { kind: "constant" } }), dataset);
    expect(events.at(-1)).toMatchObject({ type: "failed", reason: "diverged" });
    expect(of(events, "failed")[0]?.message).toMatch(/diverged.*at step \d+.*1\.00e\+6/);
  });

  it("releases everything when something breaks in the middle", async () => {
    const before = memory().numTensors;
    const broken = {
      ...dataset,
      writeTrainingView: () => {
        throw new Error("the picture is torn");
      },
    };
    const events = await eventsOf(recipe(), broken);
    expect(events.at(-1)).toMatchObject({
      type: "failed",
      reason: "internal",
      message: expect.stringContaining("the picture is torn") as string,
    });
    expect(memory().numTensors).toBe(before);
  });

  it("draws what two arms share alike, and otherwise for another seed", async () => {
    const filters = async (intermediateActivation: string, seed: number) => {
      const asked = parseRecipe({
        ...recipe({ epochs: 1, learningRate: 0 }, { module: { segments: 3, intermediateActivation } }),
        seed,
      });
      const [checkpointed] = of(await eventsOf(asked, dataset), "checkpointed");
      return Object.entries(checkpointed?.checkpoint.arrays ?? {}).filter(([name]) => name.endsWith("/filter"));
    };
    const none = await filters("none", 1);
    expect(none).toHaveLength(4);
    expect(await filters("relu", 1)).toEqual(none);
    expect(await filters("none", 2)).not.toEqual(none);
  });
});
