import { describe, expect, it } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { cosineOfHalfTurns, learningRateAt } from "./schedule.ts";

const training = (schedule: object) => parseRecipe({ training: { epochs: 4, learningRate: 0.2, schedule } }).training;

describe("the learning rate", () => {
  it("stays where it is, constant", () => {
    expect([0, 7, 39].map((step) => learningRateAt(training({ kind: "constant" }), step, 10))).toEqual([0.2, 0.2, 0.2]);
  });

  it("falls along half a cosine: whole at first, half in the middle, near 0 at the last step", () => {
    const rate = (step: number) => learningRateAt(training({ kind: "cosine" }), step, 10);
    expect(rate(0)).toBe(0.2);
    expect(rate(10)).toBeCloseTo(0.2 * (0.5 + Math.SQRT1_2 / 2), 12);
    expect(rate(20)).toBeCloseTo(0.1, 12);
    expect(rate(39)).toBeGreaterThan(0);
    expect(rate(39)).toBeLessThan(0.0004);
  });

  it("warms up in equal parts, none of them 0, and then falls", () => {
    const rate = (step: number) => learningRateAt(training({ kind: "cosine", warmupEpochs: 1 }), step, 4);
    expect([0, 1, 2, 3].map(rate)).toEqual([0.05, 0.1, 0.15000000000000002, 0.2]);
    expect(rate(4)).toBe(0.2);
    expect(rate(10)).toBeCloseTo(0.1, 12);
  });

  it("drops by its factor every so many epochs: the paper's 0.94 every 2", () => {
    const rate = (step: number) => learningRateAt(training({ kind: "step" }), step, 10);
    expect([0, 19, 20, 39].map(rate)).toEqual([0.2, 0.2, 0.2 * 0.94, 0.2 * 0.94]);
  });

  it("has a cosine within 1e-13 of the true one over the whole half turn", () => {
    for (let index = 0; index <= 1000; index++) {
      expect(Math.abs(cosineOfHalfTurns(index / 1000) - Math.cos((Math.PI * index) / 1000))).toBeLessThan(1e-13);
    }
  });
});
