// Training in WebAssembly is replayed, and the numbers stay the same.
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, memory } from "@tensorflow/tfjs-core";
import { describe, expect, it, beforeAll } from "vitest";
import { activationNames } from "../activations/list.ts";
import { absentEngines, engines } from "../kernels/testEngines.ts";
import { wrapKernels } from "../kernels/wasm/attach.ts";
import type { KernelName } from "../kernels/wasm/kernelCall.ts";
import type { WasmFunction } from "../kernels/wasm/signature.ts";
import { heapOf } from "../kernels/wasm/watchStep.ts";
import { graphCost } from "../graph/cost.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import { parseRecipe } from "../recipe/parse.ts";
import type { Recipe } from "../recipe/schema.ts";
import { createOptimizer } from "./optimizer.ts";
import { stepperFor, type Stepper } from "./stepper.ts";
import { withPixels } from "./trainingBatches.ts";
import { trainingStep } from "./trainingStep.ts";

for (const { name, reason } of absentEngines)
  if (name.startsWith("wasm")) console.warn(`NOT TESTED on ${name}: ${reason}`);

const recipes: Record<string, Recipe> = {
  "dropout and Adam": parseRecipe({
    network: {
      width: 12,
      stages: [1, 1],
      module: { segments: 4, intermediateActivation: "elu", intermediateBatchNorm: true },
      dropout: 0.5,
    },
    training: { optimizer: { method: "adam" }, weightDecay: 0.01 },
  }),
  "residuals and momentum": parseRecipe({
    network: { width: 12, stages: [2], module: { segments: 12 }, activationPlace: "before-add" },
  }),
  ...Object.fromEntries(
    activationNames.map((activation) => [
      `${activation} between and after the addition`,
      parseRecipe({
        network: { width: 8, stages: [2], activation, module: { segments: 2, intermediateActivation: activation } },
      }),
    ]),
  ),
};

const eager = (
  model: ReturnType<typeof buildModel>,
  optimizer: ReturnType<typeof createOptimizer>,
): Pick<Stepper, "next" | "dispose"> => ({
  next: (batch, settings) => trainingStep(model, optimizer, withPixels(batch), settings),
  dispose: () => {},
});

/** Nine steps, the seventh with a smaller batch; each with its own images, labels, rate and dropout masks. */
async function run(recipe: Recipe, make: typeof eager) {
  const model = buildModel(graphOf(recipe), 1);
  const optimizer = createOptimizer(model.parameters, recipe.training);
  const stepper = make(model, optimizer);
  const scores: number[][] = [],
    tensors: number[] = [];
  for (const [index, size] of [3, 3, 3, 3, 3, 3, 2, 3, 3].entries()) {
    const pixels = Float32Array.from(
      { length: size * 32 * 32 * 3 },
      (_, i) => ((i * 7919 + index * 613) % 1009) / 500 - 1,
    );
    const labels = Int32Array.from({ length: size }, (_, i) => (i + index) % 10);
    const own = stepper.next(
      { pixels, labels },
      { step: index + 1, learningRate: 0.01 / (index + 1), seed: 7, imageShape: [32, 32, 3] },
    );
    scores.push([...(await own.data())]);
    own.dispose();
    tensors.push(memory().numTensors);
  }
  const state = await Promise.all(
    [...model.parameters, ...optimizer.state].map(async ({ variable }) => [...(await variable.data())]),
  );
  stepper.dispose();
  optimizer.dispose();
  model.dispose();
  return { scores, state, tensors };
}

describe.each(engines.filter(({ name }) => name.startsWith("wasm")))("training on $name", (engine) => {
  beforeAll(() => engine.activate());

  it.each(Object.entries(recipes))("replays steps with the bits of eager ones: %s", async (_, recipe) => {
    const plain = await run(recipe, eager);
    expect(await run(recipe, stepperFor)).toEqual(plain);
    expect(new Set(plain.scores.map(([loss]) => loss)).size).toBe(9);
    expect(new Set(plain.tensors).size).toBe(1);
  });

  it.each(["sgd", "adam"] as const)(
    "goes through all parameters of %s in one pass for those that decay and one for the others",
    (method) => {
      const recipe = parseRecipe({
        network: { width: 12, stages: [2], module: { segments: 3 } },
        training: { optimizer: { method }, weightDecay: 0.01 },
      });
      const model = buildModel(graphOf(recipe), 1);
      const optimizer = createOptimizer(model.parameters, recipe.training);
      const stepper = stepperFor(model, optimizer);
      const calls = countCalls("sgdStep", "adamStep");
      const passes = [1, 2, 3, 4].map((step) => {
        const batch = { pixels: new Float32Array(2 * 3072).fill(0.1), labels: new Int32Array(2) };
        stepper.next(batch, { step, learningRate: 0.01, seed: 1, imageShape: [32, 32, 3] }).dispose();
        return calls.take();
      });
      calls.end();
      const all = optimizer.trainable.length;
      expect(passes).toEqual([all, all, all, 2]); // watched twice, recorded, replayed
      stepper.dispose();
      optimizer.dispose();
      model.dispose();
    },
  );

  it("asks for the memory of a step once, and never holds more than the activations take", () => {
    const recipe = parseRecipe({ network: { module: { segments: 48 } } });
    const graph = graphOf(recipe),
      examples = 4;
    const model = buildModel(graph, 1);
    const optimizer = createOptimizer(model.parameters, recipe.training);
    const stepper = stepperFor(model, optimizer);
    const heap = watchHeap();
    const asked = [1, 2, 3, 4, 5].map((step) => {
      heap.asked.length = 0;
      const batch = { pixels: new Float32Array(examples * 3072).fill(0.1), labels: new Int32Array(examples) };
      stepper.next(batch, { step, learningRate: 0.01, seed: 1, imageShape: [32, 32, 3] }).dispose();
      return heap.asked.filter((bytes) => bytes > 8).length; // a step's scores have 8
    });
    heap.end();
    expect(asked.slice(2)).toEqual([1, 0, 0]);
    expect(heap.mostBytes()).toBeLessThan(examples * graphCost(graph).activationBytes);
    stepper.dispose();
    optimizer.dispose();
    model.dispose();
  });
});

/** Counts the calls of kernels by name, from here to `end`. */
function countCalls(...names: readonly KernelName[]) {
  const wasm = backend() as BackendWasm;
  const own = new Map<unknown, WasmFunction>();
  let count = 0;
  wrapKernels(wasm, (kernel, name) => {
    const counting = (...args: number[]): number => {
      if (names.includes(name)) count++;
      return kernel(...args);
    };
    own.set(counting, kernel);
    return counting;
  });
  return {
    /** Since the last time. */
    take: () => {
      const since = count;
      count = 0;
      return since;
    },
    end: () => wrapKernels(wasm, (kernel) => own.get(kernel) ?? kernel),
  };
}

/** What is asked of the allocator, and the most it had handed out at once. */
function watchHeap() {
  const heap = heapOf(backend() as BackendWasm);
  const { _malloc, _free } = heap;
  const sizes = new Map<number, number>(),
    asked: number[] = [];
  let [now, most] = [0, 0];
  heap._malloc = (bytes) => {
    const address = _malloc(bytes);
    sizes.set(address, bytes);
    asked.push(bytes);
    most = Math.max(most, (now += bytes));
    return address;
  };
  heap._free = (address) => {
    now -= sizes.get(address) ?? 0;
    sizes.delete(address);
    _free(address);
  };
  return {
    asked,
    mostBytes: () => most,
    end: () => {
      [heap._malloc, heap._free] = [_malloc, _free];
    },
  };
}
