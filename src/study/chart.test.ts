// Where the noise floor is drawn: around what each comparison is made with.
import { expect, test } from "vitest";
import { noiseFloor, noiseRange } from "../statistics/noiseFloor.ts";
import { chartOf } from "./chart.ts";
import { outcomeOf } from "./outcome.ts";
import { READY_STUDIES } from "./ready.ts";
import { armsOfStudy, type Study } from "./study.ts";

/** Accuracies in per cent of the study's arms, in their order. */
function bandsOf(study: Study, ...arms: readonly (readonly number[])[]) {
  const measured = new Map(
    armsOfStudy(study).arms.map(({ id }, at) => [
      id,
      new Map((arms[at] ?? []).map((percent, seed) => [seed + 1, { accuracy: percent / 100, loss: 1 }])),
    ]),
  );
  const paint = { of: () => "black", several: "grey" };
  return chartOf(outcomeOf(study, measured).accuracy, paint)?.bands;
}

test("of one factor, around its first value and over the whole axis", () => {
  const arms = [
    [50, 52],
    [60, 61],
    [70, 72],
  ];
  const half = noiseRange(noiseFloor(arms)!, 2);
  expect(bandsOf(READY_STUDIES.figure10.study, ...arms)).toEqual(
    [0, 1, 2].map((index) => ({ index, low: expect.closeTo(51 - half, 9), high: expect.closeTo(51 + half, 9) })),
  );
});

test("of two factors, around the last one's first value at each place that is measured", () => {
  const bands = bandsOf(READY_STUDIES.residual.study, [50, 52], [60, 61], [], [70, 72], [40, 42], []);
  expect(bands?.map(({ index, low, high }) => [index, Math.round((low + high) / 2)])).toEqual([
    [0, 51],
    [2, 41],
  ]);
  expect(bandsOf(READY_STUDIES.residual.study, [50], [60])).toEqual([]);
});
