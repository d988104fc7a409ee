import { expect, test } from "vitest";
import { randomStream } from "../data/random.ts";
import { armName, LONGEST_NAME } from "./armName.ts";
import { anotherLike, isPinnedHere, moveArm, pinHere, removeArm, renameArm } from "./arms.ts";
import { differences } from "./differences.ts";
import { armsOf, defaultExperiment, makeExperiment, MOST_PINNED, namedArms, type Experiment } from "./experiment.ts";
import { parseRecipe } from "./parse.ts";
import type { NetworkRecipe, Recipe } from "./schema.ts";

const at = (segments: number, more: object = {}): Recipe => parseRecipe({ network: { module: { segments } }, ...more });
const words = (experiment: Experiment) => differences(armsOf(experiment));
const names = (experiment: Experiment) => namedArms(experiment).map(({ name }) => name);
const networkAt = (experiment: Experiment, index: number): NetworkRecipe => {
  const arm = armsOf(experiment)[index];
  if (!arm) throw new Error(`There is no arm ${index}.`);
  return arm.network;
};
const done = (experiment: Experiment | null): Experiment => {
  if (!experiment) throw new Error("There was no room.");
  return experiment;
};
/** The default experiment, kept, and the same at another point. */
const two = done(pinHere(defaultExperiment));
const four = makeExperiment(at(48, { seed: 7 }), two.intermediateActivations, two.pinned);

test("a kept point stays when the slider moves, is trained once, and takes the new data and seed along", () => {
  expect(words(two)).toEqual(["16 segments, none", "16 segments, ReLU"]);
  expect(isPinnedHere(two)).toBe(true);
  expect(isPinnedHere(four)).toBe(false);
  expect(words(four)).toEqual(["16 segments, none", "16 segments, ReLU", "48 segments, none", "48 segments, ReLU"]);
  expect(armsOf(four).map(({ seed }) => seed)).toEqual([7, 7, 7, 7]);
  expect(namedArms(four).map(({ isPinned }) => isPinned)).toEqual([true, true, false, false]);
  expect(words(removeArm(four, networkAt(four, 0)))).toEqual([
    "16 segments, ReLU",
    "48 segments, none",
    "48 segments, ReLU",
  ]);
});

test("a name stays with its arm; an arm of this point is kept with it", () => {
  const named = done(renameArm(four, networkAt(four, 3), "  depthwise\u202e "));
  expect(words(named)).toEqual(["16 segments, none", "16 segments, ReLU", "48 segments, ReLU", "48 segments, none"]);
  expect(names(named)).toEqual([null, null, "depthwise", null]);
  // The same point kept as a whole leaves the name.
  expect(names(done(pinHere(named)))).toEqual([null, null, "depthwise", null]);
  expect(names(done(renameArm(named, networkAt(named, 2), " ")))).toEqual([null, null, null, null]);
  expect(renameArm(four, networkAt(four, 3), "")).toEqual(four);
});

test("another like an arm is the point from then on, and no arm goes", () => {
  const another = done(anotherLike(four, networkAt(four, 1)));
  expect(words(another)).toEqual(words(four));
  expect(another.recipe).toEqual({ ...four.recipe, network: networkAt(four, 1) });
  expect(another.intermediateActivations).toEqual(["relu"]);
  const moved = makeExperiment(at(1), another.intermediateActivations, another.pinned);
  expect(words(moved)).toEqual([...words(four), "1 segment, ReLU"]);
  const other = parseRecipe({ network: { family: "miniXception" } });
  const mixed = done(pinHere(makeExperiment(other, ["none"], four.pinned)));
  expect(done(anotherLike(mixed, networkAt(mixed, 2))).recipe.network).toEqual(other.network);
});

test("an arm moves to every place, and keeps no more arms than it must", () => {
  const moved = done(moveArm(four, networkAt(four, 3), 0));
  expect(words(moved)).toEqual(["48 segments, ReLU", "16 segments, none", "16 segments, ReLU", "48 segments, none"]);
  expect(moved.pinned).toHaveLength(3);
  const swapped = done(moveArm(four, networkAt(four, 2), 3));
  expect(words(swapped).slice(2)).toEqual(["48 segments, ReLU", "48 segments, none"]);
  expect(swapped.pinned).toHaveLength(3);
  const stream = randomStream(1, "moves");
  let now = done(renameArm(four, networkAt(four, 1), "mine"));
  for (let times = 0; times < 200; times++) {
    const before = namedArms(now);
    const from = stream.nextUint32() % before.length;
    const to = stream.nextUint32() % before.length;
    const arm = before[from];
    now = done(moveArm(now, networkAt(now, from), to));
    const strip = ({ recipe, name }: Pick<(typeof before)[number], "recipe" | "name">) => ({ recipe, name });
    expect(namedArms(now).map(strip)).toEqual(before.toSpliced(from, 1).toSpliced(to, 0, arm!).map(strip));
  }
  expect(moveArm(four, networkAt(four, 1), 1)).toEqual(four);
});

test("as many arms are kept as a link and a file may hold", () => {
  const ofWidth = (width: number) => parseRecipe({ network: { width, module: { segments: 1 } } }).network;
  const kept = Array.from({ length: MOST_PINNED - 1 }, (_, index) => ({ network: ofWidth(index + 4), name: null }));
  const one = makeExperiment(at(16), ["none"], kept);
  const both = makeExperiment(at(16), ["none", "relu"], kept);
  expect(pinHere(one)?.pinned).toHaveLength(MOST_PINNED);
  expect(pinHere(both)).toBeNull();
  expect(anotherLike(both, networkAt(both, 0))).toBeNull();
  expect(moveArm(both, networkAt(both, 0), MOST_PINNED)).toBeNull();
});

test.each<[string, string | null]>([
  ["  no \n\t shortcuts ", "no shortcuts"],
  ["\u202eabc\u0000", "abc"],
  ["\u200d \u2066", null],
  ["", null],
  ["👩\u200d🔬 lab", "👩\u200d🔬 lab"],
  ["half \ud800 a character", "half a character"],
  ["x".repeat(1e6), "x".repeat(LONGEST_NAME)],
  ["😀".repeat(100), "😀".repeat(LONGEST_NAME)],
])("the name %j is %j", (text, name) => {
  expect(armName(text)).toBe(name);
  expect(armName(name ?? "")).toBe(name);
});
