// Which studies have a heatmap, and what is in its cells.
import { expect, test } from "vitest";
import { heatmapOf } from "./heatmap.ts";
import { outcomeOf, type Measured } from "./outcome.ts";
import { READY_STUDIES } from "./ready.ts";
import { armsOfStudy, type Study } from "./study.ts";

const coupling: Study = {
  ...READY_STUDIES.coupling.study,
  factors: [
    { setting: "data.kappa", values: [0, 1] },
    { setting: "segments", values: [1, 4, 20] },
  ],
};

/** One run of each arm, whose accuracies are given in per cent and in order. */
function heatmap(study: Study, ...accuracies: readonly number[]) {
  const measured: Measured = new Map(
    armsOfStudy(study)
      .arms.slice(0, accuracies.length)
      .map(({ id }, at) => [id, new Map([[1, { accuracy: accuracies[at]! / 100, loss: 1 }]])]),
  );
  return heatmapOf(outcomeOf(study, measured).accuracy);
}

test("two factors of numbers: the first down, the second across, and a gap where no run is finished", () => {
  const data = heatmap(coupling, 60, 50, 40, 80, 20);
  expect(data).toMatchObject({ rowTitle: "Coupling κ", columnTitle: "Segments", columns: ["1", "4", "20"] });
  expect(data?.rows.map(({ title, cells }) => [title, ...cells.map((cell) => cell?.words ?? null)])).toEqual([
    ["0", "60.0", "50.0", "40.0"],
    ["1", "80.0", "20.0", null],
  ]);
  expect(data?.rows[1]?.cells.map((cell) => cell?.heat)).toEqual([1, 0, undefined]);
  expect(data?.rows[0]?.cells[1]?.heat).toBeCloseTo(0.5, 9);
});

test("cells that are all the same are not coloured", () => {
  expect(heatmap(coupling, 60, 60)?.rows[0]?.cells.map((cell) => cell?.heat)).toEqual([0, 0, undefined]);
});

test("one factor, or words as values, have none", () => {
  expect(heatmap(READY_STUDIES.figure10.study, 50)).toBeNull();
  expect(heatmap(READY_STUDIES.residual.study, 50)).toBeNull();
});
