import { expect, test } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { samplingWords } from "./errorWords.ts";
import { makeGuess, type Guess } from "./guess.ts";
import { markdownOf } from "./exports/reportMarkdown.ts";
import { outcomeOf } from "./outcome.ts";
import { caveatsOf, READY_STUDIES } from "./ready.ts";
import { reportOf } from "./report.ts";
import { armsOfStudy, type Factor, type Study } from "./study.ts";

const NOTHING = { guess: null, version: "9.9", engines: [], mixture: "" };
const study: Study = { ...READY_STUDIES.figure10.study, seeds: [1, 2] };

function reportOn(of: Readonly<Record<string, readonly number[]>>, guess: Guess | null = null): string {
  const measured = new Map(
    armsOfStudy(study).arms.map(({ id, values }) => [
      id,
      new Map((of[values.join(" ")] ?? []).map((each, at) => [at + 1, { accuracy: each / 100, loss: 3 - each / 50 }])),
    ]),
  );
  const provenance = { ...NOTHING, guess, engines: ["one engine", "another | engine"] };
  return markdownOf(reportOf(study, outcomeOf(study, measured), provenance));
}

test("a report has the question, what was trained, every arm and comparison, the verdict and the caveats", () => {
  const report = reportOn({ none: [50, 52], relu: [49, 52] });
  expect(report.startsWith("# Figure 10\n\nAt the depthwise end, does an activation")).toBe(true);
  expect(report).toContain("- Intermediate activation: none, ReLU, ELU\n- Seeds: 1, 2\n- Other than the defaults: ");
  expect(report).toContain("- 4 of 6 runs are finished\n- Program version 9.9; one engine; another | engine");
  expect(report).toMatch(/\| none \| \d+ \| \d+ \| 2 \| 51\.0 \| 38\.3 to 63\.7 \| 2\.2 \|/);
  expect(report).toMatch(/\| ELU \| \d+ \| \d+ \| 0 \| – \| – \| – \|/);
  expect(report).toContain("| – | ReLU − none | 2 | −0.5 | −6.9 to +5.9 | – | – | inconclusive |");
  expect(report).toContain(
    "about these 826 test images. Were others drawn, an accuracy would have a standard error of 2.2 points",
  );
  expect(report).toContain(
    "An arm against itself: with other seeds, 2 against 2, its mean moves by up to 7.8 points in 95 %",
  );
  expect(report).toMatch(/## Test loss, beside it\n\nAccuracy was stated beforehand[^]*\| none \| 2 \| 1\.980 \|/);
  expect(report).toContain("| – | ReLU − none | 2 | +0.010 | −0.117 to +0.137 | – | – | inconclusive |");
  expect(report).toContain(
    "## Verdict\n\nInconclusive. Below 7 pairs nothing can be called better or worse, corrected for 2 comparisons.",
  );
  expect(report).toContain(`- ${READY_STUDIES.figure10.caveats[0]}`);
  expect(report).not.toContain("## Guess");
  expect(reportOn({})).toContain("## Verdict\n\nNothing can be compared yet.");
});

test("a study that somebody has changed has the caveats of any", () => {
  expect(caveatsOf(study)).toBe(READY_STUDIES.figure10.caveats);
  expect(caveatsOf({ ...study, margin: 2 })).toBe(READY_STUDIES.figure10.caveats);
  expect(caveatsOf({ ...study, base: { ...study.base, storage: "float16" } })).toHaveLength(1);
});

test("settings of another data set are told where they differ from its own defaults", () => {
  const coupling = READY_STUDIES.coupling.study;
  const report = markdownOf(reportOf(coupling, outcomeOf(coupling, new Map()), NOTHING));
  expect(report).toMatch(
    /- Other than the defaults: .*Coupled-10, most copies 1, .*calibrated, distractors 0, images 6000/,
  );
});

test("where arms differ in their test images, all numbers of them are told, and families of no single data set", () => {
  const told = (factor: Factor) => {
    const of: Study = { ...study, base: coupled, factors: [factor], seeds: [1] };
    const measured = armsOfStudy(of).arms.map(({ id }) => [id, new Map([[1, { accuracy: 0.5, loss: 1 }]])] as const);
    return samplingWords(outcomeOf(of, new Map(measured)).accuracy);
  };
  const coupled = parseRecipe({ dataset: { id: "coupled-10" } });
  expect(told({ setting: "data.images", values: [2000, 4000] })).toMatch(
    /about these 300 to 600 test images\. .* error of 2\.0 to 2\.9 points .* less than 4\.1 points/,
  );
  const several = told({ setting: "data", values: ["emoji-10", "coupled-10"] });
  expect(several).toContain("about these 600 to 826 test images");
  expect(several).not.toContain("families");
});

test("a guess stands in it with its time and hash, as it was said", () => {
  const guess = makeGuess(study, "None wins.\n# Not a heading", "2026-11-27T18:46:00.000Z");
  expect(reportOn({}, guess)).toContain(
    "## Guess\n\n> None wins.\n> \\# Not a heading\n\nRecorded 2026-11-27T18:46:00.000Z, before the first run. " +
      `SHA-256 of study, text and time: \`${guess?.hash}\`.`,
  );
});

test.each([
  ["A\n\n# heading", "A # heading"],
  ["# heading", "\\# heading"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["<img src=x> &lt; [a](b)", "\\<img src=x> \\&lt; \\[a\\](b)"],
  ["*a* _b_ `c` ~~d~~ \\", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\\\"],
  ["-0.5, 1.5 (so & so), #2.", "-0.5, 1.5 (so & so), #2."],
])("somebody's words %j are words in Markdown too", (words, text) => {
  const of: Study = { ...study, name: words, question: words };
  const report = markdownOf(reportOf(of, outcomeOf(of, new Map()), NOTHING));
  expect(report.startsWith(`# ${text}\n\n${text}\n\n## What`)).toBe(true);
});
