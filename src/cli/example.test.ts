// The result that comes with the page is true: its report is the one in docs/, and a run of it, trained again here, tells
// the very same numbers.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recipeHash } from "../recipe/hash.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { compareNumbers } from "../study/check.ts";
import { READY_STUDIES } from "../study/ready.ts";
import { markdownOf } from "../study/exports/reportMarkdown.ts";
import { provenanceOf, reportOf } from "../study/report.ts";
import { readResult } from "../study/result.ts";
import { outcomeOfResult } from "../study/resultOutcome.ts";
import { runsOfStudy } from "../study/study.ts";
import { resultOfEvents } from "./runResult.ts";
import { run, writeRecipe } from "./testProgram.ts";

const root = join(import.meta.dirname, "../..");
const { study, guess, runs } = readResult(readFileSync(join(root, "public/examples/whole-spectrum.json"), "utf8"));

test("the example is the whole of the ready study, by this version of the program", () => {
  expect(study).toEqual(READY_STUDIES.spectrum.study);
  expect(runs.map(({ recipe }) => recipeHash(recipe)).toSorted()).toEqual(
    runsOfStudy(study).map(recipeHash).toSorted(),
  );
  expect(new Set(runs.map(({ terms }) => `${terms.version} ${terms.engine}`))).toEqual(
    new Set([`${PROGRAM_VERSION} wasm-simd`]),
  );
});

test("its report is that of docs/experiments", () => {
  const outcome = outcomeOfResult({ study, runs });
  const report = reportOf(study, outcome, provenanceOf({ study, guess, runs }));
  const [, body = ""] = markdownOf(report).split(study.question);
  // Laid out otherwise: tables there have their columns in line.
  const words = (text: string) => text.replaceAll(/[-\s|]+/g, " ").trim();
  expect(words(readFileSync(join(root, "docs/experiments/whole-spectrum.md"), "utf8"))).toContain(words(body));
});

test("a run of it, trained again, is identical, bit for bit", async () => {
  // The one that took least.
  const [told] = runs.toSorted((one, other) => one.elapsedMs - other.elapsedMs);
  if (!told) throw new Error("The example has no runs.");
  const { output } = await run(["--recipe", writeRecipe(told.recipe)]);
  const found = resultOfEvents(output, told.recipe);
  expect(found && compareNumbers(told.numbers, found.numbers)).toMatchObject({ kind: "identical" });
}, 120_000);
