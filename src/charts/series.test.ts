import { describe, expect, test } from "vitest";
import type { EvaluatedEvent } from "../run/events.ts";
import { accuracyAxis, axisTo, lossAxis, tickWords, valueWords, xAxis } from "./axes.ts";
import { csv, epochTable, evaluationsCsv, stepsCsv } from "./csv.ts";
import { dodge } from "./dodge.ts";
import {
  meanOf,
  MOST_POINTS,
  nearestPoint,
  thinned,
  trainingCurves,
  validationCurves,
  type CurveRun,
  type StepColumns,
} from "./series.ts";

/** Ten steps per epoch, 0.5 s per step. The columns have spare room, filled with numbers that must not be read. */
function steps(losses: readonly number[]): StepColumns {
  const column = (value: (index: number) => number) =>
    Float64Array.from({ length: losses.length + 5 }, (_, index) => (index < losses.length ? value(index) : 1e9));
  return {
    length: losses.length,
    columns: {
      step: column((index) => index + 1),
      epoch: column((index) => (index + 1) / 10),
      loss: column((index) => losses[index] ?? NaN),
      accuracy: column((index) => (index % 5) / 4),
      elapsedMs: column((index) => (index + 1) * 500),
    },
  };
}

function evaluated(epoch: number, accuracy: number, split: "validation" | "test" = "validation"): EvaluatedEvent {
  return {
    type: "evaluated",
    runId: "a",
    split,
    epoch,
    step: epoch * 10,
    elapsedMs: epoch * 5000,
    accuracy,
    loss: 1 - accuracy,
    accuracyError: 0.02,
    top3Accuracy: accuracy,
    confusion: [],
  };
}

function run(change: Partial<CurveRun> = {}): CurveRun {
  return {
    id: "a",
    armId: "arm a",
    seed: 1,
    mark: { colour: "black", dash: "none", marker: "circle", label: "16 segments, ReLU" },
    traits: { segments: 16, width: 48, intermediate_activation: "relu" },
    epochs: 4,
    totalSteps: 40,
    isTraining: false,
    evaluations: [],
    steps: steps([]),
    ...change,
  };
}

describe("validation curves", () => {
  const measured = run({ evaluations: [evaluated(1, 0.5), evaluated(0, 0.1), evaluated(1, 0.45, "test")] });
  test.each([
    ["epoch", [0, 1]],
    ["step", [0, 10]],
    ["second", [0, 5]],
  ] as const)("begin at epoch 0 and leave the test split out, by %s", (axis, xs) => {
    expect(validationCurves([measured], "accuracy", axis)[0]?.points).toEqual([
      { x: xs[0], y: 0.1 },
      { x: xs[1], y: 0.5 },
    ]);
  });

  test("a run without an evaluation has none", () => {
    expect(validationCurves([run(), measured], "accuracy", "epoch").map((curve) => curve.run)).toEqual([measured]);
  });

  test("the accuracy before the first step belongs to the curve, the loss does not", () => {
    expect(validationCurves([measured], "accuracy", "step")[0]?.points[0]?.x).toBe(0);
    expect(validationCurves([measured], "loss", "epoch").map(({ points }) => points.map(({ y }) => y))).toEqual([
      [0.5],
    ]);
  });

  test("the same data give the same points, as the same object", () => {
    const points = () => validationCurves([measured], "accuracy", "epoch")[0]?.points;
    expect(points()).toBe(points());
  });
});

describe("training curves", () => {
  test("groups are averaged, in loss and in place; the last may be shorter", () => {
    expect(thinned(steps([1, 3, 5, 7, 9]), "loss", "step", 2)).toEqual([
      { x: 1.5, y: 2 },
      { x: 3.5, y: 6 },
      { x: 5, y: 9 },
    ]);
    expect(thinned(steps([1, 3]), "loss", "second", 2)).toEqual([{ x: 0.75, y: 2 }]);
    expect(thinned(steps([1, 3, 5, 7, 9, 9]), "accuracy", "step", 4)).toEqual([
      { x: 2.5, y: 0.375 },
      { x: 5.5, y: 0.5 },
    ]);
    expect(thinned(steps([1, 3, 5, 7, 9]), "accuracy", "step", 4)).toEqual([{ x: 2.5, y: 0.375 }]);
    expect(thinned(steps([1]), "accuracy", "step", 4)).toHaveLength(1);
  });

  test("have at most MOST_POINTS points, and those that are drawn stay where they are as the run goes on", () => {
    const losses = Array.from({ length: 5000 }, (_, index) => 2 / (1 + index));
    const at = (length: number, measure: "loss" | "accuracy" = "loss") =>
      trainingCurves([run({ totalSteps: 5000, steps: steps(losses.slice(0, length)) })], measure, "step")[0]?.points ??
      [];
    expect(at(5000).length).toBeLessThanOrEqual(MOST_POINTS.loss);
    expect(at(5000, "accuracy").length).toBeLessThanOrEqual(MOST_POINTS.accuracy);
    expect(at(5000).slice(0, 20)).toEqual(at(20 * 21));
  });

  test("a loss that is no number is left out", () => {
    expect(thinned(steps([1, NaN, Infinity, 2]), "loss", "step", 1).map(({ y }) => y)).toEqual([1, 2]);
  });
});

test("the mean loss of an epoch counts its own steps, and is none where one is no number", () => {
  const series = steps([1, 2, 3, 4, NaN]);
  expect(
    [
      [0, 2],
      [2, 4],
      [4, 5],
      [5, 9],
    ].map(([after = 0, to = 0]) => meanOf(series, "loss", after, to)),
  ).toEqual([1.5, 3.5, null, null]);
  expect(meanOf(series, "accuracy", 1, 3)).toBe(0.375);
});

test("the nearest point of a curve, and none well beyond its end", () => {
  const points = [
    { x: 0, y: 1 },
    { x: 10, y: 2 },
  ];
  expect([
    nearestPoint(points, 4)?.y,
    nearestPoint(points, 11)?.y,
    nearestPoint(points, 12),
    nearestPoint([], 0),
  ]).toEqual([1, 2, null, null]);
});

describe("axes", () => {
  test.each([
    [10, 6, true, [0, 2, 4, 6, 8, 10]],
    [1, 6, true, [0, 1]],
    [1160, 6, true, [0, 200, 400, 600, 800, 1000]],
    [2.4, 4, false, [0, 1, 2]],
  ])("ticks up to %d are round", (largest, count, whole, ticks) => {
    expect(axisTo(largest, count, whole).ticks).toEqual(ticks);
  });

  test("the x-axis stands still while curves grow, but for seconds", () => {
    const grown = run({ evaluations: [evaluated(0, 0.1), evaluated(1, 0.3)] });
    const axis = (name: "epoch" | "step" | "second") =>
      xAxis([grown], validationCurves([grown], "accuracy", name), name, 6).domain[1];
    expect([axis("epoch"), axis("step"), axis("second")]).toEqual([4, 40, 5]);
  });

  const curve = (...ys: readonly number[]) => ({ run: run(), points: ys.map((y, x) => ({ x, y })) });

  test("a diverged or an untrained network's loss does not flatten the others; chance of ten classes is 2.3", () => {
    expect(lossAxis([curve(2.3, 1.5, 0.9), curve(2.3, 1e12)], 10).domain[1]).toBe(4);
    expect(lossAxis([curve(13, 1.6)], 10).domain[1]).toBe(4);
    expect(lossAxis([curve(2.3, 1.6)], 10).ticks).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(lossAxis([curve(0.3)], 10).domain[1]).toBeCloseTo(0.3, 12);
  });

  test("accuracy reaches the tick above the best, the reference included", () => {
    expect(accuracyAxis([curve(0.1, 0.73)], 0.41).ticks.map((tick) => tickWords("accuracy", tick))).toEqual([
      "0\u202f%",
      "20\u202f%",
      "40\u202f%",
      "60\u202f%",
      "80\u202f%",
    ]);
    expect(accuracyAxis([], 0.41)).toEqual({ domain: [0, 0.5], ticks: [0, 0.1, 0.2, expect.closeTo(0.3), 0.4, 0.5] });
    expect(accuracyAxis([curve(1)], null).domain[1]).toBe(1);
  });

  test("values are said with their units", () => {
    expect([
      tickWords("accuracy", 0.6000000000000001),
      valueWords("accuracy", 0.7142),
      valueWords("loss", 0.84249),
      valueWords("loss", NaN),
    ]).toEqual(["60\u202f%", "71.4\u202f%", "0.842", "no finite number"]);
  });
});

describe("labels", () => {
  test("that do not touch stay where they belong", () => {
    expect(dodge([100, 10, 50], 16, 0, 200)).toEqual([100, 10, 50]);
  });

  test("that touch part around their middle, in their order", () => {
    expect(dodge([52, 48], 16, 0, 200)).toEqual([58, 42]);
    expect(dodge([50, 50, 60], 16, 0, 200)).toEqual(
      [50 + 10 / 3 - 16, 50 + 10 / 3, 50 + 10 / 3 + 16].map((place) => expect.closeTo(place, 9)),
    );
  });

  test("stay inside, and are at least a line apart wherever there is room", () => {
    for (let count = 2; count < 12; count++) {
      const places = [
        ...dodge(
          Array.from({ length: count }, (_, index) => (index * 37) % 21),
          16,
          0,
          200,
        ),
      ].sort((a, b) => a - b);
      expect(places[0]).toBeGreaterThanOrEqual(0);
      expect(places.at(-1)).toBeLessThanOrEqual(200);
      places.slice(1).forEach((place, index) => expect(place - (places[index] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-9));
    }
  });
});

describe("the data beneath", () => {
  const measured = run({
    steps: steps([1, 1, 1, 1, 1, 1, 1, 1, 1, 2]),
    evaluations: [evaluated(0, 0.1), evaluated(1, 0.25), evaluated(1, 0.5, "test")],
  });

  test("every evaluation is a line of the file, names quoted", () => {
    expect(evaluationsCsv([measured]).split("\r\n")).toEqual([
      "run,segments,width,intermediate_activation,split,epoch,step,seconds,accuracy,accuracy_se,top3_accuracy,loss",
      '"16 segments, ReLU",16,48,relu,validation,0,0,0,0.1,0.02,0.1,0.9',
      '"16 segments, ReLU",16,48,relu,validation,1,10,5,0.25,0.02,0.25,0.75',
      '"16 segments, ReLU",16,48,relu,test,1,10,5,0.5,0.02,0.5,0.5',
      "",
    ]);
  });

  test("text that a spreadsheet would take for a formula is text, and numbers stay", () => {
    expect(csv([["=1+1", "+1", "-1", "@a", "\ta", "a=1", -1, null]])).toBe("'=1+1,'+1,'-1,'@a,'\ta,a=1,-1,\r\n");
  });

  test("every step is one, and no more", () => {
    const lines = stepsCsv([measured]).trimEnd().split("\r\n");
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('"16 segments, ReLU",16,48,relu,10,1,5,2,1');
    expect(
      stepsCsv([run({ steps: { ...steps([1]), columns: { ...steps([1]).columns, accuracy: Float64Array.of(NaN) } } })])
        .trimEnd()
        .split("\r\n")
        .at(-1),
    ).toMatch(/,0\.5,1,$/u);
  });

  test("the table has a row an epoch; training beside validation", () => {
    const other = run({ mark: { ...run().mark, label: "1 segment, none" }, evaluations: [evaluated(0, 0.2)] });
    expect(epochTable([measured, other], "accuracy")).toEqual({
      head: [
        "16 segments, ReLU: validation",
        "16 segments, ReLU: training",
        "1 segment, none: validation",
        "1 segment, none: training",
      ],
      rows: [
        { epoch: 0, cells: ["10.0\u202f%", "", "20.0\u202f%", ""] },
        { epoch: 1, cells: ["25.0\u202f%", "50.0\u202f%", "", ""] },
      ],
    });
    expect(epochTable([measured], "loss").rows).toEqual([
      { epoch: 0, cells: ["0.900", ""] },
      { epoch: 1, cells: ["0.750", "1.100"] },
    ]);
  });
});
