import { expect, test } from "vitest";
import { parseRecipe } from "../../recipe/parse.ts";
import { armsOfStudy } from "../../study/study.ts";
import { chosenStudy, STUDY } from "./chosenStudy.ts";
import { firstFactors, readFactors, writeFactors } from "./factorsText.ts";

const recipe = parseRecipe({ network: { width: 6, module: { segments: 3 } } });

test("factors are read as they are written", () => {
  const factors = [
    { setting: "segments", values: [1, 6] },
    { setting: "norm-between", values: [false, true] },
    { setting: "stages", values: [[1], [2, 2]] },
    { setting: "between", values: ["none", "silu"] },
  ];
  expect(readFactors(writeFactors(factors), recipe)).toEqual({ factors, faults: [] });
  expect(readFactors("segments: 1, 3,1 ;", recipe).factors).toEqual([{ setting: "segments", values: [1, 3] }]);
});

test("what cannot be understood is left out, and said", () => {
  const { factors, faults } = readFactors(
    "segments:1;segments:3;seed:1;nothing:2;rate:fast;width:;dropout:0,0.5",
    recipe,
  );
  expect(factors.map(({ setting }) => setting)).toEqual(["segments", "dropout"]);
  expect(faults).toEqual([
    "“segments” cannot be varied here.",
    "“seed” cannot be varied here.",
    "“nothing” cannot be varied here.",
    'Learning rate: rate is "fast": a number is allowed.',
    "Width: at least one value is needed.",
  ]);
  const many = Array.from({ length: 200 }, (_, at) => at + 1).join();
  expect(readFactors(`epochs:${many};batch:${many}`, recipe).faults).toEqual(["More than 256 arms are too many."]);
});

test("a study of one's own varies the bench's recipe, at first over its whole spectrum", () => {
  expect(writeFactors(firstFactors(recipe))).toBe("segments:1,2,3,6;between:none,relu");
  expect(firstFactors(parseRecipe({ network: { family: "miniXception" } }))).toHaveLength(1);
  const { id, study } = chosenStudy({ [STUDY.ready]: "own", [STUDY.factors]: "segments:1,4" }, recipe);
  expect(id).toBe("own");
  expect(study.base).toBe(recipe);
  // 6 channels cannot be cut into 4.
  expect(armsOfStudy(study)).toMatchObject({ arms: [{ values: [1] }], leftOut: [{ values: [4] }] });
});

test("a study with more runs than the page can look up is shown with fewer seeds, and says so", () => {
  const epochs = Array.from({ length: 200 }, (_, at) => at + 1).join();
  const shown = { [STUDY.ready]: "own", [STUDY.factors]: `epochs:${epochs}`, [STUDY.seeds]: "50" };
  const { study, faults } = chosenStudy(shown, recipe);
  expect(study.seeds).toHaveLength(10);
  expect(faults).toEqual(["200 arms of 50 seeds are more than 2000 runs: the study is shown with 10 seeds."]);
});

test("the seeds begin where the address says, and at 1 where it says nothing that can be", () => {
  const seedsOf = (first: string) => chosenStudy({ [STUDY.first]: first, [STUDY.seeds]: "3" }, recipe).study.seeds;
  expect(seedsOf("11")).toEqual([11, 12, 13]);
  for (const none of ["", "-1", "1.5", "4294967295", "all"]) expect(seedsOf(none)).toEqual([1, 2, 3]);
});
