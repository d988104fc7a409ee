import { memory, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { engineNamed } from "../kernels/testEngines.ts";
import type { Stepper } from "./stepper.ts";
import { takeSteps } from "./takeSteps.ts";
import type { PixelBatch } from "./trainingBatches.ts";

const settings = [1, 2, 3, 4, 5].map((step) => ({
  step,
  learningRate: 0.1,
  seed: 1,
  imageShape: [32, 32, 3] as const,
}));

function* batches(count: number): Generator<PixelBatch> {
  for (let batch = 1; batch <= count; batch++) yield { pixels: Float32Array.of(batch), labels: new Int32Array(1) };
}

/**
 * A stepper whose losses are ten times the batch's number and whose accuracies are a sixty-fourth of it. Keeps what it
 * has been asked for.
 */
function counting() {
  const taken: number[] = [];
  const stepper: Pick<Stepper, "nextInTurns"> = {
    nextInTurns: async (batch, { step }, pause) => {
      await pause();
      taken.push(step);
      const number = "pixels" in batch ? (batch.pixels[0] ?? NaN) : NaN;
      return tensor1d([10 * number, number / 64]);
    },
  };
  return { taken, stepper: stepper as Stepper };
}

const onEngine = <T>(work: () => Promise<T>) => work();
const breathe = async () => {};

describe("steps taken a few at a time", () => {
  beforeAll(() => engineNamed("cpu").activate());

  it.each([
    { together: 1, ahead: 0, groups: [[10], [20], [30], [40], [50]], takenBefore: [1, 2, 3, 4, 5] },
    { together: 2, ahead: 0, groups: [[10, 20], [30, 40], [50]], takenBefore: [2, 4, 5] },
    { together: 2, ahead: 1, groups: [[10, 20], [30, 40], [50]], takenBefore: [4, 5, 5] },
  ])(
    "give their scores in order, with so many under way: $together together, $ahead ahead",
    async ({ groups, takenBefore, ...pace }) => {
      const { taken, stepper } = counting();
      const before = memory().numTensors;
      const found: {
        losses: readonly number[];
        accuracies: readonly number[];
        takenBefore: number;
        steps: number[];
      }[] = [];
      for await (const group of takeSteps(stepper, batches(5), settings, { ...pace, onEngine, breathe })) {
        found.push({
          losses: group.scores.map(({ loss }) => loss),
          accuracies: group.scores.map(({ accuracy }) => accuracy),
          takenBefore: taken.length,
          steps: group.settings.map(({ step }) => step),
        });
      }
      expect(found.map(({ losses }) => losses)).toEqual(groups);
      expect(found.flatMap(({ accuracies }) => accuracies)).toEqual([1, 2, 3, 4, 5].map((number) => number / 64));
      expect(found.flatMap(({ steps }) => steps)).toEqual([1, 2, 3, 4, 5]);
      expect(found.map((group) => group.takenBefore)).toEqual(takenBefore);
      expect(memory().numTensors).toBe(before);
    },
  );

  it("leave nothing behind when nobody wants the rest, or when batches run out", async () => {
    const before = memory().numTensors;
    for await (const { scores } of takeSteps(counting().stepper, batches(5), settings, {
      together: 2,
      ahead: 1,
      onEngine,
      breathe,
    })) {
      expect(scores).toEqual([
        { loss: 10, accuracy: 1 / 64 },
        { loss: 20, accuracy: 2 / 64 },
      ]);
      break;
    }
    expect(memory().numTensors).toBe(before);
    const all = async () => {
      for await (const _ of takeSteps(counting().stepper, batches(3), settings, {
        together: 2,
        ahead: 1,
        onEngine,
        breathe,
      }));
    };
    await expect(all()).rejects.toThrow("There is no batch for step 4.");
    expect(memory().numTensors).toBe(before);
  });
});
