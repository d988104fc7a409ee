import { expect, test } from "vitest";
import { randomStream } from "../data/random.ts";
import { pairsNeeded, POWER } from "./planning.ts";
import { summarise } from "./pairs.ts";
import { signFlipP, smallestP } from "./signFlip.ts";
import { isDecided, judge } from "./verdict.ts";

const kinds = (family: readonly (readonly number[])[], margin = 1) => judge(family, margin).map(({ kind }) => kind);

test("the four verdicts are different", () => {
  const around = (mean: number, spread = 0.5) =>
    [-1.2, -0.7, -0.2, 0.1, 0.3, 0.5, 0.6, 0.6].map((z) => mean + spread * z);
  expect(kinds([around(3)])).toEqual(["better"]);
  expect(kinds([around(-3)])).toEqual(["worse"]);
  expect(kinds([around(0.1)])).toEqual(["equal"]);
  expect(kinds([around(1.2, 4)])).toEqual(["inconclusive"]);
  // There, but within what was said to be equal in practice.
  expect(kinds([around(0.5, 0.2)])).toEqual(["equal"]);
});

test("no number of points decides anything below six pairs", () => {
  const [judged] = judge([[9, 9.1, 8.9, 9, 9.2]], 1);
  expect(judged).toMatchObject({ kind: "inconclusive", p: null });
  expect(judged?.interval?.low).toBeGreaterThan(8);
  expect(smallestP(5)).toBeGreaterThan(0.05);
  expect(smallestP(6)).toBeLessThan(0.05);
  expect(kinds([[4]])).toEqual(["inconclusive"]);
});

test("a family of comparisons is corrected together", () => {
  const six = [2, 2.2, 1.9, 2.4, 2.1, 2.3];
  expect(judge([six], 1)[0]).toMatchObject({ kind: "better", p: 2 / 64 });
  expect(judge([six, six, six], 1)[0]).toMatchObject({ kind: "inconclusive", p: 6 / 64 });
});

test("runs that gave the very same numbers prove nothing", () => {
  expect(kinds([[0, 0, 0, 0, 0, 0]])).toEqual(["inconclusive"]);
  expect(signFlipP([0, 0, 0])).toBe(1);
  expect(Number.isNaN(summarise([0, 0]).effectSize)).toBe(true);
});

test("the exact test counts every pattern, also of thirty pairs", () => {
  expect(signFlipP([1, 2, 3])).toBe(2 / 8);
  expect(signFlipP([-1, 2, 3])).toBe(4 / 8);
  const many = Array.from({ length: 30 }, (_, index) => index + 1);
  expect(signFlipP(many)).toBe(2 / 2 ** 30);
  expect(signFlipP(many.map((each, index) => (index === 0 ? -each : each)))).toBe(4 / 2 ** 30);
});

test("of more pairs patterns are drawn: near the exact share, and the same each time", () => {
  const thirty = Array.from({ length: 30 }, (_, index) => Math.sin(index * 7) + 0.25);
  const exact = signFlipP(thirty);
  // A pair more that is worth nothing leaves the share as it is.
  const drawn = signFlipP([...thirty, 0]);
  expect(exact).toBeGreaterThan(0.01);
  expect(Math.abs(drawn - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9999));
  expect(signFlipP([...thirty, 0])).toBe(drawn);
});

test("a large difference needs the fewest pairs that can decide, a hopeless one has no plan", () => {
  expect(pairsNeeded(5, 1)).toBe(6);
  expect(pairsNeeded(-5, 1)).toBe(6);
  expect(pairsNeeded(0.01, 1)).toBeNull();
  // Fewer would be found too seldom, by the exact test's few values of p.
  const fewer = (pairsNeeded(1.4, 1) ?? 0) - 1;
  const stream = randomStream(3, "too few pairs");
  const trials = Array.from({ length: 4000 }, () => Array.from({ length: fewer }, () => 1.4 + stream.normal()));
  expect(trials.filter(isDecided).length / trials.length).toBeLessThan(POWER);
});
