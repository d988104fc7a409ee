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

test("a run's time is that of its steps, the first ones left out, and of its evaluations", async () => {
  let taken = 0;
  const begin: typeof train = async function* (_recipe, _dataset, { signal }): AsyncGenerator<RunEvent, void> {
    yield { type: "started", steps: 1000 } as RunEvent;
    yield { type: "evaluated", epoch: 0, elapsedMs: 200 } as RunEvent;
    for (; taken < 1000 && signal?.aborted !== true; taken++) {
      const warm = Math.min(taken + 1, 8);
      const elapsedMs = 200 + 90 * warm + 10 * (taken + 1 - warm);
      yield { type: "step", step: taken + 1, elapsedMs } as RunEvent;
    }
    yield { type: "stopped", runId: "run", step: taken };
  };
  // Twice as many images to test as to validate, in three views: six evaluations more than the six of validation.
  const dataset = { ...tinyDataset(), size: (split: string) => (split === "test" ? 80 : 40) };
  expect(await probeRun(recipe({}), dataset, options, begin)).toBe(1000 * 10 + (6 + 6) * 200);
  expect(taken).toBe(24);
});

test("what a run fails of is thrown", async () => {
  const begin: typeof train = async function* (): AsyncGenerator<RunEvent, void> {
    yield { type: "failed", runId: "run", reason: "out-of-memory", message: "There is no room." };
  };
  await expect(probeRun(recipe({}), tinyDataset(), options, begin)).rejects.toThrow("There is no room.");
});

describeEngines("a probe", () => {
  it("ends a run that is shorter than it, and gives back all it held", async () => {
    const before = memory().numTensors;
    const ms = await probeRun(recipe({ epochs: 1, batchSize: 2 }), tinyDataset(6, 4), options);
    expect(ms).toBeGreaterThan(0);
    expect(memory().numTensors).toBe(before);
  });
});
