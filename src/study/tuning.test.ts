// An arm's own choice: made on validation, told on test, with the same seeds for every candidate.
import { expect, test } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { fairnessWords } from "./fairness.ts";
import { outcomeOf } from "./outcome.ts";
import { armsOfStudy, runsOfStudy, type Study } from "./study.ts";
import { tunedWords } from "./tunedWords.ts";
import { judgedStudy } from "./tuning.ts";
import { armWords } from "./words.ts";

const study: Study = {
  name: "Tuned",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 6 }, stages: [1] } }),
  factors: [
    { setting: "rate", values: [0.01, 0.1] },
    { setting: "between", values: ["none", "relu"] },
  ],
  seeds: [1, 2],
  tuned: "rate",
  margin: 1,
};

/** By an arm's words, of each seed: accuracy on validation and on test, in per cent. */
function outcome(of: Readonly<Record<string, readonly (readonly [validation: number, test: number])[]>>) {
  const measured = new Map(
    armsOfStudy(study).arms.map((arm) => [
      arm.id,
      new Map(
        (of[armWords(arm, study)] ?? []).map(([validation, tested], at) => [
          at + 1,
          { accuracy: tested / 100, loss: 1, validation: validation / 100 },
        ]),
      ),
    ]),
  );
  return outcomeOf(study, measured).accuracy;
}

test("each arm has the value with the best mean on validation, whatever its test says", () => {
  const { arms, comparisons } = outcome({
    "0.01, none": [
      [40, 90],
      [41, 90],
    ],
    "0.1, none": [
      [50, 45],
      [30, 47],
    ],
    "0.01, ReLU": [
      [40, 41],
      [40, 42],
    ],
    "0.1, ReLU": [
      [60, 51],
      [61, 53],
    ],
  });
  expect(arms.map(({ arm, tuned, measured }) => [arm.values, tuned, measured])).toEqual([
    [["none"], 0.01, [90, 90]],
    [["relu"], 0.1, [51, 53]],
  ]);
  // Compared are the arms that were chosen, seed by seed.
  expect(comparisons).toMatchObject([{ at: [], value: "relu", against: "none", differences: [-39, -37] }]);
  expect(judgedStudy(study).factors.map(({ setting }) => setting)).toEqual(["between"]);
});

test("only seeds that all candidates have decide, and before there is one nothing is told", () => {
  const open = outcome({
    "0.01, none": [[90, 50]],
    "0.01, ReLU": [[40, 41]],
    "0.1, ReLU": [
      [50, 51],
      [10, 11],
    ],
  });
  expect(open.arms.map(({ tuned, measured }) => [tuned, measured])).toEqual([
    [null, []],
    [0.1, [51, 11]],
  ]);
  expect(tunedWords(study, open)).toBe(
    "Learning rate, chosen per arm by validation accuracy from 0.01, 0.1: none: not yet; ReLU: 0.1.",
  );
});

test("every candidate is trained with every seed: the budget is the same", () => {
  expect(runsOfStudy(study)).toHaveLength(8);
});

test("what is fair is told of the arms that were chosen, on the page as in a report", () => {
  const costly: Study = {
    ...study,
    factors: [
      { setting: "between", values: ["none", "relu"] },
      { setting: "segments", values: [1, 6] },
      { setting: "rate", values: [0.01, 0.1] },
    ],
  };
  const { accuracy } = outcomeOf(costly, new Map());
  expect(fairnessWords(accuracy)).toMatch(/^Cost is not matched: the networks that are compared differ by up to \d+/);
});
