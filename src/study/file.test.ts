import { describe, expect, test } from "vitest";
import { parseStudy, parseStudyText, writeStudy } from "./file.ts";
import { READY_STUDIES, readyIds } from "./ready.ts";
import { armsOfStudy, runsOfStudy, STUDY_VERSION } from "./study.ts";

describe("a study's file", () => {
  test.each(readyIds)("of the ready study “%s” is read as it was written, and every combination can be built", (id) => {
    const { study } = READY_STUDIES[id];
    expect(parseStudyText(writeStudy(study))).toEqual(study);
    expect(armsOfStudy(study).leftOut).toEqual([]);
    expect(new Set(armsOfStudy(study).arms.map((arm) => arm.id)).size).toBe(
      study.factors.reduce((product, { values }) => product * values.length, 1),
    );
    expect(runsOfStudy(study)).toHaveLength(armsOfStudy(study).arms.length * study.seeds.length);
  });

  test("needs little: what is left out has its default, a repeated seed counts once", () => {
    expect(parseStudy({ study: STUDY_VERSION, name: "Least", seeds: [3, 3, 1] })).toMatchObject({
      question: "",
      factors: [],
      seeds: [3, 1],
      margin: 1,
    });
  });

  test.each([
    [{ study: 2, name: "", seeds: [1] }, "study is 2: this recipe was made by a newer version"],
    [{ name: "", seeds: [1] }, "study"],
    [{ study: 1, seeds: [1] }, "name"],
    [{ study: 1, name: "", seeds: [] }, "seeds"],
    [{ study: 1, name: "", seeds: [0.5] }, "seeds.0 is 0.5"],
    [{ study: 1, name: "", seeds: [1], factor: [] }, "factor"],
    [{ study: 1, name: "", seeds: [1], factors: [{ setting: "seed", values: [1] }] }, 'factors.0.setting is "seed"'],
    [{ study: 1, name: "", seeds: [1], factors: [{ setting: "segments", values: [] }] }, "factors.0.values"],
    [{ study: 1, name: "", seeds: [1], factors: [{ setting: "segments", values: [null] }] }, "factors.0.values.0"],
    [
      { study: 1, name: "", seeds: [1], factors: Array(9).fill({ setting: "epochs", values: [1, 2] }) },
      "factors.1.setting",
    ],
    [{ study: 1, name: "", seeds: [1], base: { seed: -1 } }, "seed is"],
    [[], "The recipe is"],
  ])("%j is refused by the place of its fault", (input, words) => {
    expect(() => parseStudy(input)).toThrow(words);
  });

  test("of too many combinations is refused before they are made", () => {
    const values = Array.from({ length: 200 }, (_, index) => index + 1);
    const factors = ["epochs", "batch", "width"].map((setting) => ({ setting, values }));
    expect(() => parseStudy({ study: 1, name: "", seeds: [1], factors })).toThrow("at most 256");
  });
});
