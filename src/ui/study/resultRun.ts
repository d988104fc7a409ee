// A run that is kept here, with all its numbers, as a result tells it.
import type { History, Run } from "../../lab/state.ts";
import type { ResultRun } from "../../study/result.ts";
import { isSameEngine, tellRun } from "../../study/tell.ts";

/** Null for a run that is not finished, that went on on another engine, or of which something is not kept. */
export function resultRunOf({ recipe, started, finished }: Run, history: History | undefined): ResultRun | null {
  if (!started || !finished || !history) return null;
  if (!started.earlierEngines.every((engine) => isSameEngine(engine, started.engine))) return null;
  const { columns, length } = history.steps;
  const losses = columns.loss.subarray(0, length);
  return tellRun({ recipe, started, losses, evaluations: history.evaluations, elapsedMs: finished.elapsedMs });
}
