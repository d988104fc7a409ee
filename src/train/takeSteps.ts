// Training steps a few at a time, and their losses in order. Reading stalls a GPU: there the
// next few are under way before the losses of the last are awaited. Knows neither epochs nor events.
import { dispose, stack, tidy, type Scalar } from "@tensorflow/tfjs-core";
import type { Stepper } from "./stepper.ts";
import type { TrainingBatch } from "./trainingBatches.ts";
import type { StepSettings } from "./trainingStep.ts";

export interface Pace {
  /** Steps whose losses are read together. */
  readonly together: number;
  /** Such groups under way while the losses of an earlier one are awaited. */
  readonly ahead: number;
  /** Whatever uses the engine is done within this. */
  readonly onEngine: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface StepsTaken {
  readonly settings: readonly StepSettings[];
  /** The batches' mean cross-entropies. */
  readonly losses: readonly number[];
}

/** A step for each of `settings`, each with the next batch. Ends early without a trace when it is not pulled on. Throws when batches run out. */
export async function* takeSteps(stepper: Stepper, batches: Iterator<TrainingBatch>, settings: readonly StepSettings[], { together, ahead, onEngine }: Pace): AsyncGenerator<StepsTaken, void> {
  const underWay: { readonly settings: readonly StepSettings[]; readonly reading: Promise<readonly number[]> }[] = [];
  const read = async (): Promise<StepsTaken[]> => {
    const first = underWay.shift();
    return first ? [{ settings: first.settings, losses: await onEngine(() => first.reading) }] : [];
  };
  try {
    for (let start = 0; start < settings.length; start += together) {
      const own = settings.slice(start, start + together);
      await onEngine(async () => {
        const reading = numbersOf(stepsOn(stepper, batches, own));
        reading.catch(() => {}); // whoever awaits it hears of it
        underWay.push({ settings: own, reading });
      });
      if (underWay.length > ahead) yield* await read();
    }
    while (underWay.length > 0) yield* await read();
  } finally {
    // Nobody will look at these; their tensors go when they have been read, or with a device that was lost.
    if (underWay.length > 0) await onEngine(() => Promise.allSettled(underWay.map(({ reading }) => reading))).catch(() => {});
  }
}

function stepsOn(stepper: Stepper, batches: Iterator<TrainingBatch>, settings: readonly StepSettings[]): readonly Scalar[] {
  const losses: Scalar[] = [];
  try {
    for (const own of settings) {
      const batch = batches.next();
      if (batch.done) throw new Error(`There is no batch for step ${own.step}.`);
      losses.push(stepper.next(batch.value, own));
    }
    return losses;
  } catch (error) {
    dispose(losses);
    throw error;
  }
}

/** Asks for the numbers at once, and releases the tensors. */
async function numbersOf(losses: readonly Scalar[]): Promise<readonly number[]> {
  const joined = tidy(() => stack([...losses]));
  dispose([...losses]);
  try {
    return [...(await joined.data())];
  } finally {
    joined.dispose();
  }
}
