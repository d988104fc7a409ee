import { expect, test } from "vitest";
import { networkCost } from "../recipe/cost.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import type { LabState } from "./state.ts";
import { findRuns } from "./studyRuns.ts";
import { armsToTime, secondsLeft, timeLeft } from "./studyTime.ts";
import { startedEvent, stateWith, testRun, withSegments } from "./testRuns.ts";

const { type: _, runId: __, recipe: ___, ...started } = startedEvent("any", { version: PROGRAM_VERSION });
const score = { step: 1, epoch: 1, elapsedMs: 1, loss: 1, accuracy: 0.5, accuracyError: null, top3Accuracy: 1 };
const tested = { validation: null, test: score };
const finished = (elapsedMs: number) =>
  ({ status: "finished", started, last: tested, finished: { elapsedMs, imagesPerSecond: 1 } }) as const;
const of = (segments: number, seed = 1) => ({ ...withSegments(segments), seed });

test("of several runs of a recipe the one that is furthest is taken; what has none is missing, in order", () => {
  const state = stateWith(
    testRun("a", { recipe: of(1), status: "stopped", started, checkpoint: { epoch: 1, step: 1 } }),
    testRun("b", { recipe: of(1), ...finished(1000) }),
    testRun("c", { recipe: of(2), status: "running", started }),
    testRun("d", { recipe: of(3), status: "stopped", started, checkpoint: { epoch: 1, step: 1 } }),
    testRun("e", { recipe: of(4), status: "failed", started, failure: { reason: "diverged", message: "" } }),
    testRun("f", { recipe: of(6), ...finished(1000), started: { ...started, version: "0.2.0" } }),
  );
  const found = findRuns([of(6), of(4), of(3), of(2), of(1), of(1, 2)], state);
  const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);
  const { finished: done, underWay, canContinue, failed } = found;
  // A run that diverged would diverge again, so it is not missing.
  expect([done, underWay, canContinue, failed].map(ids)).toEqual([["b"], ["c"], ["d"], ["e"]]);
  expect(found.missing).toEqual([of(6), of(1, 2)]);
});

test("the time of a run is that of its arm's other seeds, or follows from the arithmetic of the nearest other", () => {
  const left = (recipes: readonly Recipe[], state: LabState) => secondsLeft(findRuns(recipes, state), state);
  expect(left([of(1)], stateWith())).toBeNull();
  const cost = networkCost(of(1)).multiplyAdds;
  const trained = (ms: number) => ({ ...finished(ms), started: { ...started, multiplyAdds: cost } });
  const coupled = { ...of(1), dataset: parseRecipe({ dataset: { id: "coupled-10" } }).dataset };
  const state = stateWith(
    testRun("a", { recipe: of(1), ...trained(40_000) }),
    testRun("b", { recipe: of(1, 2), ...trained(44_000) }),
    testRun("c", { recipe: of(1, 3), ...trained(90_000) }),
    testRun("other", { recipe: coupled, ...trained(1) }),
    testRun("old", { recipe: of(16), ...finished(1), started: { ...started, version: "0.2.0" } }),
  );
  expect(left([of(1), of(1, 2), of(1, 3), of(1, 4), of(1, 5)], state)).toBe(88);
  expect(left([of(1), of(1, 2)], state)).toBe(0);
  // Less than a fifth of the multiply-adds.
  const depthwise = left([of(48)], state) ?? 0;
  expect(depthwise).toBeCloseTo((40 * networkCost(of(48)).multiplyAdds) / cost, 6);
  expect(depthwise).toBeLessThan(8);
  // A few steps of the arm itself tell more than another arm's run, and less than its own.
  const [timed, own] = [armId(of(48)), armId(of(1))];
  expect(left([of(48)], { ...state, runTimes: { [timed]: 5000, [own]: 5000 } })).toBe(5);
  expect(left([of(1), of(1, 4)], { ...state, runTimes: { [own]: 5000 } })).toBe(40);
  // Pictures of another data set take another time, and more of them another.
  const fewer = parseRecipe({ dataset: { id: "coupled-10", settings: { images: 500 } } });
  expect(left([{ ...of(1), dataset: fewer.dataset }], state)).toBeCloseTo(0.001, 6);
});

test("an arm is measured once, and only where none of its runs has told already", () => {
  const state = stateWith(
    testRun("a", { recipe: of(1), ...finished(1000) }),
    testRun("b", { recipe: of(2), status: "running", started }),
  );
  const found = findRuns([of(1), of(2), of(3), of(6), of(1, 2), of(2, 2), of(3, 2), of(6, 2)], state);
  expect(armsToTime(found, { runTimes: { [armId(of(6))]: 1 } })).toEqual([of(3), of(2, 2)]);
});

test("while something trains nothing is said to be measured: then runs tell, as soon as they can", () => {
  const recipes = [of(1), of(1, 2), of(3)];
  const timeOf = (state: LabState) => {
    const found = findRuns(recipes, state);
    return timeLeft(found, armsToTime(found, state).length, state);
  };
  expect(timeOf(stateWith())).toEqual({ kind: "measured", arms: 2 });
  const training = testRun("b", { recipe: of(1, 2), status: "running", started });
  expect(timeOf(stateWith(training))).toEqual({ kind: "unknown" });
  const told = { [armId(of(1))]: 4000, [armId(of(3))]: null };
  // An arm that could not be measured takes what its arithmetic says, once a run is there.
  expect(timeOf({ ...stateWith(), runTimes: told })).toEqual({ kind: "unknown" });
  const trained = stateWith(testRun("a", { recipe: of(1), ...finished(1000) }), training);
  expect(timeOf({ ...trained, runTimes: told })).toMatchObject({ kind: "known" });
});
