import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absentEngines, engines } from "../kernels/testEngines.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { createOptimizer } from "./optimizer.ts";
import { learningRateAt } from "./schedule.ts";
import { atOnce, stepperFor } from "./stepper.ts";
import { withPixels } from "./trainingBatches.ts";
import { trainingStep } from "./trainingStep.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

const recipeWith = (method: "sgd" | "adam") =>
  parseRecipe({
    network: { width: 4, stages: [1], module: { segments: 2 }, dropout: 0.5 },
    training: {
      batchSize: 2,
      epochs: 2,
      learningRate: 0.05,
      schedule: { kind: "cosine", warmupEpochs: 1 },
      optimizer: { method },
      weightDecay: 0.01,
    },
  });

const imageShape = [32, 32, 3] as const;

const plainStepper: typeof stepperFor = (model, optimizer) =>
  atOnce({
    next: (batch, settings) => trainingStep(model, optimizer, withPixels(batch), settings),
    prepare: async () => {},
    dispose: () => {},
  });

/** Five steps, the fourth with a smaller batch; each with its own images, labels, rate, factors of Adam and dropout masks. */
async function run(method: "sgd" | "adam", make: typeof stepperFor, compilesAhead = false) {
  const recipe = recipeWith(method);
  const model = buildModel(graphOf(recipe), 1);
  const optimizer = createOptimizer(model.parameters, recipe.training);
  const stepper = make(model, optimizer);
  const scores: number[][] = [];
  const rates = [0, 1, 2, 3, 4].map((step) => learningRateAt(recipe.training, step, 3));
  const told: [number, number][] = [];
  if (compilesAhead)
    await stepper.prepare(
      2,
      { step: 1, learningRate: 9, seed: 3, imageShape },
      () => {},
      (ready, total) => told.push([ready, total]),
    );
  for (const [index, size] of [2, 2, 2, 1, 2].entries()) {
    const pixels = Float32Array.from(
      { length: size * 32 * 32 * 3 },
      (_, i) => ((i * 7919 + index * 613) % 1009) / 500 - 1,
    );
    const labels = Int32Array.from({ length: size }, (_, i) => (i + index) % 10);
    const own = stepper.next(
      { pixels, labels },
      { step: index + 1, learningRate: rates[index] ?? 0, seed: 7, imageShape },
    );
    scores.push([...(await own.data())]);
    own.dispose();
  }
  const state = await Promise.all(
    [...model.parameters, ...optimizer.state].map(async ({ variable }) => [...(await variable.data())]),
  );
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  return { scores, state, rates, told };
}

describe.skipIf(!gpu)(`training on a GPU${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());
  afterAll(async () => expect(await gpu?.takeErrors()).toEqual([]));

  // This comes first, while nothing is compiled yet.
  it("compiles ahead without a trace in scores and state, and tells how far it is", async () => {
    const { told, ...prepared } = await run("adam", stepperFor, true);
    expect({ ...prepared, told: [] }).toEqual(await run("adam", plainStepper));
    expect(told[0]?.[0]).toBe(0);
    expect(told.at(-1)?.[0]).toBe(told[0]?.[1]);
    expect(told.length).toBeGreaterThan(20);
  }, 60_000);

  it.each(["sgd", "adam"] as const)(
    "replays a recorded step of %s with the bits of eager ones, through schedule, dropout and a batch of another size",
    async (method) => {
      const eager = await run(method, plainStepper);
      const replayed = await run(method, stepperFor);
      expect(replayed).toEqual(eager);
      expect(new Set(eager.scores.map(([loss]) => loss)).size).toBe(5);
      expect(new Set(eager.rates).size).toBe(4);
    },
    60_000,
  );
});
