import { memory } from "@tensorflow/tfjs-core";
import { expect, it, test } from "vitest";
import { describeEngines } from "../kernels/testEngines.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { RunEvent } from "../run/events.ts";
import { probeRun } from "./probeRun.ts";
import { tinyDataset } from "./tinyDataset.ts";
import type { train } from "./train.ts";

const options = { engine: { name: "cpu", adapter: "test", reason: "test" } } as const;
const recipe = (training: object) =>
  parseRecipe({
    network: { width: 6, stages: [1], module: { segments: 3 } },
    training: { epochs: 5, batchSize: 20, ...training },
    evaluation: { views: 3 },
  });

test("a run's time is that of its steps, the first ones left out, and of its evaluations, the first one left out", async () => {
  const asked: (number | undefined)[] = [];
  const begin: typeof train = async function* (_recipe, _dataset, { signal, stepsPerEpoch = 0 }) {
    asked.push(stepsPerEpoch);
    yield { type: "evaluated", epoch: 0, elapsedMs: 300 } as RunEvent;
    let elapsedMs = 300;
    for (let step = 1; step <= stepsPerEpoch; step++) {
      elapsedMs += step <= 8 ? 90 : 10;
      yield { type: "step", step, elapsedMs } as RunEvent;
    }
    yield { type: "evaluated", epoch: 1, elapsedMs: elapsedMs + 200 } as RunEvent;
    asked.push(signal?.aborted ? 1 : 0);
    yield { type: "stopped", runId: "run", step: stepsPerEpoch };
  };
  // 50 steps an epoch; twice as many images to test as to validate, in three views.
  const sizes = { train: 1000, validation: 40, test: 80 } as const;
  const dataset = { ...tinyDataset(), size: (split: keyof typeof sizes) => sizes[split] };
  expect(await probeRun(recipe({}), dataset, options, begin)).toBe(300 + 5 * (50 * 10 + 200) + 6 * 200);
  expect(asked).toEqual([24, 1]);
});

test("what a run fails of is thrown", async () => {
  const begin: typeof train = async function* (): AsyncGenerator<RunEvent, void> {
    yield { type: "failed", runId: "run", reason: "out-of-memory", message: "There is no room." };
  };
  await expect(probeRun(recipe({}), tinyDataset(), options, begin)).rejects.toThrow("There is no room.");
});

describeEngines("a probe", () => {
  it("takes no more than an epoch has, and gives back all it held", async () => {
    const before = memory().numTensors;
    const ms = await probeRun(recipe({ epochs: 1, batchSize: 2 }), tinyDataset(6, 4), options);
    expect(ms).toBeGreaterThan(0);
    expect(memory().numTensors).toBe(before);
  });
});
