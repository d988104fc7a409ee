// Which spread a plan of seeds begins with.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testRun } from "../../lab/testRuns.ts";
import type { Run } from "../../lab/state.ts";
import { READY_STUDIES } from "../../study/ready.ts";
import { readResult } from "../../study/result.ts";
import { outcomeOfResult } from "../../study/resultOutcome.ts";
import { runsOfStudy, type Study } from "../../study/study.ts";
import { pairSpread } from "../../study/words.ts";
import { EXAMPLE_SPREAD, plannedSpread } from "./plannedSpread.ts";

const study: Study = { ...READY_STUDIES.figure10.study, seeds: [1, 2, 3] };

/** Finished runs of the study's arms, with these accuracies in per cent by seed. */
function finished(of: Study, ...arms: readonly (readonly number[])[]): readonly Run[] {
  const score = { step: 1, epoch: 1, elapsedMs: 1, loss: 1, accuracyError: null, top3Accuracy: 1 };
  return runsOfStudy(of).flatMap((recipe, at) => {
    const percent = arms[at % 3]?.[recipe.seed - 1];
    if (percent === undefined) return [];
    const last = { validation: { ...score, accuracy: 0.5 }, test: { ...score, accuracy: percent / 100 } };
    return [testRun(String(at), { recipe, status: "finished", last })];
  });
}

test("the study's own pairs come first, from three on", () => {
  const own = finished(study, [50, 50, 50], [51, 52, 53]);
  expect(plannedSpread(study, own, own)).toEqual({ points: expect.closeTo(1, 9), from: "study" });
  const two = finished({ ...study, seeds: [1, 2] }, [50, 50], [51, 52]);
  expect(plannedSpread(study, two, two).from).toBe("example");
});

test("a study whose arms choose a setting has pairs of its own, too", () => {
  const tuned: Study = {
    ...study,
    factors: [{ setting: "rate", values: [0.1] }, ...study.factors],
    tuned: "rate",
  };
  const own = finished(tuned, [50, 50, 50], [51, 52, 53]);
  expect(plannedSpread(tuned, own, own).from).toBe("study");
});

test("then pairs of other networks on the same data and training, and no others", () => {
  const kept = finished(READY_STUDIES.residual.study, [50, 50, 50], [51, 53, 55]);
  expect(plannedSpread(study, [], kept)).toEqual({ points: expect.closeTo(2, 9), from: "kept" });
  const { coupling } = READY_STUDIES;
  expect(plannedSpread(coupling.study, [], kept)).toEqual({ points: EXAMPLE_SPREAD, from: "example" });
});

test("the last resort is what the result that comes with the page measured", () => {
  const file = join(import.meta.dirname, "../../../public/examples/whole-spectrum.json");
  const { study: spectrum, runs } = readResult(readFileSync(file, "utf8"));
  const { comparisons } = outcomeOfResult({ study: spectrum, runs }).accuracy;
  expect(pairSpread(comparisons)?.toFixed(1)).toBe(String(EXAMPLE_SPREAD));
});
