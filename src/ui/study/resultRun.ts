// A run that is kept here, with all its numbers, as a result tells it.
import type { History, Run } from "../../lab/state.ts";
import type { Measure, ResultRun, RunNumbers } from "../../study/result.ts";

/** Null for a run that is not finished, that went on on another engine, or of which something is not kept. */
export function resultRunOf({ recipe, started, finished }: Run, history: History | undefined): ResultRun | null {
  if (!started || !finished || !history) return null;
  const { version, engine, earlierEngines, datasetChecksum } = started;
  if (earlierEngines.some(({ name, threads }) => name !== engine.name || threads !== engine.threads)) return null;
  const numbers = numbersOf(history, started.steps, recipe.training.epochs);
  if (!numbers) return null;
  const { name, adapter, threads } = engine;
  const terms = { version, engine: name, adapter, datasetChecksum, ...(threads !== undefined && { threads }) };
  return { recipe, terms, elapsedMs: finished.elapsedMs, numbers };
}

function numbersOf({ steps, evaluations }: History, planned: number, epochs: number): RunNumbers | null {
  const measured = (split: "validation" | "test", epoch: number): Measure | null => {
    const found = evaluations.find((each) => each.split === split && each.epoch === epoch);
    return found ? { loss: Math.fround(found.loss), accuracy: Math.fround(found.accuracy) } : null;
  };
  const validation = Array.from({ length: epochs + 1 }, (_, epoch) => measured("validation", epoch) ?? []).flat();
  const test = measured("test", epochs);
  if (steps.length !== planned || validation.length !== epochs + 1 || !test) return null;
  return { losses: Float32Array.from(steps.columns.loss.subarray(0, steps.length)), validation, test };
}
