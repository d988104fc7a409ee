// Probing runs before a study: as many beside each other as train, each arm once, nothing while something trains.
import { expect, test } from "vitest";
import { armId } from "../recipe/hash.ts";
import type { Command } from "../run/commands.ts";
import { known, makeLab, settle } from "./testLab.ts";
import { withSegments } from "./testRuns.ts";

const of = (segments: number, seed = 1) => ({ ...withSegments(segments), seed });
const times = (command: Command) =>
  command.type === "runTime" && command.recipe.seed < 9
    ? ({ type: "runTime", ms: 1000 } as const)
    : known("wasm-simd")(command);
const probesOf = (asked: readonly Command[]) => asked.filter(({ type }) => type === "runTime").length;

test("each arm is probed once; one that cannot be is not asked about again", async () => {
  const { lab, store, trainers } = makeLab(times);
  const runs = [of(1), of(1, 2), of(3), of(6, 9)];
  await lab.timeRuns(runs, new AbortController().signal);
  // The last of an arm's seeds is tried: here the one of six segments cannot be.
  const expected = { [armId(of(1))]: 1000, [armId(of(3))]: 1000, [armId(of(6))]: null };
  expect(store.getState().runTimes).toEqual(expected);
  expect(probesOf(trainers.asked)).toBe(3);
  await lab.timeRuns(runs, new AbortController().signal);
  expect(probesOf(trainers.asked)).toBe(3);
  lab.chooseEngine("cpu");
  expect(store.getState().runTimes).toEqual({});
});

test("nothing is probed beside what trains, nor for whoever has left", async () => {
  const { lab, store, trainers } = makeLab(times);
  const left = new AbortController();
  left.abort();
  await lab.timeRuns([of(1)], left.signal);
  lab.train();
  await settle();
  await lab.timeRuns([of(1)], new AbortController().signal);
  expect(store.getState().runTimes).toEqual({});
  expect(probesOf(trainers.asked)).toBe(0);
});
