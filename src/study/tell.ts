// The numbers of a finished run from what was kept of it.
import type { Evaluation } from "../run/events.ts";
import type { Measure, RunNumbers } from "./result.ts";

type Evaluated = Pick<Evaluation, "split" | "loss" | "accuracy"> & { readonly epoch: number };

/** Null where a step or an evaluation is missing. `steps` is how many the whole run takes. */
export function numbersOfRun(
  losses: ArrayLike<number>,
  evaluations: readonly Evaluated[],
  { steps, epochs }: { readonly steps: number; readonly epochs: number },
): RunNumbers | null {
  const measured = (split: Evaluation["split"], epoch: number): Measure | undefined => {
    const found = evaluations.find((each) => each.split === split && each.epoch === epoch);
    return found && { loss: Math.fround(found.loss), accuracy: Math.fround(found.accuracy) };
  };
  const validation = Array.from({ length: epochs + 1 }, (_, epoch) => measured("validation", epoch) ?? []).flat();
  const test = measured("test", epochs);
  if (losses.length !== steps || validation.length !== epochs + 1 || !test) return null;
  return { losses: Float32Array.from(losses), validation, test };
}
