import { expect, test } from "vitest";
import type { StudyMeasure } from "./measures.ts";
import { outcomeOf } from "./outcome.ts";
import { READY_STUDIES } from "./ready.ts";
import { armsOfStudy, type Study } from "./study.ts";
import { pointWords, seedsToKnow, studyVerdict, valueWords } from "./words.ts";

const study: Study = { ...READY_STUDIES.spectrum.study, seeds: [1, 2, 3, 4, 5, 6] };

/** A loss that falls with the accuracy. */
const tested = (percent: number) => ({ accuracy: percent / 100, loss: 3 - percent / 50 });

/** A verdict on accuracies in per cent, by the values of an arm. */
function verdictOn(of: Readonly<Record<string, readonly number[]>>, measure: StudyMeasure = "accuracy"): string {
  const measured = new Map(
    armsOfStudy(study).arms.flatMap(({ id, values }) => {
      const own = of[values.join(" ")];
      return own ? [[id, new Map(own.map((each, at) => [at + 1, tested(each)]))] as const] : [];
    }),
  );
  return studyVerdict(outcomeOf(study, measured)[measure]).replaceAll("\u202f", " ");
}

test("what is clear is said with its place and size", () => {
  const none = [50, 50, 50, 50, 50, 50];
  expect(verdictOn({ "1 none": none, "1 relu": [53, 53.5, 52.5, 54, 53.2, 52.8] })).toBe(
    "At Segments 1, ReLU is better than none by 3.2 points.",
  );
  expect(verdictOn({ "24 none": none, "24 relu": [50.1, 49.9, 50, 50.2, 49.8, 50] })).toBe("Equal within the margin.");
});

test("of loss it is said whose is lower, and no plan is made for it", () => {
  const none = [50, 50, 50, 50, 50, 50];
  expect(verdictOn({ "1 none": none, "1 relu": [53, 53.5, 52.5, 54, 53.2, 52.8] }, "loss")).toBe(
    "At Segments 1, the loss of ReLU is lower than that of none by 0.063 nats.",
  );
  expect(verdictOn({ "1 none": none, "1 relu": [47, 46.5, 47.5, 46, 46.8, 47.2] }, "loss")).toContain("is higher than");
  expect(verdictOn({ "1 none": [50, 51, 52], "1 relu": [51, 50, 53] }, "loss")).toBe("Inconclusive.");
});

test("what is open is said with what it would take to know more", () => {
  const words = verdictOn({ "1 none": [50, 51, 52], "1 relu": [51, 50, 53], "2 none": [50], "2 relu": [50] });
  const [verdict, early, more] = words.split(/(?<=\.) (?=[A-Z])/);
  expect([verdict, early]).toEqual([
    "All 2 comparisons are inconclusive.",
    "Below 9 pairs nothing can be called better or worse, corrected for 10 comparisons.",
  ]);
  expect(more).toMatch(
    /^To find a difference of 1 point at one place, about \d+ seeds are needed \(power 80 %, spread/,
  );
  expect(verdictOn({ "1 none": [50], "1 relu": [51] })).toBe(
    "Inconclusive. One seed alone decides nothing: add seeds.",
  );
  expect(verdictOn({})).toBe("");
});

test("values are called as their controls call them, and a place by all factors but the last", () => {
  const { study: coupling } = READY_STUDIES.coupling;
  expect(pointWords({ at: [0.5] }, coupling)).toBe("Coupling κ 0.5");
  expect(valueWords({ setting: "norm-between", values: [true] }, true, coupling)).toBe("on");
  expect(pointWords({ at: [] }, READY_STUDIES.figure10.study)).toBe("");
});

test("how many seeds would settle it: none where all is settled, the fewest after a single one, more where they spread", () => {
  const seedsFor = (none: readonly number[], relu: readonly number[]) => {
    const arms = armsOfStudy(study).arms.filter(({ values }) => values[0] === 1);
    const measured = new Map(
      arms.map(({ id, values }) => [
        id,
        new Map((values[1] === "none" ? none : relu).map((each, at) => [at + 1, tested(each)] as const)),
      ]),
    );
    return seedsToKnow(outcomeOf(study, measured).accuracy);
  };
  expect(seedsFor([50, 50, 50, 50, 50, 50], [53, 53.5, 52.5, 54, 53.2, 52.8])).toBeNull();
  expect(seedsFor([50], [51])).toEqual({ spread: null, seeds: 9 });
  const three = seedsFor([50, 51, 52], [51, 50, 53]);
  expect(three?.spread).toBeCloseTo(1.1547, 4);
  expect(three?.seeds).toBeGreaterThan(6);
});
