import { describe, expect, test } from "vitest";
import { networkCost } from "../recipe/cost.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { MOST_MISMATCH } from "./match.ts";
import { READY_STUDIES } from "./ready.ts";
import { armsOfStudy, runsOfStudy, type Study } from "./study.ts";
import { leftOutWords } from "./words.ts";

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
    expect(left && leftOutWords(left.why, wide)[0]).toContain("6 channels cannot be cut into 4 equal segments");
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
    const unknown = study({ factors: [{ setting: "no-such", values: [1] }] });
    expect(armsOfStudy(unknown).leftOut.flatMap(({ why }) => leftOutWords(why, unknown))).toEqual([
      expect.stringContaining("no-such"),
    ]);
  });

  test("have an identity that does not know the seed", () => {
    const ids = (seed: number) => armsOfStudy(study({ base: { ...study().base, seed } })).arms.map(({ id }) => id);
    expect(ids(1)).toEqual(ids(2));
    expect(new Set(ids(1)).size).toBe(4);
  });
});

describe("matched arms", () => {
  const depthwise = (width: number) => parseRecipe({ network: { width, module: { segments: width }, stages: [1, 1] } });
  const segments = (values: readonly number[]) => [{ setting: "segments", values }];
  const networks = (of: Study) => armsOfStudy(of).arms.map(({ recipe: { network } }) => network);

  test("have the width at which the whole network costs what the base does, as near as whole channels come", () => {
    const of = study({ base: depthwise(64), factors: segments([1, 8, 16, 64]), match: "parameters" });
    expect(networks(of)).toMatchObject([
      { width: 24, module: { segments: 1 } },
      { width: 48, module: { segments: 8 } },
      // Four channels per segment, as 16 of 64 have.
      { width: 56, module: { segments: 14 } },
      { width: 64, module: { segments: 64 } },
    ]);
    const target = networkCost(depthwise(64)).parameters;
    for (const { recipe, mismatch } of armsOfStudy(of).arms)
      expect(mismatch).toBeCloseTo(networkCost(recipe).parameters / target - 1, 12);
    // No width nearby comes nearer.
    const distances = [23, 24, 25].map((width) => {
      const regular = parseRecipe({ network: { width, module: { segments: 1 }, stages: [1, 1] } });
      return Math.abs(Math.log(networkCost(regular).parameters / target));
    });
    expect(Math.min(...distances)).toBe(distances[1]);
  });

  test("by multiply-adds may be others than by parameters", () => {
    const of = (match: "parameters" | "multiplyAdds") =>
      networks(study({ base: depthwise(48), factors: segments([1]), match }));
    expect(of("parameters")).toMatchObject([{ width: 19 }]);
    expect(of("multiplyAdds")).toMatchObject([{ width: 18 }]);
  });

  test("that come out as one network are trained once, and that is said", () => {
    const of = study({ base: depthwise(48), factors: segments([6, 8]), match: "parameters" });
    expect(networks(of)).toMatchObject([{ width: 36, module: { segments: 6 } }]);
    expect(armsOfStudy(of).leftOut.flatMap(({ why }) => leftOutWords(why, of))).toEqual([
      "It is the same network as 6.",
    ]);
  });

  test("of the ready study are matched, all of them", () => {
    const mismatches = armsOfStudy(READY_STUDIES.equalParameters.study).arms.map(({ mismatch }) =>
      Math.abs(mismatch ?? 1),
    );
    expect(mismatches).toHaveLength(12);
    expect(Math.max(...mismatches)).toBeLessThan(MOST_MISMATCH);
  });
});

test("runs go seed by seed, so that a study stopped anywhere is nearly balanced", () => {
  const runs = runsOfStudy(study());
  expect(runs.map(({ seed }) => seed)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
});
