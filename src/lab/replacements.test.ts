import { describe, expect, test } from "vitest";
import { defaultExperiment, makeExperiment } from "../recipe/experiment.ts";
import { defaultRecipe } from "../recipe/schema.ts";
import { known, makeLab } from "./testLab.ts";

describe("another experiment in the place of the one shown", () => {
  const three = makeExperiment({ ...defaultRecipe, seed: 3 }, ["none", "relu", "elu"]);

  test("can be undone, step by step, until the next training; changes in between are part of what comes back", () => {
    const { lab, store, notice, bar, clock } = makeLab();
    const shown = () => store.getState().experiment;
    lab.pin();
    lab.change({ seed: 9 });
    const own = shown();
    lab.replaceExperiment(three, "file");
    expect(store.getState().notices).toEqual([
      { key: "replaced", tone: "information", message: "The file’s experiment is shown.", undo: "replacement" },
    ]);
    lab.change({ training: { epochs: 3 } });
    const changed = shown();
    lab.replaceExperiment(defaultExperiment, "defaults");
    expect(notice("replaced")).toBe("The default experiment is shown.");
    lab.restoreExperiment();
    expect(shown()).toEqual(changed);
    expect(notice("replaced")).toBe("The file’s experiment is shown.");
    lab.restoreExperiment();
    expect(shown()).toEqual(own);
    expect(notice("replaced")).toBeUndefined();
    clock.pass(1000);
    expect(bar.hash).toMatch(/seed=9.*arm=/);
    lab.restoreExperiment();
    expect(shown()).toEqual(own);
  });

  test("a link that is opened later can be undone, and the address follows; the page's first cannot", () => {
    const { store, lab, bar, clock, notice } = makeLab(known("wasm-simd"), "#v=1&segments=24");
    expect(notice("replaced")).toBeUndefined();
    bar.hash = "#v=1&segments=12";
    bar.changed();
    expect(notice("replaced")).toBe("The link’s experiment is shown.");
    lab.restoreExperiment();
    expect(store.getState().experiment.recipe.network).toMatchObject({ module: { segments: 24 } });
    clock.pass(1000);
    expect(bar.hash).toBe("#v=1&segments=24");
  });

  test("says nothing where it is the same, but what was typed goes; training and dismissing end the way back", () => {
    const { lab, store, notice } = makeLab();
    const { replacements } = store.getState();
    lab.replaceExperiment(defaultExperiment, "link");
    expect(notice("replaced")).toBeUndefined();
    expect(store.getState().replacements).toBe(replacements + 1);
    for (const end of [() => lab.train(), () => lab.dismissNotice("replaced")]) {
      lab.replaceExperiment(three, "run");
      expect(notice("replaced")).toBe("The run’s recipe is shown.");
      end();
      expect(notice("replaced")).toBeUndefined();
      lab.restoreExperiment();
      expect(store.getState().experiment).toEqual(three);
      lab.replaceExperiment(defaultExperiment, "defaults");
    }
    lab.change({ seed: 5 });
    expect(store.getState().replacements).toBe(replacements + 5);
  });
});
