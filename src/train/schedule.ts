// The learning rate at each moment of a run. Exact arithmetic only: the same rates,
// bit for bit, in every browser.
import type { TrainingRecipe } from "../recipe/schema.ts";

/** The rate of a step; `step` counts from 0. A warm-up of n steps starts at 1/n of the rate: no step has rate 0. */
export function learningRateAt(training: TrainingRecipe, step: number, stepsPerEpoch: number): number {
  const { learningRate, schedule, epochs } = training;
  const epoch = step / stepsPerEpoch;
  switch (schedule.kind) {
    case "constant":
      return learningRate;
    case "cosine": {
      const { warmupEpochs } = schedule;
      if (epoch < warmupEpochs) return learningRate * Math.min(1, (step + 1) / (warmupEpochs * stepsPerEpoch));
      const share = (epoch - warmupEpochs) / Math.max(epochs - warmupEpochs, Number.MIN_VALUE);
      return learningRate * (0.5 + 0.5 * cosineOfHalfTurns(Math.min(share, 1)));
    }
    case "step": {
      let rate = learningRate;
      for (let drops = Math.floor(epoch / schedule.everyEpochs); drops > 0; drops--) rate *= schedule.factor;
      return rate;
    }
    default:
      return schedule satisfies never;
  }
}

/**
 * cos(π·t) for t in [0, 1], by a Taylor series on the first quarter turn; the error stays below 1e−13.
 * Math.cos is not used: browsers round it differently.
 */
export function cosineOfHalfTurns(t: number): number {
  if (t > 0.5) return -cosineOfHalfTurns(1 - t);
  const square = Math.PI * t * (Math.PI * t);
  let sum = 0;
  for (let n = 18; n > 0; n -= 2) sum = ((sum + 1) * -square) / (n * (n - 1));
  return 1 + sum;
}
