import { expect, test } from "vitest";
import type { Activation } from "../../activations/list.ts";
import { withActivation } from "../../recipe/experiment.ts";
import { asSpectrum } from "../../networks/spectrum/asSpectrum.ts";
import { defaultRecipe } from "../../recipe/schema.ts";
import { pairedWords } from "./pairedWords.ts";
import type { Comparison } from "./comparisons.ts";

const sideWith = (activation: Activation) => ({
  recipe: { ...defaultRecipe, network: withActivation(defaultRecipe.network, activation) },
  accuracy: 0.5,
  error: null,
});
const comparison = (activation: Activation, pairs: readonly number[]): Comparison => ({
  about: "activation",
  base: sideWith("none"),
  other: sideWith(activation),
  split: "test",
  epoch: 3,
  goesOn: false,
  pairs,
});
const said = (...comparisons: readonly Comparison[]) =>
  pairedWords(comparisons, defaultRecipe).map((words) => words.replaceAll("\u202f", " "));

test("one pair says nothing of its own", () => {
  expect(said(comparison("relu", [3]))).toEqual([]);
});

test("few pairs are inconclusive, however far apart, and it is said how many would do", () => {
  const [words] = said(comparison("relu", [4, 5, 4.5]));
  expect(words).toMatch(/^Over 3 paired seeds of 16 segments, test accuracy with no activation − ReLU: 4\.5 points \(/);
  expect(words).toContain(": 4.5 points (95 % interval 3.3 to 5.7): inconclusive. ");
  expect(words).toContain(
    "Below 6 pairs nothing can be called better or worse. To find a difference of one point, 6 pairs are needed",
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

test("networks are named as both sides of the difference", () => {
  const network = asSpectrum(defaultRecipe.network);
  const side = (segments: number) => ({
    ...sideWith("none"),
    recipe: { ...defaultRecipe, network: { ...network, module: { ...network.module, segments } } },
  });
  const networks = (pairs: readonly number[]): Comparison => ({
    ...comparison("relu", pairs),
    about: "network",
    base: side(1),
    other: side(3),
  });
  const six = [2, 2.2, 1.9, 2.4, 2.1, 2.3];
  expect(said(networks(six))[0]).toMatch(
    /^Over 6 paired seeds, test accuracy with 1 segment − 3 segments: 2\.1 .*: better with 1 segment\.$/,
  );
  expect(said(networks(six.map((each) => -each)))[0]).toMatch(/: better with 3 segments\.$/);
});
