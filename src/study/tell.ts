// A finished run as a result tells it, from what was kept of it.
import type { Recipe } from "../recipe/schema.ts";
import type { EngineInfo, EvaluatedEvent, StartedEvent } from "../run/events.ts";
import type { Measure, ResultRun, RunNumbers } from "./result.ts";

export interface KeptRun {
  readonly recipe: Recipe;
  readonly started: Pick<StartedEvent, "version" | "engine" | "steps" | "datasetChecksum">;
  /** Of every step, in order. */
  readonly losses: ArrayLike<number>;
  readonly evaluations: readonly Pick<EvaluatedEvent, "split" | "epoch" | "loss" | "accuracy">[];
  readonly elapsedMs: number;
}

/** Null where a step or an evaluation is missing. */
export function tellRun({ recipe, started, losses, evaluations, elapsedMs }: KeptRun): ResultRun | null {
  const numbers = losses.length === started.steps ? numbersOf(losses, evaluations, recipe.training.epochs) : null;
  if (!numbers) return null;
  const { version, engine, datasetChecksum } = started;
  const { name, adapter, threads } = engine;
  const terms = { version, engine: name, adapter, datasetChecksum, ...(threads !== undefined && { threads }) };
  return { recipe, terms, elapsedMs, numbers };
}

/** Whether a run that went on from one to the other has terms of its own. */
export function isSameEngine(one: EngineInfo, other: EngineInfo): boolean {
  return one.name === other.name && one.threads === other.threads;
}

function numbersOf(losses: ArrayLike<number>, evaluations: KeptRun["evaluations"], epochs: number): RunNumbers | null {
  const measured = (split: "validation" | "test", epoch: number): Measure | undefined => {
    const found = evaluations.find((each) => each.split === split && each.epoch === epoch);
    return found && { loss: Math.fround(found.loss), accuracy: Math.fround(found.accuracy) };
  };
  const validation = Array.from({ length: epochs + 1 }, (_, epoch) => measured("validation", epoch) ?? []).flat();
  const test = measured("test", epochs);
  return validation.length === epochs + 1 && test ? { losses: Float32Array.from(losses), validation, test } : null;
}
