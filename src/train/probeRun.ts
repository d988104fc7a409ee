// How long a run takes here, from its first steps: it is begun as it would be trained, with a short epoch, and given up.
import { batchesPerEpoch } from "../data/batches.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Recipe } from "../recipe/schema.ts";
import { train, type TrainOptions } from "./train.ts";

/** The first steps are slower: plans are made, code is compiled. A GPU takes eight at a time. */
const WARM_STEPS = 8;
const TIMED_STEPS = 16;

/** A whole run's time in ms, counted as in a run. Throws what the run fails of. `begin` is `train`. */
export async function probeRun(
  recipe: Recipe,
  dataset: Dataset,
  options: Pick<TrainOptions, "engine" | "device" | "breathe">,
  begin: typeof train = train,
): Promise<number> {
  const { epochs, batchSize } = recipe.training;
  const inEpoch = batchesPerEpoch(dataset.size("train"), batchSize);
  const stepsPerEpoch = Math.min(inEpoch, WARM_STEPS + TIMED_STEPS);
  const warmSteps = Math.min(WARM_STEPS, stepsPerEpoch - 1);
  const abort = new AbortController();
  /** Elapsed times, in ms: before the first step, after the warm ones, after the last, and after the evaluation of the epoch. */
  const at = { first: 0, warm: 0, last: 0, evaluated: 0 };
  const short = { ...options, runId: "probe", signal: abort.signal, stepsPerEpoch };
  for await (const event of begin(recipe, dataset, short)) {
    if (event.type === "failed") throw new Error(event.message);
    if (event.type === "evaluated" && event.epoch === 0) at.first = at.warm = event.elapsedMs;
    if (event.type === "step" && event.step <= warmSteps) at.warm = event.elapsedMs;
    if (event.type === "step") at.last = event.elapsedMs;
    if (event.type === "evaluated" && event.epoch === 1) {
      at.evaluated = event.elapsedMs;
      abort.abort();
    }
    await options.breathe?.();
  }
  const stepMs = (at.last - at.warm) / (stepsPerEpoch - warmSteps);
  // Not the first one, which is as cold as the first steps. The test split is seen in several views.
  const validationMs = at.evaluated - at.last;
  const testMs = (validationMs * recipe.evaluation.views * dataset.size("test")) / dataset.size("validation");
  return at.first + epochs * (inEpoch * stepMs + validationMs) + testMs;
}
