// What a training step costs JavaScript on WebGPU, eager and replayed: the time until the step
// is submitted, not the GPU's. The default network, in turns, after the bits were compared.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { tensor1d, tensor4d, tidy, type Tensor, type Tensor1D, type Tensor4D } from "@tensorflow/tfjs-core";
import { OPTIMIZER_FACTORS } from "../src/kernels/optimizer/op.ts";
import { flush } from "../src/kernels/webgpu/commandLog.ts";
import { optimizerFactors } from "../src/kernels/optimizer/webgpu.ts";
import { recordStep, type Tensors } from "../src/kernels/webgpu/recordedStep.ts";
import { buildModel } from "../src/model/model.ts";
import { DATASETS } from "../src/data/descriptions.ts";
import { graphOf } from "../src/recipe/network.ts";
import { parseRecipe } from "../src/recipe/parse.ts";
import type { Recipe } from "../src/recipe/schema.ts";
import { createOptimizer } from "../src/train/optimizer.ts";
import { stepOn } from "../src/train/trainingStep.ts";
import { midmean } from "./statistics.ts";

export interface StepBench {
  readonly backend: WebGPUBackend;
  readonly segments: number;
  readonly batch: number;
  readonly rounds: number;
}

export interface JavaScriptTime {
  readonly segments: number;
  /** Replayed over eager, of the mean times of the middle half of the rounds. */
  readonly share: number;
  readonly replayedMs: number;
  readonly eagerMs: number;
  readonly dispatches: number;
  readonly recordedBytes: number;
}

export async function benchRecordedStep({ backend, segments, batch, rounds }: StepBench): Promise<JavaScriptTime> {
  const recipe = recipeOf(segments);
  const network = trainableNetwork(recipe);
  const inputs = batchOf(recipe, batch);
  // With what it has not yet submitted or given back, which the next step would pay for.
  const eager = (): void => {
    network.beginStep();
    tidy(() => {
      network.run(inputs);
    });
    flush(backend);
  };
  eager();
  network.beginStep();
  const recorded = recordStep(backend, { inputs, variables: network.variables, run: network.run });
  const replay = (): void => {
    network.beginStep();
    recorded.replay(inputs, network.uniforms());
  };
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = -2; round < rounds; round++) {
    const eagerMs = await javaScriptMs(backend, eager);
    const replayedMs = await javaScriptMs(backend, replay);
    if (round < 0) continue;
    ours.push(replayedMs);
    theirs.push(eagerMs);
  }
  const found: JavaScriptTime = {
    segments,
    share: midmean(ours) / midmean(theirs),
    replayedMs: midmean(ours),
    eagerMs: midmean(theirs),
    dispatches: recorded.dispatches,
    recordedBytes: recorded.bytes,
  };
  recorded.dispose();
  network.dispose();
  Object.values(inputs).forEach((each) => each.dispose());
  return found;
}

async function javaScriptMs(backend: WebGPUBackend, run: () => void): Promise<number> {
  await backend.queue.onSubmittedWorkDone();
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** The default recipe at a point of the spectrum, without dropout: its masks would have to be inputs. */
function recipeOf(segments: number): Recipe {
  return parseRecipe({ network: { module: { segments } } });
}

/** The trainer's own step. */
function trainableNetwork(recipe: Recipe) {
  const model = buildModel(graphOf(recipe), 1);
  const optimizer = createOptimizer(model.parameters, recipe.training);
  const learningRate = 0.01;
  let step = 0;
  const run = ({ images, labels }: Tensors): { scores: Tensor } => ({
    scores: stepOn(
      model,
      optimizer,
      {
        images: images as Tensor4D,
        labels: labels as Tensor1D,
        dropoutMask: () => {
          throw new Error("Masks are not part of this bench.");
        },
      },
      { learningRate, step },
    ),
  });
  return {
    run,
    variables: [...model.parameters, ...optimizer.state].map(({ variable }) => variable),
    beginStep: () => {
      step++;
    },
    uniforms: () => ({ [OPTIMIZER_FACTORS]: optimizerFactors({ ...optimizer.settings, learningRate, step }) }),
    dispose: () => {
      optimizer.dispose();
      model.dispose();
    },
  };
}

function batchOf({ dataset }: Recipe, batch: number): Tensors {
  const { imageShape, classNames } = DATASETS[dataset.id];
  const shape: [number, number, number, number] = [batch, ...imageShape];
  const size = shape.reduce((a, b) => a * b);
  return {
    images: tensor4d(
      Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 1009) / 1009 - 0.5),
      shape,
    ),
    labels: tensor1d(
      Array.from({ length: batch }, (_, i) => i % classNames.length),
      "int32",
    ),
  };
}
