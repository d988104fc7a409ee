// Records as program version 0.2 wrote them are read, and what they could not tell is known to be missing.
import { expect, test } from "vitest";
import version2 from "../recipe/versions/version2.json" with { type: "json" };
import { readEvaluation, readRun } from "./records.ts";

const score = { step: 1308, epoch: 12, elapsedMs: 28000, loss: 1.4, accuracy: 0.546, top3Accuracy: 0.8 };

test("an evaluation of version 0.2 has no error", () => {
  const read = readEvaluation({ ...score, format: 2, runId: "a", split: "test", confusion: [[1]] });
  expect(read).toMatchObject({ record: { ...score, accuracyError: null } });
});

test("a run of version 0.2 keeps its hash and its version, and was evaluated in one view", () => {
  const [{ recipe, hash }] = version2.recipes as unknown as [{ recipe: object; hash: string }];
  const started = {
    version: "0.2.0",
    engine: { name: "wasm-simd", adapter: "a processor", reason: "no GPU" },
    earlierEngines: [],
    parameters: 100,
    trainableParameters: 90,
    multiplyAdds: 1000,
    stepsPerEpoch: 109,
    steps: 1308,
    datasetChecksum: "00",
    fromStep: 0,
  };
  const read = readRun({
    format: 2,
    id: "a",
    revision: 1,
    removedAt: null,
    pressId: "press",
    order: 0,
    recipe,
    recipeHash: hash,
    status: "finished",
    hidden: false,
    keepCheckpoint: false,
    restarts: 0,
    started,
    reached: null,
    last: { validation: score, test: score },
    checkpoint: null,
    failure: null,
    finished: { elapsedMs: 28000, imagesPerSecond: 1500 },
  });
  expect(read).toMatchObject({
    record: {
      recipeHash: hash,
      recipe: { evaluation: { views: 1 } },
      begunAt: null,
      name: null,
      note: "",
      started: { version: "0.2.0" },
      last: { test: { ...score, accuracyError: null } },
    },
  });
});
