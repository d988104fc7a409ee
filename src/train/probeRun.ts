// How long a run takes here, from its first steps: it is begun as it would be trained, and given up.
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
  const abort = new AbortController();
  /** Elapsed times: before the first step, after the warm ones, after the last. */
  const seen = { evaluated: 0, warm: { step: 0, ms: 0 }, last: { step: 0, ms: 0 } };
  let steps = 0;
  for await (const event of begin(recipe, dataset, { ...options, runId: "probe", signal: abort.signal })) {
    switch (event.type) {
      case "started":
        steps = event.steps;
        break;
      case "evaluated":
        // A run this short is trained to its end.
        if (event.epoch > 0) break;
        seen.evaluated = event.elapsedMs;
        seen.warm = { step: 0, ms: event.elapsedMs };
        break;
      case "step":
        if (event.step <= WARM_STEPS) seen.warm = { step: event.step, ms: event.elapsedMs };
        seen.last = { step: event.step, ms: event.elapsedMs };
        if (event.step >= WARM_STEPS + TIMED_STEPS) abort.abort();
        break;
      case "finished":
        return event.elapsedMs;
      case "failed":
        throw new Error(event.message);
      default:
        break;
    }
    await options.breathe?.();
  }
  const stepMs = (seen.last.ms - seen.warm.ms) / (seen.last.step - seen.warm.step);
  // One before the first step and one after each epoch; the test split is seen in several views.
  const testImages = recipe.evaluation.views * dataset.size("test");
  const evaluations = recipe.training.epochs + 1 + testImages / dataset.size("validation");
  return steps * stepMs + evaluations * seen.evaluated;
}
