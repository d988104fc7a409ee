import { expect, test } from "vitest";
import { LONGEST_GUESS, makeGuess, readGuess, studyId } from "./guess.ts";
import { READY_STUDIES } from "./ready.ts";

const AT = "2026-11-27T18:46:00.000Z";
const { study } = READY_STUDIES.figure10;
const guess = makeGuess(study, "  None wins, as in the paper. ", AT);

test("a guess is kept with its time, and read again", () => {
  expect(guess).toMatchObject({ text: "None wins, as in the paper.", at: AT });
  expect(guess?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(readGuess(study, JSON.parse(JSON.stringify(guess)))).toEqual(guess);
  expect(makeGuess(study, "x".repeat(2 * LONGEST_GUESS), AT)?.text).toHaveLength(LONGEST_GUESS);
  expect(makeGuess(study, " \n", AT)).toBeNull();
});

test.each([
  { ...guess, text: "ReLU wins." },
  { ...guess, at: "2026-11-27T18:46:00.001Z" },
  { ...guess, at: "yesterday" },
  { ...guess, hash: "0".repeat(64) },
  { text: 1 },
  null,
  "ReLU wins.",
])("one that was changed afterwards is none: %j", (changed) => {
  expect(readGuess(study, changed)).toBeNull();
});

test("more seeds are the same study, another margin or value is another", () => {
  expect(studyId({ ...study, seeds: [1, 2, 3, 4, 5, 6, 7] })).toBe(studyId(study));
  expect(readGuess({ ...study, seeds: [9] }, guess)).toEqual(guess);
  expect(studyId({ ...study, margin: 2 })).not.toBe(studyId(study));
  expect(studyId({ ...study, match: "parameters" })).not.toBe(studyId(study));
  expect(studyId({ ...study, factors: study.factors.map((each) => ({ ...each, values: ["none", "relu"] })) })).not.toBe(
    studyId(study),
  );
});
