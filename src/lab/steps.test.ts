// What a person has done can be taken back, step by step, and done again.
import { describe, expect, test } from "vitest";
import { defaultExperiment, makeExperiment } from "../recipe/experiment.ts";
import { defaultRecipe } from "../recipe/schema.ts";
import { known, makeLab, settle } from "./testLab.ts";

const three = makeExperiment({ ...defaultRecipe, seed: 3 }, ["none", "relu", "elu"]);

function makeSteppingLab() {
  const made = makeLab();
  const { lab, store, clock } = made;
  /** Changes apart from each other are steps of their own. */
  const changeTo = (change: Parameters<typeof lab.change>[0]) => {
    lab.change(change);
    clock.pass(1000);
  };
  return { ...made, changeTo, seed: () => store.getState().experiment.recipe.seed };
}

describe("changes of the experiment", () => {
  test("each is a step back and forth; a new change ends the way forth", () => {
    const { lab, store, changeTo, seed } = makeSteppingLab();
    expect(store.getState().steps).toEqual({ undo: null, redo: null });
    for (const next of [2, 3, 4]) changeTo({ seed: next });
    lab.undo();
    lab.undo();
    expect(seed()).toBe(2);
    lab.redo();
    expect(seed()).toBe(3);
    expect(store.getState().steps).toEqual({ undo: "experiment", redo: "experiment" });
    changeTo({ training: { epochs: 3 } });
    lab.redo();
    expect(seed()).toBe(3);
    expect(store.getState().steps.redo).toBeNull();
    for (let times = 0; times < 9; times++) lab.undo();
    expect(store.getState().experiment).toEqual(defaultExperiment);
    expect(store.getState().steps.undo).toBeNull();
  });

  test("those of a slider that is dragged are one step; to the start and back is none", () => {
    const { lab, store, clock } = makeLab();
    for (const segments of [12, 8, 6]) lab.change({ network: { module: { segments } } });
    clock.pass(1000);
    lab.undo();
    expect(store.getState().experiment).toEqual(defaultExperiment);
    expect(store.getState().steps.undo).toBeNull();
    for (const segments of [12, 16]) lab.change({ network: { module: { segments } } });
    expect(store.getState().steps.undo).toBeNull();
  });

  test("what is done with arms is a step of its own, however soon after another", () => {
    const { lab, store } = makeLab();
    const state = () => store.getState().experiment;
    lab.pin();
    lab.change({ network: { module: { segments: 12 } } });
    const before = state();
    lab.removeArm(before.pinned[0]!.network);
    lab.undo();
    expect(state()).toEqual(before);
    lab.undo();
    expect(state().pinned).toEqual(before.pinned);
    lab.undo();
    expect(state()).toEqual(defaultExperiment);
  });

  test("arms that are kept, and a choice of activations, are steps too; training leaves them", async () => {
    const { lab, store, clock } = makeLab();
    lab.chooseActivations(["none", "elu"]);
    clock.pass(1000);
    lab.pin();
    lab.train();
    await settle();
    expect(store.getState().experiment.pinned).toHaveLength(2);
    lab.undo();
    expect(store.getState().experiment.pinned).toEqual([]);
    lab.undo();
    expect(store.getState().experiment).toEqual(defaultExperiment);
  });
});

describe("another experiment in the place of the one shown", () => {
  test("is said; to undo it brings back what was there, with the changes since; again, the one before", () => {
    const { lab, store, notice, changeTo, clock, bar } = makeSteppingLab();
    const shown = () => store.getState().experiment;
    lab.pin();
    changeTo({ seed: 9 });
    const own = shown();
    lab.replaceExperiment(three, "file");
    expect(store.getState().notices).toEqual([
      { key: "replaced", tone: "information", message: "The file’s experiment is shown.", undo: "experiment" },
    ]);
    changeTo({ training: { epochs: 3 } });
    const changed = shown();
    lab.replaceExperiment(defaultExperiment, "defaults");
    expect(notice("replaced")).toBe("The default experiment is shown.");
    lab.undo("experiment");
    expect(shown()).toEqual(changed);
    expect(notice("replaced")).toBeUndefined();
    lab.undo("experiment");
    expect(shown()).toEqual(own);
    clock.pass(1000);
    expect(bar.hash).toMatch(/seed=9.*arm=/);
    lab.redo();
    expect(shown()).toEqual(changed);
  });

  test("says nothing where it is the same, but what was typed goes", () => {
    const { lab, store, notice } = makeLab();
    const { replacements } = store.getState();
    lab.replaceExperiment(defaultExperiment, "link");
    expect(notice("replaced")).toBeUndefined();
    expect(store.getState().steps.undo).toBeNull();
    expect(store.getState().replacements).toBe(replacements + 1);
  });

  test("the notice goes with the next training; the step back stays", () => {
    const { lab, store, notice } = makeLab();
    lab.replaceExperiment(three, "run");
    lab.train();
    expect(notice("replaced")).toBeUndefined();
    lab.undo();
    expect(store.getState().experiment).toEqual(defaultExperiment);
  });

  test("a link that is opened later can be undone, and the address follows; the page's first cannot", () => {
    const { store, lab, bar, clock, notice } = makeLab(known("wasm-simd"), "#v=2&segments=24");
    expect(notice("replaced")).toBeUndefined();
    bar.type("#v=2&segments=12");
    expect(notice("replaced")).toBe("The link’s experiment is shown.");
    lab.undo("experiment");
    expect(store.getState().experiment.recipe.network).toMatchObject({ module: { segments: 24 } });
    clock.pass(1000);
    expect(bar.hash).toBe("#v=2&segments=24");
  });
});

describe("changes of runs", () => {
  test("hiding and removing are taken back in their order, or by their notice out of it; and done again", async () => {
    const { lab, store, runs, changeTo, seed } = makeSteppingLab();
    lab.train();
    await settle();
    const [first, second] = runs().map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error("no runs");
    const hidden = () => runs().map((run) => run.hidden);
    lab.hide([first]);
    lab.remove([second]);
    changeTo({ seed: 5 });
    lab.undo("removal");
    expect(hidden()).toEqual([true, false]);
    expect(seed()).toBe(5);
    lab.undo();
    lab.undo();
    expect(hidden()).toEqual([false, false]);
    lab.redo();
    lab.redo();
    lab.redo();
    expect(runs().map(({ id }) => id)).toEqual([first]);
    expect(store.getState().steps).toEqual({ undo: "removal", redo: null });
  });
});
