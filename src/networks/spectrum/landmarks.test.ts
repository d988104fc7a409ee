// The slider's stops, and the named points among them.
import { expect, test } from "vitest";
import { divisors, nearestDivisor } from "./divisors.ts";
import { landmarks } from "./landmarks.ts";

test.each([
  [24, [1, 2, 3, 4, 6, 8, 12, 24]],
  [48, [1, 2, 3, 4, 6, 8, 12, 16, 24, 48]],
  [64, [1, 2, 4, 8, 16, 32, 64]],
  [96, [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 96]],
  [7, [1, 7]],
  [1, [1]],
])("the slider's stops at width %i", (width, stops) => {
  expect(divisors(width)).toEqual(stops);
});

test.each([
  [48, 16, 16],
  [64, 16, 16],
  [64, 48, 64], // 64/48 is less than 48/32
  [48, 5, 6], // 6/5 is less than 5/4
  [48, 1000, 48],
  [7, 2, 1], // 2/1 is less than 7/2
  [16, 3, 4],
  [9, 3, 3],
  [25, 1, 1],
])("the stop of width %i nearest to %i segments is %i", (width, segments, nearest) => {
  expect(nearestDivisor(width, segments)).toBe(nearest);
});

test.each<[number, readonly (readonly [number, string])[]]>([
  [
    48,
    [
      [1, "regular convolution"],
      [3, "Inception-like"],
      [48, "depthwise: Xception"],
    ],
  ],
  [
    64,
    [
      [1, "regular convolution"],
      [4, "Inception-like"],
      [64, "depthwise: Xception"],
    ],
  ],
  [
    7,
    [
      [1, "regular convolution"],
      [7, "depthwise: Xception"],
    ],
  ],
  [
    4,
    [
      [1, "regular convolution"],
      [4, "depthwise: Xception"],
    ],
  ],
  [
    3,
    [
      [1, "regular convolution"],
      [3, "depthwise: Xception"],
    ],
  ],
  [1, [[1, "regular convolution"]]],
])("landmarks at width %i: the ends, and 3 or else 4 segments between them", (width, expected) => {
  expect(landmarks(width).map(({ segments, title }) => [segments, title])).toEqual(expected);
});
