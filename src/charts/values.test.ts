import { expect, test } from "vitest";
import type { CurveRun } from "./series.ts";
import { valuesAt, valuesInWords } from "./values.ts";

const run = (id: string, label: string): CurveRun => ({
  id,
  armId: label,
  mark: { colour: "black", dash: "none", marker: "circle", label },
  traits: {},
  epochs: 4,
  totalSteps: 40,
  isTraining: false,
  evaluations: [],
  steps: {
    length: 0,
    columns: {
      step: new Float64Array(),
      epoch: new Float64Array(),
      loss: new Float64Array(),
      accuracy: new Float64Array(),
      elapsedMs: new Float64Array(),
    },
  },
});

test("the values at a place are said with the place, the run and the unit", () => {
  const long = run("a", "16 segments, none");
  const short = run("b", "16 segments, ReLU");
  const validation = [
    {
      run: long,
      points: [
        { x: 0, y: 0.1 },
        { x: 3, y: 0.512 },
      ],
    },
    {
      run: short,
      points: [
        { x: 0, y: 0.1 },
        { x: 1, y: 0.3 },
      ],
    },
  ];
  const training = [
    {
      run: long,
      points: [
        { x: 0.1, y: 0.2 },
        { x: 2.9, y: 0.48 },
      ],
    },
  ];
  expect(valuesInWords(3, "epoch", "accuracy", valuesAt(3, validation, training))).toBe(
    "3 epochs. 16 segments, none: validation 51.2\u202f%, training 48.0\u202f%",
  );
  expect(valuesInWords(1, "epoch", "accuracy", valuesAt(1, validation, []))).toBe(
    "1 epoch. 16 segments, none: validation 10.0\u202f%. 16 segments, ReLU: validation 30.0\u202f%",
  );
});
