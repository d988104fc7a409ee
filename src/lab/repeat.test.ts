import { describe, expect, test } from "vitest";
import { networkName } from "../recipe/differences.ts";
import { RECIPE } from "../recipe/settings.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { makeLab } from "./testLab.ts";
import { startedEvent } from "./testRuns.ts";

describe("training what is trained already", () => {
  const finish = (store: ReturnType<typeof makeLab>["store"], ...ids: string[]) => {
    for (const runId of ids) store.dispatch({ type: "finished", runId, elapsedMs: 1, imagesPerSecond: 1 });
  };

  test("a first press trains; a second asks, whether the runs still train or are finished", () => {
    const { lab, store, runs } = makeLab();
    const asks = () => store.getState().asksToRepeat;
    lab.trainIfNew();
    expect([runs().length, asks()]).toEqual([2, false]);
    lab.trainIfNew();
    expect([runs().length, asks()]).toEqual([2, true]);
    lab.dismissRepeat();
    finish(store, "2", "3");
    lab.trainIfNew();
    expect([runs().length, asks()]).toEqual([2, true]);
    lab.train();
    expect([runs().length, asks()]).toEqual([4, false]);
  });

  test("trains only the arms that are new, or were stopped, or failed, and says so", () => {
    const { lab, store, runs } = makeLab();
    const trained = () => runs().map(({ recipe: { network } }) => networkName(network).split(", ").at(-1));
    lab.trainIfNew();
    expect(store.getState().notices).toEqual([]);
    store.dispatch({ type: "stopped", runId: "2", step: 3 });
    finish(store, "3");
    lab.trainIfNew();
    expect(trained()).toEqual(["none", "ReLU", "none"]);
    lab.chooseActivations(["none", "relu", "elu"]);
    lab.trainIfNew();
    expect(trained()).toEqual(["none", "ReLU", "none", "ELU"]);
    expect(store.getState().asksToRepeat).toBe(false);
    expect(store.getState().notices).toMatchObject([
      { key: "found", message: expect.stringMatching(/^2 of 3 arms are trained with seed 1/) },
    ]);
    // With the next press it is no news any more.
    lab.trainNextSeed();
    expect(store.getState().notices).toEqual([]);
  });

  test("the next seed is the first with which something is still to be trained; a change withdraws the question", () => {
    const { lab, store, runs } = makeLab();
    lab.train();
    lab.change({ seed: 2 });
    lab.train();
    lab.change({ seed: 1 });
    lab.trainIfNew();
    expect(store.getState().asksToRepeat).toBe(true);
    lab.trainNextSeed();
    expect(runs().map(({ recipe }) => recipe.seed)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(store.getState()).toMatchObject({ asksToRepeat: false, experiment: { recipe: { seed: 3 } } });
    lab.trainIfNew();
    lab.change({ training: { epochs: 3 } });
    expect(store.getState().asksToRepeat).toBe(false);
  });

  test("asks nothing where the runs are another engine's, or another version's", () => {
    for (const [name, version, asks] of [
      ["wasm-simd", PROGRAM_VERSION, true],
      ["webgpu", PROGRAM_VERSION, false],
      ["wasm-simd", "0.2.0", false],
    ] as const) {
      const { lab, store } = makeLab();
      const engine = { name: "wasm-simd", adapter: "a processor", reason: "no GPU" } as const;
      store.dispatch({ type: "engineFound", info: engine, hardwareGpu: false, largestBufferBytes: null });
      lab.train();
      for (const id of ["2", "3"]) store.dispatch(startedEvent(id, { engine: { ...engine, name }, version }));
      finish(store, "2", "3");
      lab.trainIfNew();
      expect(store.getState().asksToRepeat, `${name} ${version}`).toBe(asks);
    }
  });

  test("after the last seed comes the first", () => {
    const { lab, store } = makeLab();
    lab.change({ seed: RECIPE.fields.seed.max });
    lab.train();
    lab.trainNextSeed();
    expect(store.getState().experiment.recipe.seed).toBe(RECIPE.fields.seed.min);
  });
});
