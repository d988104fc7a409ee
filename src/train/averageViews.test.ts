import { expect, test } from "vitest";
import { averageViews } from "./averageViews.ts";

test("probabilities are averaged over an image's views, and the loss is that of their mean", () => {
  // Two images, two classes, two views; the truths are class 0 and class 1.
  const probabilities = [0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 0.75, 0.25];
  const losses = [0.75, 0.5, 0.25, 0.25].map((p) => -Math.log(p));
  const found = averageViews({ probabilities, losses }, 2);
  expect(Array.from(found.probabilities)).toEqual([0.5, 0.5, 0.625, 0.375]);
  expect(found.losses[0]).toBeCloseTo(-Math.log(0.5), 14);
  expect(found.losses[1]).toBeCloseTo(-Math.log(0.375), 14);
});

test("one view keeps its bits", () => {
  const one = { probabilities: [0.1, 0.9], losses: [0.3] };
  expect(averageViews(one, 1)).toEqual(one);
});

test("a loss whose probability is too small for 32 bits stays finite; one that is no number stays so", () => {
  const losses = (own: number[]) => averageViews({ probabilities: [], losses: own }, own.length).losses[0];
  expect(losses([2000, 2000, 2000])).toBe(2000);
  expect(losses([2000, 1])).toBeCloseTo(1 + Math.log(2), 12);
  expect(losses([NaN, 1, 1])).toBeNaN();
});
