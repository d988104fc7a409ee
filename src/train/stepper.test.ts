import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absentEngines, engines } from "../kernels/testEngines.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { recipeSchema } from "../recipe/schema.ts";
import { createOptimizer } from "./optimizer.ts";
import { stepperFor, type Stepper } from "./stepper.ts";
import { trainingStep } from "./trainingStep.ts";

const gpu = engines.find(({ name }) => name === "webgpu");
const absent = absentEngines.find(({ name }) => name === "webgpu");
if (absent) console.warn(`NOT TESTED on webgpu: ${absent.reason}`);

const recipe = recipeSchema.parse({
  network: { width: 4, stages: [1], module: { segments: 2 }, dropout: 0.5 },
  training: { batchSize: 2, optimizer: { method: "adam" }, weightDecay: 0.01 },
});

/** Five steps, the fourth with a smaller batch; each with its own images, labels, rate and dropout masks. */
async function run(make: (model: ReturnType<typeof buildModel>, optimizer: ReturnType<typeof createOptimizer>) => Stepper) {
  const model = buildModel(graphOf(recipe), 1);
  const optimizer = createOptimizer(model.parameters, recipe.training);
  const stepper = make(model, optimizer);
  const losses: number[] = [];
  for (const [index, size] of [2, 2, 2, 1, 2].entries()) {
    const pixels = Float32Array.from({ length: size * 32 * 32 * 3 }, (_, i) => ((i * 7919 + index * 613) % 1009) / 500 - 1);
    const labels = Int32Array.from({ length: size }, (_, i) => (i + index) % 10);
    const loss = stepper.next({ pixels, labels }, { step: index + 1, learningRate: 0.01 / (index + 1), seed: 7, imageShape: [32, 32, 3] });
    losses.push(...(await loss.data()));
    loss.dispose();
  }
  const state = await Promise.all([...model.parameters, ...optimizer.state].map(async ({ variable }) => [...(await variable.data())]));
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  return { losses, state };
}

describe.skipIf(!gpu)(`training on a GPU${absent ? ` (webgpu absent: ${absent.reason})` : ""}`, () => {
  beforeAll(() => gpu?.activate());
  afterAll(async () => expect(await gpu?.takeErrors()).toEqual([]));

  it("replays a recorded step with the bits of eager ones, through dropout and a batch of another size", async () => {
    const eager = await run((model, optimizer) => ({ next: (batch, settings) => trainingStep(model, optimizer, batch, settings), dispose: () => {} }));
    const replayed = await run(stepperFor);
    expect(replayed).toEqual(eager);
    expect(new Set(eager.losses).size).toBe(5);
  }, 60_000);
});
