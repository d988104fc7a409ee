// A study from a file is shown as it was written, whatever it is.
import { expect, test } from "vitest";
import { parseRecipe } from "../../recipe/parse.ts";
import { writeStudy } from "../../study/file.ts";
import { READY_STUDIES } from "../../study/ready.ts";
import type { Study } from "../../study/study.ts";
import type { Experiment } from "../../recipe/experiment.ts";
import type { Lab } from "../../lab/lab.ts";
import type { Shown } from "../../lab/views.ts";
import { chosenStudy } from "./chosenStudy.ts";
import { showStudy, studyIn } from "./showStudy.ts";

/** What the page then has for a study. */
function shownAs(study: Study) {
  const shown: Record<string, string> = {};
  let recipe = parseRecipe({});
  const lab = {
    setShown(changes: Readonly<Record<string, string | null>>) {
      for (const [key, value] of Object.entries(changes)) if (value !== null) shown[key] = value;
    },
    replaceExperiment: (experiment: Experiment) => void (recipe = experiment.recipe),
  };
  showStudy(study, lab as unknown as Lab);
  return chosenStudy(shown satisfies Shown, recipe);
}

const own: Study = {
  name: "Kernels",
  question: "Do larger kernels pay; or not?",
  base: parseRecipe({ network: { width: 24, module: { segments: 24 } }, training: { epochs: 2 } }),
  factors: [
    { setting: "kernel", values: [3, 5] },
    { setting: "between", values: ["none", "relu"] },
  ],
  seeds: [11, 12],
  match: "parameters",
  tuned: "kernel",
  margin: 0.5,
};

test("one's own has its name, question, base, factors, seeds, match and margin again", () => {
  const read = studyIn(writeStudy(own));
  expect(read).toEqual(own);
  expect(shownAs(own)).toMatchObject({ id: "own", study: own, faults: [] });
});

test.each([0, 25])("a margin of %i stays", (margin) => {
  expect(shownAs({ ...own, margin }).study.margin).toBe(margin);
});

test("a ready one is that one, with its own seeds and margin", () => {
  const { study } = READY_STUDIES.resnext;
  expect(shownAs({ ...study, seeds: [5, 6], margin: 2 })).toMatchObject({
    id: "resnext",
    study: { ...study, seeds: [5, 6], margin: 2 },
  });
});

test("what cannot be shown is refused with the reason; what is no study is left to others", () => {
  expect(studyIn(writeStudy({ ...own, seeds: [1, 3] }))).toEqual({
    why: expect.stringContaining("its seeds must follow each other"),
  });
  expect(studyIn(writeStudy({ ...own, seeds: [4_294_967_000] }))).toEqual({
    why: expect.stringContaining("first seed may be at most"),
  });
  expect(studyIn('{"study": 1, "name": "x", "seeds": [1], "match": "luck"}')).toEqual({
    why: expect.stringContaining("parameters"),
  });
  expect(studyIn('{"study": 9}')).toEqual({ why: expect.stringContaining("newer") });
  expect(studyIn('{"result": 1, "study": {}}')).toBeNull();
  expect(studyIn("no JSON")).toBeNull();
});
