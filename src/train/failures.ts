// What went wrong, as the run's contract has it: one of a closed list of reasons, and a message that
// says what, why and what to do.
import { DatasetError } from "../data/dataset.ts";
import { GraphError } from "../graph/node.ts";
import type { Evaluation, FailureReason } from "../run/events.ts";
import { RunFault } from "../run/runFault.ts";

export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
}

export function describeFailure(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof RunFault) return { reason: error.reason, message: text };
  if (error instanceof DatasetError) return { reason: "data", message: text };
  if (error instanceof GraphError) return { reason: "recipe", message: `${text}. Change the network's settings.` };
  if (/out of memory|memory access|cannot enlarge memory|allocation failed|malloc|createBuffer failed/i.test(text)) {
    return {
      reason: "out-of-memory",
      message: `The engine ran out of memory (${text}). Choose a smaller batch or width, and train again.`,
    };
  }
  return {
    reason: "internal",
    message: `Training ended with an error of the lab itself: ${text}. Train again; if it comes back, please report it with the recipe.`,
  };
}

/** A loss this far above that of chance, ln(classes) ≈ 2.3, does not recover. */
const DIVERGED_LOSS = 1000;

/** Throws when an evaluation's loss is NaN: the last steps have broken the weights. */
export function checkEvaluation({ split, loss }: Evaluation, epoch: number): void {
  if (Number.isFinite(loss)) return;
  throw new RunFault(
    "diverged",
    `The loss on the ${split} split is not a finite number after epoch ${epoch}. Try a smaller learning rate.`,
  );
}

/** Throws when the training loss is not finite or too high to recover. */
export function checkLoss(loss: number, step: number, learningRate: number): void {
  if (loss < DIVERGED_LOSS) return;
  throw new RunFault(
    "diverged",
    `The loss diverged: it is ${Number.isFinite(loss) ? loss.toPrecision(3) : "not a finite number"} at ` +
      `step ${step}, with a learning rate of ${learningRate.toPrecision(3)}. Try a smaller learning rate.`,
  );
}
