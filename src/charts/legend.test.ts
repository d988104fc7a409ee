// Many curves: names that say what differs, labels that do not collide, the runs of an arm folded into one.
import { describe, expect, test } from "vitest";
import { axisTo, tickLabels, xAxis } from "./axes.ts";
import { drawnCurves, foldedByArm, groupLabel, hasRepeats, haveAllRepeats } from "./groups.ts";
import { legendOf } from "./legend.ts";
import { isLifted } from "./lifted.ts";
import { validationCurves, type Curve, type CurveRun } from "./series.ts";
import { bestFirst, liftedFirst, valuesAt, type ValuesOfRun } from "./values.ts";

const none = new Float64Array();

function run(id: string, label: string, armId: string, accuracies: readonly number[] = [], seed = 1): CurveRun {
  return {
    id,
    armId,
    seed,
    mark: { colour: "black", dash: "none", marker: "circle", label },
    traits: {},
    epochs: accuracies.length - 1,
    totalSteps: 10 * (accuracies.length - 1),
    isTraining: false,
    evaluations: accuracies.map((accuracy, epoch) => ({
      type: "evaluated",
      runId: id,
      split: "validation",
      epoch,
      step: 10 * epoch,
      elapsedMs: 500 * epoch,
      accuracy,
      loss: 1,
      accuracyError: null,
      top3Accuracy: 1,
      confusion: [],
    })),
    steps: { length: 0, columns: { step: none, epoch: none, loss: none, accuracy: none, elapsedMs: none } },
  };
}

const curve = (label: string): Curve => ({ run: run(label, label, label), points: [{ x: 0, y: 0 }] });
const namesIn = (labels: readonly string[], lines: number, characters: number) => {
  const legend = legendOf(labels.map(curve), lines, characters);
  return legend && { ...legend, names: [...legend.names.values()] };
};

describe("the names beside the curves", () => {
  const seeds = [1, 2, 3, 4].map((seed) => `16 segments, none, width 24, seed ${seed}`);

  test("are whole where there is room", () => {
    expect(namesIn(seeds, 9, 60)).toEqual({ names: seeds, shared: "", leftOut: 0 });
  });

  test("leave out what they share, and say it once", () => {
    expect(namesIn(seeds, 9, 12)).toEqual({
      names: ["seed 1", "seed 2", "seed 3", "seed 4"],
      shared: "16 segments, none, width 24",
      leftOut: 0,
    });
  });

  test("say how many have none where there are too many lines of them, and keep the latest", () => {
    expect(namesIn(seeds, 4, 12)).toMatchObject({ names: ["seed 3", "seed 4"], leftOut: 2 });
    expect(namesIn(seeds, 3, 60)).toMatchObject({ names: [seeds[2], seeds[3]], leftOut: 2 });
  });

  test("are never cut: what does not fit is listed below", () => {
    expect(namesIn(["a name of a person’s own, none", "another name, none"], 9, 12)).toBeNull();
    expect(namesIn(["a single long name"], 9, 5)).toBeNull();
  });
});

test.each(
  (["epoch", "step", "second", "share"] as const).flatMap((axis) =>
    [1, 2, 12, 300, 1000, 100_000].flatMap((most) =>
      [120, 200, 300, 600, 1300].map((width) => [axis, most, width] as const),
    ),
  ),
)("labels by %s to %d on %d pixels do not touch, and the last one is there", (axis, most, width) => {
  const { ticks, domain } = axis === "share" ? xAxis([], [], axis, 6) : axisTo(most, 6, true);
  const pixelsOf = (value: number) => (value / domain[1]) * width;
  const labels = tickLabels(ticks, axis, pixelsOf, 7.6);
  const boxes = labels.flatMap((label, at) => {
    const half = (label.length * 7.6) / 2;
    const middle = pixelsOf(ticks[at] ?? 0);
    return label === "" ? [] : [[middle - half, middle + half] as const];
  });
  expect(labels.at(-1)).not.toBe("");
  boxes.slice(1).forEach(([begin], at) => expect(begin).toBeGreaterThan(boxes[at]?.[1] ?? Infinity));
});

describe("runs of one arm", () => {
  const runs = [
    run("a", "3 segments, none, seed 1", "three", [0.1, 0.3, 0.5]),
    run("b", "16 segments, none, seed 1", "sixteen", [0.1, 0.4]),
    run("c", "3 segments, none, seed 2", "three", [0.1, 0.5], 2),
  ];

  test("are one curve: the mean as far as all have points, named by what they share", () => {
    expect(hasRepeats(runs)).toBe(true);
    expect(hasRepeats(runs.slice(0, 2))).toBe(false);
    const [first] = runs;
    if (!first) throw new Error("no run");
    const again = { ...first, id: "again" };
    expect(haveAllRepeats([first, again])).toBe(true);
    expect(haveAllRepeats([first, again, { ...first, id: "other", armId: "other" }])).toBe(false);
    const [three, sixteen] = foldedByArm(validationCurves(runs, "accuracy", "epoch"));
    expect(three?.run.mark.label).toBe("3 segments, none, 2 seeds");
    expect(three?.points).toEqual([
      { x: 0, y: 0.1 },
      { x: 1, y: 0.4 },
    ]);
    expect(sixteen).toMatchObject({ run: { id: "b" }, points: [{ y: 0.1 }, { y: 0.4 }] });
    expect(sixteen?.members).toBeUndefined();
    expect(groupLabel(["mine, seed 1", "mine, seed 2", "mine, seed 3"], 3)).toBe("mine, 3 seeds");
  });

  test("have their own curves thin behind, and lifting one lifts the curve that stands for it", () => {
    const { main, behind } = drawnCurves(runs, "accuracy", "epoch", true);
    expect(main.map(({ run: { id } }) => id)).toEqual(["arm three", "b"]);
    expect(behind.map(({ run: { id } }) => id)).toEqual(["a", "c"]);
    expect(main.map((each) => isLifted(each, "c"))).toEqual([true, false]);
    expect(main.map((each) => isLifted(each, null))).toEqual([false, false]);
    expect(drawnCurves(runs, "accuracy", "epoch", false).main).toHaveLength(3);
  });

  test("that repeat a seed count once", () => {
    const again = run("d", "3 segments, none, seed 1, run 2", "three", [0.1, 0.3, 0.5]);
    const [three] = foldedByArm(validationCurves([...runs, again], "accuracy", "epoch"));
    expect(three?.run.mark.label).toBe("3 segments, none, 2 seeds");
    expect(three?.points[1]).toEqual({ x: 1, y: 0.4 });
  });

  test("tell their least and most beside the mean; the lifted one and the best come first", () => {
    const { main } = drawnCurves(runs, "accuracy", "epoch", true);
    const values = valuesAt(1, main, "accuracy");
    expect(values.map(({ validation, spread }) => [validation, spread])).toEqual([
      [0.4, { least: 0.3, most: 0.5 }],
      [0.4, null],
    ]);
    const better = values.map((each, at) => ({ ...each, validation: [0.4, 0.6][at] ?? 0 }));
    const [worst = "", best = ""] = values.map(({ run }) => run.id);
    const idsOf = (some: readonly ValuesOfRun[]) => some.map(({ run }) => run.id);
    expect(idsOf(bestFirst(better, "accuracy"))).toEqual([best, worst]);
    expect(idsOf(bestFirst(better, "loss"))).toEqual([worst, best]);
    expect(idsOf(liftedFirst(values, best))).toEqual([best, worst]);
    expect(idsOf(liftedFirst(values, null))).toEqual([worst, best]);
  });

  test("of different lengths meet at the end of the share axis", () => {
    const ends = validationCurves(runs, "accuracy", "share").map(({ points }) => points.at(-1)?.x);
    expect(ends).toEqual([100, 100, 100]);
    // Half-way only one of them was evaluated: the others have no value there, though a line passes.
    const halfWay = valuesAt(50, validationCurves(runs, "accuracy", "share"), "accuracy");
    expect(halfWay.map(({ run: { id } }) => id)).toEqual(["a"]);
  });
});
