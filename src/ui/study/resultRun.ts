// A run that is kept here, with all its numbers, as a result tells it.
import type { History, Run } from "../../lab/state.ts";
import type { ResultRun } from "../../study/result.ts";
import { numbersOfRun } from "../../study/tell.ts";

/** Null for a run that is not finished, that went on on another engine, or of which something is not kept. */
export function resultRunOf({ recipe, started, finished }: Run, history: History | undefined): ResultRun | null {
  if (!started || !finished || !history) return null;
  const { version, engine, earlierEngines, datasetChecksum } = started;
  if (earlierEngines.some(({ name, threads }) => name !== engine.name || threads !== engine.threads)) return null;
  const { length, columns } = history.steps;
  const numbers = numbersOfRun(columns.loss.subarray(0, length), history.evaluations, {
    steps: started.steps,
    epochs: recipe.training.epochs,
  });
  if (!numbers) return null;
  const { name, adapter, threads } = engine;
  const terms = { version, engine: name, adapter, datasetChecksum, ...(threads !== undefined && { threads }) };
  return { recipe, terms, elapsedMs: finished.elapsedMs, numbers };
}
