// Trains a recipe on a data set, as a stream of events. Pull-driven: whoever iterates
// decides when the next step happens, so pausing is not pulling. Runs on the current
// tfjs backend; knows neither worker nor page.
import { getBackend, stack, tidy, type Scalar } from "@tensorflow/tfjs-core";
import { batchesPerEpoch } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { graphCost } from "../graph/cost.ts";
import { fallbacks, forgetFallbacks } from "../kernels/fallback.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Checkpoint, EngineInfo, EvaluatedEvent, EvaluationSplit, RunEvent, StepEvent } from "../run/events.ts";
import { readArrays } from "./checkpoint.ts";
import { evaluate } from "./evaluate.ts";
import { checkLoss, describeFailure, TrainingError } from "./failures.ts";
import { createOptimizer } from "./optimizer.ts";
import { learningRateAt } from "./schedule.ts";
import { stepperFor } from "./stepper.ts";
import { stopwatch } from "./stopwatch.ts";
import { trainingBatches } from "./trainingBatches.ts";

export interface TrainOptions {
  readonly runId: string;
  /** The active engine, for the record. */
  readonly engine: EngineInfo;
  /** Ends the run before its next step; what it holds on the engine is released. */
  readonly signal?: AbortSignal;
  /** Goes on from here instead of from the first weights. */
  readonly from?: Checkpoint | null;
  /** Settles with the reason when the engine's device is lost. */
  readonly lost?: Promise<string>;
  /** Awaited within long work, so that the host can attend to messages. */
  readonly breathe?: () => Promise<void>;
}

/** Reading a loss from a GPU stalls it: there, losses are read this many steps at a time. */
const STEPS_PER_READ_ON_GPU = 8;

/**
 * The events of one run, from `started` to `finished`, `stopped` or `failed`; faults become a `failed` event and are
 * not thrown. Validation is evaluated before the first step and after each epoch, the test split once at the end.
 */
export async function* train(recipe: Recipe, dataset: Dataset, options: TrainOptions): AsyncGenerator<RunEvent, void> {
  const { runId, signal, from = null, breathe = async () => {} } = options;
  const held: { dispose(): void }[] = [];
  const hold = <T extends { dispose(): void }>(owner: T): T => (held.push(owner), owner);
  const deviceLost = options.lost?.then((reason) => {
    throw new TrainingError("device-lost", `The graphics device was lost: ${reason}. Continue from the last checkpoint, or choose WebAssembly as the engine.`);
  });
  deviceLost?.catch(() => {});
  /** A lost device may leave a read waiting for ever. */
  const unlessLost = <T>(work: Promise<T>): Promise<T> => (deviceLost ? Promise.race([work, deviceLost]) : work);
  let step = from?.step ?? 0;
  try {
    forgetFallbacks();
    const graph = graphOf(recipe);
    const { parameters, trainableParameters, multiplyAdds } = graphCost(graph);
    const { epochs, batchSize } = recipe.training;
    const stepsPerEpoch = batchesPerEpoch(dataset.size("train"), batchSize);
    yield {
      type: "started", runId, recipe, engine: options.engine, parameters, trainableParameters, multiplyAdds,
      stepsPerEpoch, steps: stepsPerEpoch * epochs, datasetChecksum: dataset.checksum, fromStep: step,
    };

    const whole = stopwatch(from?.elapsedMs ?? 0);
    const training = stopwatch(0);
    const model = hold(buildModel(graph, recipe.seed, from?.arrays));
    const optimizer = hold(createOptimizer(model.parameters, recipe.training, from?.arrays));
    const stepper = hold(stepperFor(model, optimizer));
    const firstStep = step;
    const imagesPerSecond = () => ((step - firstStep) * batchSize * 1000) / training.elapsedMs();
    const evaluated = async (split: EvaluationSplit, epoch: number): Promise<EvaluatedEvent> => {
      const evaluation = await whole.time(() => unlessLost(evaluate(model, dataset, split, async () => {
        await breathe();
        signal?.throwIfAborted();
      })));
      return { type: "evaluated", runId, epoch, step, elapsedMs: whole.elapsedMs(), ...evaluation };
    };

    if (!from) yield await evaluated("validation", 0);
    const stepsPerRead = getBackend() === "webgpu" ? STEPS_PER_READ_ON_GPU : 1;
    for (let epoch = from?.epoch ?? 0; epoch < epochs; epoch++) {
      const batches = trainingBatches(dataset, recipe.seed, epoch, batchSize);
      for (let done = 0; done < stepsPerEpoch; ) {
        signal?.throwIfAborted();
        const count = Math.min(stepsPerRead, stepsPerEpoch - done);
        const rates: number[] = [];
        const losses = await whole.time(() => training.time(() => {
          const pending: Scalar[] = [];
          for (let index = 0; index < count; index++) {
            const batch = batches.next();
            if (batch.done) throw new Error(`Epoch ${epoch + 1} has fewer than ${stepsPerEpoch} batches.`);
            const learningRate = learningRateAt(recipe.training, step, stepsPerEpoch);
            rates.push(learningRate);
            pending.push(stepper.next(batch.value, {
              step: ++step, learningRate, seed: recipe.seed, imageShape: dataset.description.imageShape,
            }));
          }
          return unlessLost(readScalars(pending));
        }));
        done += count;
        for (const [index, loss] of losses.entries()) {
          const at = step - count + index + 1;
          const learningRate = rates[index] ?? 0;
          checkLoss(loss, at, learningRate);
          yield {
            type: "step", runId, step: at, epoch: at / stepsPerEpoch, loss, learningRate,
            elapsedMs: whole.elapsedMs(), imagesPerSecond: imagesPerSecond(),
          } satisfies StepEvent;
        }
      }
      yield await evaluated("validation", epoch + 1);
      yield {
        type: "checkpointed", runId,
        checkpoint: { epoch: epoch + 1, step, elapsedMs: whole.elapsedMs(), arrays: await readArrays(model, optimizer) },
      };
    }
    yield await evaluated("test", epochs);
    yield {
      type: "finished", runId, elapsedMs: whole.elapsedMs(), imagesPerSecond: imagesPerSecond(),
      fallbacks: fallbacks().map(({ kernel, engine, reason }) => `${kernel} on ${engine}: ${reason}`),
    };
  } catch (error) {
    if (signal?.aborted) yield { type: "stopped", runId, step };
    else yield { type: "failed", runId, ...describeFailure(error) };
  } finally {
    for (const owner of held) owner.dispose();
  }
}

/** The values of scalars, in one read; releases them. */
async function readScalars(scalars: readonly Scalar[]): Promise<readonly number[]> {
  const joined = tidy(() => stack([...scalars]));
  scalars.forEach((scalar) => scalar.dispose());
  const values = await joined.data();
  joined.dispose();
  return [...values];
}
