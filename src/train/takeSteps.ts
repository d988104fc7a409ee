// Training steps a few at a time, and their scores in order. Reading stalls a GPU: there the
// next few are under way before the scores of the last are awaited.
import { dispose, stack, tidy } from "@tensorflow/tfjs-core";
import type { Stepper } from "./stepper.ts";
import type { TrainingBatch } from "./trainingBatches.ts";
import type { StepScores, StepSettings } from "./trainingStep.ts";

export interface Pace {
  /** Steps whose scores are read together. */
  readonly together: number;
  /** Groups under way while the scores of an earlier one are awaited. */
  readonly ahead: number;
  /** Everything that uses the engine runs within this. */
  readonly onEngine: <T>(work: () => Promise<T>) => Promise<T>;
  /** Awaited within a step that takes long, so that the host can handle messages. */
  readonly breathe: () => Promise<void>;
}

export interface StepsTaken {
  readonly settings: readonly StepSettings[];
  readonly scores: readonly Scores[];
}

/** The scores of a step's batch. */
export interface Scores {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** The share recognised, in [0, 1]. */
  readonly accuracy: number;
}

/**
 * A step for each of `settings`, each with the next batch. Cleans up when the iterator is closed early. Throws when
 * batches run out.
 */
export async function* takeSteps(
  stepper: Stepper,
  batches: Iterator<TrainingBatch>,
  settings: readonly StepSettings[],
  { together, ahead, onEngine, breathe }: Pace,
): AsyncGenerator<StepsTaken, void> {
  const underWay: { readonly settings: readonly StepSettings[]; readonly reading: Promise<readonly Scores[]> }[] = [];
  const read = async (): Promise<StepsTaken[]> => {
    const first = underWay.shift();
    return first ? [{ settings: first.settings, scores: await onEngine(() => first.reading) }] : [];
  };
  try {
    for (let start = 0; start < settings.length; start += together) {
      const own = settings.slice(start, start + together);
      await onEngine(async () => {
        const reading = scoresOf(await stepsOn(stepper, batches, own, breathe));
        reading.catch(() => {}); // whoever awaits it gets the error
        underWay.push({ settings: own, reading });
      });
      if (underWay.length > ahead) yield* await read();
    }
    while (underWay.length > 0) yield* await read();
  } finally {
    // Nobody will look at these. Their tensors are released when they have been read, or with a device that was lost.
    if (underWay.length > 0)
      await onEngine(() => Promise.allSettled(underWay.map(({ reading }) => reading))).catch(() => {});
  }
}

async function stepsOn(
  stepper: Stepper,
  batches: Iterator<TrainingBatch>,
  settings: readonly StepSettings[],
  breathe: () => Promise<void>,
): Promise<readonly StepScores[]> {
  const scores: StepScores[] = [];
  try {
    for (const own of settings) {
      const batch = batches.next();
      if (batch.done) throw new Error(`There is no batch for step ${own.step}.`);
      scores.push(await stepper.nextInTurns(batch.value, own, breathe));
    }
    return scores;
  } catch (error) {
    dispose(scores);
    throw error;
  }
}

/** Requests all numbers together, and releases the tensors. */
async function scoresOf(scores: readonly StepScores[]): Promise<readonly Scores[]> {
  const joined = tidy(() => stack([...scores]));
  dispose([...scores]);
  try {
    const numbers = await joined.data();
    return scores.map((_, index) => ({ loss: numbers[2 * index] ?? NaN, accuracy: numbers[2 * index + 1] ?? NaN }));
  } finally {
    joined.dispose();
  }
}
