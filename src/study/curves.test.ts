// Learning curves: what is meant, over whom, and what it cost.
import { expect, test } from "vitest";
import { networkCost } from "../recipe/cost.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { armCurves, pointsOf, resultCurve, type RunCurve } from "./curves.ts";
import { runsOfStudy, type Study } from "./study.ts";

const study: Study = {
  name: "A study",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 3 }, stages: [1] }, training: { epochs: 2 } }),
  factors: [{ setting: "between", values: ["none", "relu"] }],
  seeds: [1, 2, 3],
  margin: 1,
};
const recipes = runsOfStudy(study).filter((_, at) => at % 2 === 0);

function curve(at: number, accuracies: readonly number[], end: RunCurve["end"] = "finished"): RunCurve {
  const points = accuracies.map((accuracy, epoch) => ({
    epoch,
    images: 100 * epoch,
    seconds: epoch * (at + 1),
    accuracy,
    loss: 2 - accuracy,
  }));
  return { recipe: recipes[at]!, end, points };
}

test("the mean is over finished runs, with Student's interval; one that diverged is kept beside them", () => {
  const runs = [curve(0, [0.1, 0.3, 0.5]), curve(1, [0.1, 0.5, 0.7]), curve(2, [0.1, 0.2], "diverged")];
  const [none, ...others] = armCurves(study, runs, "accuracy", "epoch");
  expect(others).toEqual([]);
  expect(none?.finished).toHaveLength(2);
  expect(none?.ended).toEqual([runs[2]]);
  expect(none?.mean.map(({ x, mean }) => [x, mean])).toEqual([
    [0, expect.closeTo(0.1, 12)],
    [1, expect.closeTo(0.4, 12)],
    [2, expect.closeTo(0.6, 12)],
  ]);
  // t(0.975, 1) = 12.706, half of the difference 0.2.
  expect(none?.mean[2]?.interval?.high).toBeCloseTo(0.6 + 1.2706, 4);
});

test("losses begin after the first epoch, and seconds are those of the runs on average", () => {
  const [none] = armCurves(study, [curve(0, [0.1, 0.3, 0.5]), curve(1, [0.1, 0.5, 0.7])], "loss", "second");
  expect(none?.mean.map(({ x, mean }) => [x, mean])).toEqual([
    [1.5, expect.closeTo(1.6, 12)],
    [3, expect.closeTo(1.4, 12)],
  ]);
});

test("a result's run tells what it spent: images from its steps, three forward passes of multiply-adds for each", () => {
  const recipe = recipes[0]!;
  const measure = { loss: 1, accuracy: 0.5 };
  const numbers = { losses: new Float32Array(20), validation: [measure, measure, measure], test: measure };
  const terms = { version: "1", engine: "cpu", adapter: "", datasetChecksum: "" } as const;
  const told = resultCurve({ recipe, terms, elapsedMs: 4000, numbers });
  const images = 10 * recipe.training.batchSize;
  const last = (spent: Parameters<typeof pointsOf>[2]) => pointsOf(told, "accuracy", spent).at(-1)?.x;
  expect([last("epoch"), last("image"), last("second")]).toEqual([2, 2 * images, 4]);
  expect(last("multiplyAdd")).toBeCloseTo((6 * images * networkCost(recipe).multiplyAdds) / 1e9, 12);
});
