// Several training steps, and then one look at their losses: reading stalls a GPU. Knows
// neither epochs nor events.
import { stack, tidy, type Scalar } from "@tensorflow/tfjs-core";
import type { Stepper } from "./stepper.ts";
import type { TrainingBatch } from "./trainingBatches.ts";
import type { StepSettings } from "./trainingStep.ts";

/** A step for each of `settings`, each with the next batch; the mean cross-entropies of the batches. Throws when batches run out. */
export async function takeSteps(stepper: Stepper, batches: Iterator<TrainingBatch>, settings: readonly StepSettings[]): Promise<readonly number[]> {
  const losses = settings.map((own): Scalar => {
    const batch = batches.next();
    if (batch.done) throw new Error(`There is no batch for step ${own.step}.`);
    return stepper.next(batch.value, own);
  });
  const joined = tidy(() => stack(losses));
  losses.forEach((loss) => loss.dispose());
  try {
    return [...(await joined.data())];
  } finally {
    joined.dispose();
  }
}
