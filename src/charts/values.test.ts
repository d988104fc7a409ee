import { expect, test } from "vitest";
import { validationCurves, type CurveRun } from "./series.ts";
import { valuesAt, valuesInWords } from "./values.ts";

/** Evaluated after each epoch of two steps; the accuracies of the steps are 0.2, 0.4, 0.6 … */
const run = (id: string, label: string, accuracies: readonly number[]): CurveRun => {
  const steps = Float64Array.from({ length: 2 * (accuracies.length - 1) }, (_, index) => index + 1);
  return {
    id,
    armId: label,
    seed: 1,
    mark: { colour: "black", dash: "none", marker: "circle", label },
    traits: {},
    epochs: 4,
    totalSteps: 8,
    isTraining: false,
    evaluations: accuracies.map((accuracy, epoch) => ({
      type: "evaluated",
      runId: id,
      split: "validation",
      epoch,
      step: 2 * epoch,
      elapsedMs: 0,
      accuracy,
      loss: 1,
      accuracyError: null,
      top3Accuracy: 1,
      confusion: [],
    })),
    steps: {
      length: steps.length,
      columns: {
        step: steps,
        epoch: steps.map((step) => step / 2),
        loss: steps,
        accuracy: steps.map((step) => step / 5),
        elapsedMs: steps,
      },
    },
  };
};

test("the values at a place are said with the place, the run and the unit; training is the mean since the last evaluation", () => {
  const runs = [run("a", "16 segments, none", [0.1, 0.2, 0.512]), run("b", "16 segments, ReLU", [0.1, 0.3])];
  const curves = validationCurves(runs, "accuracy", "epoch");
  expect(valuesInWords(2, "epoch", "accuracy", valuesAt(2, curves, "accuracy"))).toBe(
    "2 epochs. 16 segments, none: validation 51.2\u202f%, training 70.0\u202f%",
  );
  expect(valuesInWords(0, "epoch", "accuracy", valuesAt(0, curves, "accuracy"))).toBe(
    "0 epochs. 16 segments, none: validation 10.0\u202f%. 16 segments, ReLU: validation 10.0\u202f%",
  );
});
