// The front of what accuracy costs.
import { expect, test } from "vitest";
import { outcomeOf } from "./outcome.ts";
import { costPoints, secondsOfArms, type ArmSeconds, type Cost } from "./pareto.ts";
import { READY_STUDIES } from "./ready.ts";
import { armsOfStudy, type Study } from "./study.ts";
import { armWords } from "./words.ts";

const study: Study = { ...READY_STUDIES.spectrum.study, seeds: [1] };

/** Arms of the front among those given by their words, cheapest first, with what else is drawn. */
function front(of: Readonly<Record<string, number>>, cost: Cost = "parameters", seconds: ArmSeconds = new Map()) {
  const measured = new Map(
    armsOfStudy(study).arms.map((arm) => {
      const accuracy = of[armWords(arm, study)];
      return [arm.id, new Map(accuracy === undefined ? [] : [[1, { accuracy, loss: 1 - accuracy }]])];
    }),
  );
  const outcome = outcomeOf(study, measured);
  const told = (measure: "accuracy" | "loss") =>
    costPoints(outcome[measure], cost, seconds).map(
      ({ outcome: { arm }, isOnFront }) => `${armWords(arm, study)}${isOnFront ? " *" : ""}`,
    );
  expect(told("loss")).toEqual(told("accuracy"));
  return told("accuracy");
}

test("an arm is on it that no cheaper one equals; of arms of one cost the best alone is", () => {
  expect(front({ "1, none": 0.5, "3, none": 0.6, "48, none": 0.4, "48, ReLU": 0.45, "24, none": 0.45 })).toEqual([
    "48, ReLU *",
    "48, none",
    "24, none",
    "3, none *",
    "1, none",
  ]);
});

test("arms that are equal in cost and in what they reach are on it together", () => {
  expect(front({ "48, none": 0.4, "48, ReLU": 0.4, "24, none": 0.4 })).toEqual([
    "48, none *",
    "48, ReLU *",
    "24, none",
  ]);
});

test("by seconds, those of an arm's middle run count, and an arm without any is left out", () => {
  const [slow, fast] = armsOfStudy(study).arms;
  const runs = [9, 1, 2].map((seconds) => ({ arm: slow!.id, seconds }));
  const seconds = secondsOfArms([...runs, { arm: fast!.id, seconds: 3 }]);
  expect(front({ "1, none": 0.5, "1, ReLU": 0.4, "2, none": 0.9 }, "seconds", seconds)).toEqual([
    "1, none *",
    "1, ReLU",
  ]);
});

test("of an even number of runs, an arm's seconds are the mean of the middle two", () => {
  const runs = [9, 1, 2, 4].map((seconds) => ({ arm: "one", seconds }));
  expect(secondsOfArms(runs).get("one")).toBe(3);
});
