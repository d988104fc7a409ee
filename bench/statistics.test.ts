// The arithmetic of a comparison, against values computed by hand.
import { expect, test } from "vitest";
import { geometricMean, median, midmean, quantile, ratioOf } from "./statistics.ts";

test("a quantile lies between the sorted values, whatever their order", () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBeCloseTo(1.75, 12);
  expect(median([10, 2, 9])).toBe(9);
  expect(() => quantile([], 0.5)).toThrow("no values");
});

test("a midmean leaves out the ends, and lies between the steps of a coarse clock", () => {
  expect(midmean([0, 0.2, 0.3, 0.3, 0.2, 0.3, 90, 0.1])).toBeCloseTo(0.25, 12);
  expect(midmean([2])).toBe(2);
  expect(() => midmean([])).toThrow("no values");
});

test("a ratio is taken round by round, so a machine that slows down for a while changes nothing", () => {
  // The third round was ten times slower for both; the ratio of the medians would be 40 / 20.
  const { ratio, low, high, rounds } = ratioOf([10, 20, 200], [30, 40, 600]);
  expect(ratio).toBe(3);
  expect([low, high]).toEqual([2.5, 3]);
  expect(rounds).toBe(3);
});

test("who took part in fewer rounds is compared over those", () => {
  expect(ratioOf([1, 2, 1000], [5, 10])).toEqual({ ratio: 5, low: 5, high: 5, rounds: 2 });
});

test("a geometric mean treats twice as fast and twice as slow alike", () => {
  expect(geometricMean([0.5, 2])).toBeCloseTo(1, 12);
});
