import { expect, test } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { outcomeOf, type Measured } from "./outcome.ts";
import { armsOfStudy, type Study } from "./study.ts";

const study: Study = {
  name: "A study",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 3 }, stages: [1] } }),
  factors: [
    { setting: "segments", values: [1, 6] },
    { setting: "between", values: ["none", "relu", "elu"] },
  ],
  seeds: [1, 2, 3, 4, 5, 6],
  margin: 1,
};

/** A loss that falls with the accuracy. */
const tested = (percent: number) => ({ accuracy: percent / 100, loss: 3 - percent / 50 });

/** Accuracies in per cent, by the values of an arm. */
function measured(of: Readonly<Record<string, readonly number[]>>): Measured {
  return new Map(
    armsOfStudy(study).arms.flatMap(({ id, values }) => {
      const accuracies = of[values.join(" ")];
      return accuracies ? [[id, new Map(accuracies.map((each, at) => [at + 1, tested(each)]))] as const] : [];
    }),
  );
}

test("each value of the last factor is compared with its first, at the same point and seed", () => {
  const { comparisons } = outcomeOf(
    study,
    measured({ "1 none": [50, 52, 54], "1 elu": [51, 54], "6 none": [40], "6 relu": [42] }),
  ).accuracy;
  expect(comparisons.map(({ at, value, against }) => [...at, value, against].join(" "))).toEqual([
    "1 relu none",
    "1 elu none",
    "6 relu none",
    "6 elu none",
  ]);
  expect(comparisons.map(({ differences }) => differences.map(Math.round))).toEqual([[], [1, 2], [2], []]);
  expect(comparisons.map(({ judgement }) => judgement?.kind ?? null)).toEqual([
    null,
    "inconclusive",
    "inconclusive",
    null,
  ]);
});

test("an arm has its mean and, from two seeds on, an interval; seeds that are not the study's do not count", () => {
  const { arms } = outcomeOf(study, measured({ "1 none": [50, 52], "1 relu": [50, 50, 50, 50, 50, 50, 99] })).accuracy;
  const [none, relu, elu] = arms;
  expect(none?.mean).toBeCloseTo(51);
  // t(0.975, 1) = 12.706, spread √2, n = 2.
  expect(none?.interval?.high).toBeCloseTo(51 + 12.706, 2);
  expect(relu).toMatchObject({ measured: { length: 6 } });
  expect(elu).toMatchObject({ measured: [], mean: null, interval: null });
});

test("comparisons are corrected as one family", () => {
  const none = [50, 50, 50, 50, 50, 50];
  const better = [52, 53, 51.5, 52.5, 53.5, 52.2];
  const alone = outcomeOf(study, measured({ "1 none": none, "1 relu": better }));
  // The smallest p of six pairs.
  expect(alone.accuracy.comparisons[0]?.judgement).toMatchObject({ kind: "better", p: 2 / 64 });
  const two = outcomeOf(study, measured({ "1 none": none, "1 relu": better, "6 none": none, "6 relu": none }));
  expect(two.accuracy.comparisons[0]?.judgement).toMatchObject({ kind: "inconclusive", p: 4 / 64 });
});

test("loss is compared too: lower is better, in a family of its own, and never equal within a margin", () => {
  const none = [50, 50, 50, 50, 50, 50];
  const better = [52, 53, 51.5, 52.5, 53.5, 52.2];
  const near = [50.1, 49.9, 50, 50.2, 49.8, 50];
  const { accuracy, loss } = outcomeOf(study, measured({ "1 none": none, "1 relu": better }));
  expect(accuracy.comparisons[0]?.judgement).toMatchObject({ kind: "better", p: 2 / 64 });
  // As small as it can be: not corrected for the comparison of accuracies.
  expect(loss.comparisons[0]?.judgement).toMatchObject({ kind: "better", p: 2 / 64 });
  expect(loss.comparisons[0]?.differences[0]).toBeCloseTo(-0.04, 12);
  expect(loss.arms[0]?.mean).toBeCloseTo(2, 12);
  const alike = outcomeOf(study, measured({ "1 none": none, "1 relu": near }));
  expect(alike.accuracy.comparisons[0]?.judgement?.kind).toBe("equal");
  expect(alike.loss.comparisons[0]?.judgement?.kind).toBe("inconclusive");
});
