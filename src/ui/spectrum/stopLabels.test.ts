import { expect, test } from "vitest";
import { divisors } from "../../networks/spectrum/divisors.ts";
import { labelledStops, nearestStop, stopPosition } from "./stopLabels.ts";

test("equal ratios of segments are equal distances, from 0 to 1", () => {
  expect(stopPosition(1, 48)).toBe(0);
  expect(stopPosition(48, 48)).toBe(1);
  expect(stopPosition(8, 64)).toBeCloseTo(0.5);
  expect(stopPosition(1, 1)).toBe(0.5);
});

test("a place on the axis belongs to the nearest stop", () => {
  const stops = divisors(48);
  expect(nearestStop(stops, 48, 0)).toBe(1);
  expect(nearestStop(stops, 48, 1)).toBe(48);
  expect(nearestStop(stops, 48, stopPosition(13, 48))).toBe(12);
});

test.each([
  [48, 300, 12],
  [60, 300, 5],
  [240, 300, 80],
  [96, 280, 24],
  [48, 1100, 16],
])("of width %d, on %d pixels, no two numbers touch and %d is among them", (width, pixels, chosen) => {
  const stops = divisors(width);
  const labelled = [...labelledStops(stops, width, pixels, chosen)].sort((a, b) => a - b);
  expect(labelled).toContain(chosen);
  for (let index = 1; index < labelled.length; index++) {
    const [left = 1, right = 1] = labelled.slice(index - 1, index + 1);
    const apart = (stopPosition(right, width) - stopPosition(left, width)) * pixels;
    // A number takes seven pixels per digit on the screen.
    expect(apart).toBeGreaterThan(((String(left).length + String(right).length) / 2) * 7);
  }
});

test("where there is room every stop has its number", () => {
  expect([...labelledStops(divisors(48), 48, 1100, 16)].sort((a, b) => a - b)).toEqual(divisors(48));
});
