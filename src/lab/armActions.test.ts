import { expect, test } from "vitest";
import { namedArms } from "../recipe/experiment.ts";
import { readLink, writeLink } from "./link.ts";
import { makeLab } from "./testLab.ts";

test("each action on arms is one change of the experiment, which the link holds", () => {
  const { lab, store } = makeLab();
  const arms = () => namedArms(store.getState().experiment);
  const network = (index: number) => arms()[index]!.recipe.network;
  let changes = 0;
  store.observe((events) => void (changes += events.filter(({ type }) => type === "experimentChanged").length));
  const changesOf = (action: () => void): number => {
    changes = 0;
    action();
    const { experiment } = store.getState();
    expect(readLink(writeLink(experiment))).toEqual(experiment);
    return changes;
  };
  expect(changesOf(() => lab.renameArm(network(1), "with ReLU"))).toBe(1);
  expect(arms().map(({ name }) => name)).toEqual(["with ReLU", null]);
  expect(changesOf(() => lab.renameArm(network(0), "with ReLU"))).toBe(0);
  expect(changesOf(() => lab.moveArm(network(0), 1))).toBe(1);
  expect(arms().map(({ name }) => name)).toEqual([null, "with ReLU"]);
  expect(changesOf(() => lab.anotherLike(network(1)))).toBe(1);
  lab.change({ network: { module: { segments: 3 } } });
  expect(arms()).toHaveLength(3);
  expect(changesOf(() => lab.removeArm(network(0)))).toBe(1);
  expect(arms().map(({ name }) => name)).toEqual(["with ReLU", null]);
  expect(changesOf(() => lab.pin())).toBe(1);
  expect(changesOf(() => lab.pin())).toBe(0);
});
