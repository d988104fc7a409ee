// What a result says, from the numbers of its runs.
import { measuredOf, outcomeOf, type Outcome } from "./outcome.ts";
import type { StudyResult } from "./result.ts";

export function outcomeOfResult({ study, runs }: Pick<StudyResult, "study" | "runs">): Outcome {
  const ended = runs.map(({ recipe, numbers: { test, validation } }) => ({
    recipe,
    test,
    validation: validation.at(-1) ?? null,
  }));
  return outcomeOf(study, measuredOf(ended));
}
