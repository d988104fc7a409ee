// Trains a recipe on a data set, as a stream of events. Pull-driven: whoever iterates
// decides when the next step happens, so pausing is not pulling. Runs on the current
// tfjs backend.
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { backend, getBackend } from "@tensorflow/tfjs-core";
import { batchesPerEpoch } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import { graphCost } from "../graph/cost.ts";
import type { DeviceHealth } from "../kernels/webgpu/openDevice.ts";
import type { CompileProgress } from "../kernels/webgpu/precompile.ts";
import { buildModel } from "../model/model.ts";
import { graphOf } from "../recipe/network.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Checkpoint, EngineInfo, EvaluatedEvent, EvaluationSplit, RunEvent, StepEvent } from "../run/events.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { checkSameData, enginesSoFar, readArrays } from "./checkpoint.ts";
import { trustIn } from "./deviceFaults.ts";
import { engineLock } from "./engineLock.ts";
import { evaluate, rehearseEvaluation, uploadedImages } from "./evaluate.ts";
import type { EvaluationTask } from "./evaluationViews.ts";
import { checkEvaluation, checkLoss, describeFailure } from "./failures.ts";
import { latestOf } from "./latestOf.ts";
import { createOptimizer } from "./optimizer.ts";
import { learningRateAt } from "./schedule.ts";
import { residentData } from "./residentData.ts";
import { stepperFor } from "./stepper.ts";
import { storageOf } from "./storage.ts";
import { stopwatch } from "./stopwatch.ts";
import { takeSteps, type Pace } from "./takeSteps.ts";
import { orderedBatches, trainingBatches } from "./trainingBatches.ts";
import type { StepSettings } from "./trainingStep.ts";

export interface TrainOptions {
  readonly runId: string;
  /** The active engine, for the run's record. */
  readonly engine: EngineInfo;
  /** Ends the run before its next step; what it holds on the engine is released. */
  readonly signal?: AbortSignal;
  /** Continues from here instead of from the first weights. */
  readonly from?: Checkpoint | null;
  /** The GPU that the engine runs on, for its faults. */
  readonly device?: DeviceHealth;
  /** Ends each epoch after so many steps, to measure what a run takes; at most an epoch's. */
  readonly stepsPerEpoch?: number;
  /** Awaited within long work, so that the host can handle messages. */
  readonly breathe?: () => Promise<void>;
}

/** Reading stalls a GPU: there, losses and accuracies are read eight steps at a time, with the next eight under way. */
const GPU_PACE = { together: 8, ahead: 1 };

/**
 * The events of one run, from `started` to `finished`, `stopped` or `failed`; faults become a `failed` event and are
 * not thrown. Validation is evaluated before the first step and after each epoch, the test split once at the end.
 */
export async function* train(recipe: Recipe, dataset: Dataset, options: TrainOptions): AsyncGenerator<RunEvent, void> {
  const { runId, signal, from = null, breathe = async () => {} } = options;
  const held: { dispose(): void }[] = [];
  const hold = <T extends { dispose(): void }>(owner: T): T => (held.push(owner), owner);
  const trusted = trustIn(options.device);
  /** Also waits until the device has reported every error: used before a record or a checkpoint, which are final. */
  const settled = async <T>(reading: Promise<T>): Promise<T> => {
    const result = await reading;
    await options.device?.settle();
    return result;
  };
  let step = from?.step ?? 0;
  try {
    const graph = graphOf(recipe);
    const { parameters, trainableParameters, multiplyAdds } = graphCost(graph);
    if (from) checkSameData(from, dataset);
    const onGpu = getBackend() === "webgpu";
    const storage = recipe.storage === "float16" ? storageOf(graph, onGpu) : null;
    if (storage && storage.inFloat32.length > 0) console.warn(`Kept in 32 bits: ${storage.inFloat32.join("; ")}.`);
    const { epochs, batchSize } = recipe.training;
    const stepsPerEpoch = options.stepsPerEpoch ?? batchesPerEpoch(dataset.size("train"), batchSize);
    yield {
      type: "started",
      runId,
      version: PROGRAM_VERSION,
      recipe,
      engine: options.engine,
      earlierEngines: from?.engines ?? [],
      parameters,
      trainableParameters,
      multiplyAdds,
      stepsPerEpoch,
      steps: stepsPerEpoch * epochs,
      datasetChecksum: dataset.checksum,
      fromStep: step,
      ...(storage && { storage }),
    };

    const whole = stopwatch(from?.elapsedMs ?? 0);
    const training = stopwatch(0);
    const onEngine = <T>(work: () => Promise<T>) => engineLock.shared(() => whole.time(() => trusted(work)));
    const { model, optimizer, stepper, resident } = await onEngine(async () => {
      const built = hold(
        buildModel(graph, recipe.seed, {
          ...(from && { saved: from.arrays }),
          ...(storage?.stored && { storage: storage.stored }),
        }),
      );
      const own = hold(createOptimizer(built.parameters, recipe.training, from?.arrays));
      const data = onGpu ? hold(residentData(backend() as WebGPUBackend, dataset)) : undefined;
      return { model: built, optimizer: own, stepper: hold(stepperFor(built, own, data)), resident: data };
    });
    const images = resident?.evaluationImages ?? uploadedImages(dataset);
    const tasks: Readonly<Record<EvaluationSplit, EvaluationTask>> = {
      // The points of a curve are alike, and several views for each would take a fifth more time.
      validation: { split: "validation", views: 1 },
      test: { split: "test", views: recipe.evaluation.views },
    };
    const firstStep = step;
    const imagesPerSecond = () =>
      step > firstStep ? ((step - firstStep) * batchSize * 1000) / training.elapsedMs() : 0;
    const settingsOf = (own: number): StepSettings => ({
      step: own,
      learningRate: learningRateAt(recipe.training, own - 1, stepsPerEpoch),
      seed: recipe.seed,
      imageShape: dataset.description.imageShape,
    });
    const evaluated = async (split: EvaluationSplit, epoch: number): Promise<EvaluatedEvent> => {
      const evaluation = await onEngine(() =>
        settled(
          evaluate(model, dataset, images, tasks[split], async () => {
            await whole.without(breathe);
            signal?.throwIfAborted();
          }),
        ),
      );
      checkEvaluation(evaluation, epoch);
      return { type: "evaluated", runId, epoch, step, elapsedMs: whole.elapsedMs(), ...evaluation };
    };

    const rehearse = () => {
      for (const task of Object.values(tasks)) rehearseEvaluation(model, dataset, images, task);
    };
    const prepare = (report: CompileProgress) => stepper.prepare(batchSize, settingsOf(step + 1), rehearse, report);
    const preparing = latestOf<{ ready: number; total: number }>((report) =>
      engineLock.alone(() => whole.time(() => trusted(() => prepare((ready, total) => report({ ready, total }))))),
    );
    for await (const news of preparing) yield { type: "preparing", runId, ...news };
    if (!from) yield await evaluated("validation", 0);
    const pace: Pace = {
      ...(onGpu ? GPU_PACE : { together: 1, ahead: 0 }),
      onEngine: (work) => onEngine(() => training.time(work)),
      breathe: () => whole.without(() => training.without(breathe)),
    };
    for (let epoch = from?.epoch ?? 0; epoch < epochs; epoch++) {
      const batches =
        resident?.paints && dataset.painted
          ? orderedBatches(dataset, dataset.painted, recipe.seed, epoch, batchSize)
          : trainingBatches(dataset, recipe.seed, epoch, batchSize);
      const ofEpoch = Array.from({ length: stepsPerEpoch }, (_, index) =>
        settingsOf(epoch * stepsPerEpoch + index + 1),
      );
      signal?.throwIfAborted();
      for await (const { settings, scores } of takeSteps(stepper, batches, ofEpoch, pace)) {
        for (const [index, { step: at, learningRate }] of settings.entries()) {
          step = at;
          const { loss, accuracy } = scores[index] ?? { loss: NaN, accuracy: NaN };
          checkLoss(loss, at, learningRate);
          yield {
            type: "step",
            runId,
            step: at,
            epoch: at / stepsPerEpoch,
            loss,
            accuracy,
            learningRate,
            elapsedMs: whole.elapsedMs(),
            imagesPerSecond: imagesPerSecond(),
          } satisfies StepEvent;
        }
        signal?.throwIfAborted();
      }
      yield await evaluated("validation", epoch + 1);
      const arrays = await onEngine(() => settled(readArrays(model, optimizer)));
      yield {
        type: "checkpointed",
        runId,
        checkpoint: {
          epoch: epoch + 1,
          step,
          elapsedMs: whole.elapsedMs(),
          datasetChecksum: dataset.checksum,
          engines: enginesSoFar(from, options.engine),
          arrays,
        },
      };
    }
    yield await evaluated("test", epochs);
    yield { type: "finished", runId, elapsedMs: whole.elapsedMs(), imagesPerSecond: imagesPerSecond() };
  } catch (error) {
    if (signal?.aborted) yield { type: "stopped", runId, step };
    else yield { type: "failed", runId, ...describeFailure(error) };
  } finally {
    for (const owner of held) owner.dispose();
  }
}
