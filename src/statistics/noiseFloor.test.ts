// What seeds do, and what the choice of test images does: each against experiments of known truth.
import { expect, test } from "vitest";
import { randomStream } from "../data/random.ts";
import { noiseFloor, noiseRange } from "./noiseFloor.ts";
import { meanOf } from "./pairs.ts";
import { binomialError } from "./sampling.ts";

test("the spread is that of all pairs of two seeds within an arm, over √2", () => {
  const arms = [
    [43, 45, 44.5],
    [50, 50.5, 52],
  ];
  const squares = arms.flatMap((values) =>
    values.flatMap((one, at) => values.slice(at + 1).map((other) => (one - other) ** 2)),
  );
  const floor = noiseFloor([...arms, [60]]);
  expect(floor).toMatchObject({ degrees: 4, arms: 2 });
  expect(floor?.spread).toBeCloseTo(Math.sqrt(meanOf(squares) / 2), 12);
  expect(noiseFloor([[43], [50], []])).toBeNull();
  expect(noiseFloor([[43, 44], [50]])).toBeNull();
});

test("in 95 % of cases an arm trained anew with other seeds is within the range", () => {
  const stream = randomStream(5, "noise floor");
  const draw = (n: number, mean: number) => Array.from({ length: n }, () => mean + 1.3 * stream.normal());
  const trials = 4000;
  let within = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [first, other] = [draw(3, 43), draw(3, 50)];
    const floor = noiseFloor([first, other]);
    if (floor && Math.abs(meanOf(draw(3, 43)) - meanOf(first)) <= noiseRange(floor, 3)) within++;
  }
  expect(Math.abs(within / trials - 0.95)).toBeLessThan(0.015);
});

test("the binomial error is the spread of accuracies on images drawn anew", () => {
  const stream = randomStream(6, "sampling");
  const perClass = [91, 28, 34];
  const accuracies = Array.from({ length: 4000 }, () =>
    meanOf(
      perClass.map(
        (images) => Array.from({ length: images }, () => stream.uniform()).filter((u) => u < 0.43).length / images,
      ),
    ),
  );
  const mean = meanOf(accuracies);
  const spread = Math.sqrt(meanOf(accuracies.map((each) => (each - mean) ** 2)));
  expect(binomialError(0.43, perClass) / spread).toBeCloseTo(1, 1);
  // As of Emoji-10's one run: about two points.
  expect(100 * binomialError(0.43, [91, 28, 34, 43, 74, 222, 155, 101, 40, 38])).toBeCloseTo(2.13, 2);
});
