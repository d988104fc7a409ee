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

/** Accuracies in per cent, by the values of an arm. */
function measured(of: Readonly<Record<string, readonly number[]>>): Measured {
  return new Map(
    armsOfStudy(study).arms.flatMap(({ id, values }) => {
      const accuracies = of[values.join(" ")];
      return accuracies ? [[id, new Map(accuracies.map((each, at) => [at + 1, each / 100]))] as const] : [];
    }),
  );
}

test("each value of the last factor is compared with its first, at the same point and seed", () => {
  const { comparisons } = outcomeOf(
    study,
    measured({ "1 none": [50, 52, 54], "1 elu": [51, 54], "6 none": [40], "6 relu": [42] }),
  );
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
  const { arms } = outcomeOf(study, measured({ "1 none": [50, 52], "1 relu": [50, 50, 50, 50, 50, 50, 99] }));
  const [none, relu, elu] = arms;
  expect(none?.mean).toBeCloseTo(51);
  // t(0.975, 1) = 12.706, spread √2, n = 2.
  expect(none?.interval?.high).toBeCloseTo(51 + 12.706, 2);
  expect(relu).toMatchObject({ accuracies: { length: 6 } });
  expect(elu).toMatchObject({ accuracies: [], mean: null, interval: null });
});

test("comparisons are corrected as one family", () => {
  const none = [50, 50, 50, 50, 50, 50];
  const better = [52, 53, 51.5, 52.5, 53.5, 52.2];
  const alone = outcomeOf(study, measured({ "1 none": none, "1 relu": better }));
  // The smallest p of six pairs.
  expect(alone.comparisons[0]?.judgement).toMatchObject({ kind: "better", p: 2 / 64 });
  const two = outcomeOf(study, measured({ "1 none": none, "1 relu": better, "6 none": none, "6 relu": none }));
  expect(two.comparisons[0]?.judgement).toMatchObject({ kind: "inconclusive", p: 4 / 64 });
});
