import { describe, expect, test } from "vitest";
import { faultWords, parseRecipe } from "../recipe/parse.ts";
import { armsOfStudy, runsOfStudy, type Study } from "./study.ts";

const study = (change: Partial<Study> = {}): Study => ({
  name: "A study",
  question: "Which?",
  base: parseRecipe({ network: { width: 6, module: { segments: 3 }, stages: [1] } }),
  factors: [
    { setting: "segments", values: [1, 6] },
    { setting: "between", values: ["none", "relu"] },
  ],
  seeds: [1, 2],
  margin: 1,
  ...change,
});
const names = (of: Study) => armsOfStudy(of).arms.map(({ values }) => values.join(" "));

describe("arms", () => {
  test("are all combinations, the last factor's values beside each other", () => {
    expect(names(study())).toEqual(["1 none", "1 relu", "6 none", "6 relu"]);
    expect(armsOfStudy(study()).arms[3]?.recipe.network).toMatchObject({
      width: 6,
      module: { segments: 6, intermediateActivation: "relu" },
    });
    expect(names(study({ factors: [] }))).toEqual([""]);
  });

  test("that no network can be built of are left out, with the reason", () => {
    const wide = study({
      factors: [
        { setting: "width", values: [6, 12] },
        { setting: "segments", values: [4, 6] },
      ],
    });
    expect(names(wide)).toEqual(["6 6", "12 4", "12 6"]);
    const [left] = armsOfStudy(wide).leftOut;
    expect(left?.values).toEqual([6, 4]);
    expect(left && faultWords(left.fault)[0]).toContain("6 channels cannot be cut into 4 equal segments");
  });

  test("may be of several data sets: what those have to set follows the choice", () => {
    const coupled = study({
      factors: [
        { setting: "data.kappa", values: [0, 1] },
        { setting: "data", values: ["coupled-10"] },
      ],
    });
    expect(armsOfStudy(coupled).arms.map(({ recipe }) => recipe.dataset)).toMatchObject([
      { id: "coupled-10", settings: { kappa: 0 } },
      { id: "coupled-10", settings: { kappa: 1 } },
    ]);
    expect(
      faultWords(armsOfStudy(study({ factors: [{ setting: "no-such", values: [1] }] })).leftOut[0]!.fault)[0],
    ).toContain("no-such");
  });

  test("have an identity that does not know the seed", () => {
    const ids = (seed: number) => armsOfStudy(study({ base: { ...study().base, seed } })).arms.map(({ id }) => id);
    expect(ids(1)).toEqual(ids(2));
    expect(new Set(ids(1)).size).toBe(4);
  });
});

test("runs go seed by seed, so that a study stopped anywhere is nearly balanced", () => {
  const runs = runsOfStudy(study());
  expect(runs.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
});
