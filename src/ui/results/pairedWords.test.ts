import { expect, test } from "vitest";
import { defaultRecipe } from "../../recipe/schema.ts";
import { pairedWords } from "./pairedWords.ts";
import type { Comparison } from "./verdict.ts";

const comparison = (withActivation: "relu" | "elu", pairs: readonly number[]): Comparison => ({
  without: defaultRecipe,
  withActivation,
  split: "test",
  accuracyWithout: 0.5,
  accuracyWith: 0.5,
  epoch: 3,
  goesOn: false,
  pairs,
});
const said = (...comparisons: readonly Comparison[]) =>
  pairedWords(comparisons).map((words) => words.replaceAll("\u202f", " "));

test("one pair says nothing of its own", () => {
  expect(said(comparison("relu", [3]))).toEqual([]);
});

test("few pairs are inconclusive, however far apart, and it is said how many would do", () => {
  const [words] = said(comparison("relu", [4, 5, 4.5]));
  expect(words).toMatch(
    /^Over 3 paired seeds, no activation − ReLU: 4\.5 points \(95 % interval 3\.3 to 5\.7\): inconclusive\. /,
  );
  expect(words).toContain(
    "Below 6 pairs nothing can be decided. To find a difference of one point, 6 pairs are needed",
  );
});

test("enough pairs decide for either side, or say that it makes no difference", () => {
  const six = [2, 2.2, 1.9, 2.4, 2.1, 2.3];
  expect(said(comparison("relu", six))[0]).toMatch(/exact p 0\.031\): better without it\.$/);
  expect(
    said(
      comparison(
        "relu",
        six.map((each) => -each),
      ),
    )[0],
  ).toMatch(/: −2\.\d points .*: better with ReLU\.$/);
  expect(
    said(
      comparison(
        "relu",
        six.map((each) => each - 2.1),
      ),
    )[0],
  ).toMatch(/: equal within 1 point\.$/);
  // Two comparisons are a family: the same six pairs no longer decide.
  expect(said(comparison("relu", six), comparison("elu", six))[0]).toContain("exact p 0.063): inconclusive.");
});
