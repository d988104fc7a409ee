import { describe, expect, test } from "vitest";
import type { Answer } from "../run/commands.ts";
import { defaultExperiment, MOST_PINNED } from "../recipe/experiment.ts";
import { defaultRecipe } from "../recipe/schema.ts";
import { keepEngineChoice } from "./keptEngine.ts";
import { commonDataset, linearModelAccuracy } from "./selectors.ts";
import { known, makeLab, settle, TODAY } from "./testLab.ts";
import type { LabStore } from "./store.ts";
import { checkpointAt, evaluatedEvent, startedEvent } from "./testRuns.ts";

test("no more arms are kept than a link can hold", () => {
  const { lab, store, notice } = makeLab();
  for (let width = 1; width <= MOST_PINNED; width++) {
    lab.change({ network: { width } });
    lab.chooseActivations(["none"]);
    lab.pin();
  }
  const full = store.getState().experiment;
  expect(full.pinned).toHaveLength(MOST_PINNED);
  lab.change({ network: { width: 256 } });
  lab.pin();
  expect(store.getState().experiment.pinned).toEqual(full.pinned);
  expect(notice("recipe")).toBe("No arm was kept: an experiment keeps at most 64. Remove one first.");
});

test("runs note when they were begun", () => {
  const { lab, runs } = makeLab();
  lab.train();
  expect(runs().map(({ begunAt }) => begunAt)).toEqual([TODAY, TODAY]);
});

describe("what may be too much for the machine", () => {
  const link = (width: number, batch: number) =>
    `v=1&width=${width}&stages=8-8-8-8&kernel=7&batch=${batch}&between=none`;
  const sizeNotice = (store: LabStore) => store.getState().notices.find(({ key }) => key === "size");

  test.each([true, false])("does not begin when it cannot fit (engine known before: %s)", async (isKnown) => {
    const { lab, store, statuses, notice } = makeLab(known("wasm-simd"), link(256, 512));
    if (isKnown) await settle();
    lab.train();
    await settle();
    expect(statuses()).toEqual([]);
    expect(notice("size")).toMatch(
      /WebAssembly has at most 4\.0 GiB, so it cannot be trained\. Choose a batch of at most/,
    );
    expect(sizeNotice(store)).toMatchObject({ tone: "problem" });
    expect(sizeNotice(store)?.canTrain).toBeUndefined();
    lab.change({ training: { batchSize: 2 } });
    expect(notice("size")).toBeUndefined();
    lab.train();
    await settle();
    expect(statuses()).toHaveLength(1);
  });

  test("begins on request when it is only doubtful, and the same holds for a run that is trained again", async () => {
    const { lab, store, runs, statuses, notice } = makeLab(known("wasm-simd"), link(256, 300));
    await settle();
    lab.train();
    expect(statuses()).toEqual([]);
    expect(sizeNotice(store)).toMatchObject({ tone: "information", canTrain: true });
    lab.trainAllTheSame();
    expect(statuses()).toEqual(["queued"]);
    expect(runs()[0]?.recipe.training.batchSize).toBe(300);
    expect(notice("size")).toBeUndefined();
    lab.change({ training: { batchSize: 32 } });
    lab.trainAgain(runs()[0]?.id ?? "");
    expect(statuses()).toHaveLength(1);
    lab.trainAllTheSame();
    expect(runs()[1]?.recipe.training.batchSize).toBe(300);
  });
});

describe("training", () => {
  test("a press makes a run for each arm and hands them over apart; on a GPU together", async () => {
    for (const [engine, where] of [
      ["wasm-simd", "apart"],
      ["webgpu", "together"],
    ] as const) {
      const { lab, trainers, names, statuses } = makeLab(known(engine));
      lab.train();
      expect(statuses()).toEqual(["queued", "queued"]);
      await settle();
      expect(names()).toEqual(["16 segments, none", "16 segments, ReLU"]);
      expect(trainers.told).toEqual([`train 2 3 ${where}`]);
    }
  });

  test("a second press trains anew, under new names", async () => {
    const { lab, runs, names } = makeLab();
    lab.train();
    lab.train();
    expect(names()).toEqual([
      "16 segments, none",
      "16 segments, ReLU",
      "16 segments, none, run 2",
      "16 segments, ReLU, run 2",
    ]);
    expect(new Set(runs().map(({ id }) => id)).size).toBe(4);
    expect(new Set(runs().map(({ pressId }) => pressId)).size).toBe(2);
  });

  test("what was paused or stopped before the engine was known is not lost", async () => {
    const { lab, store, trainers, statuses } = makeLab();
    lab.train();
    lab.pause();
    lab.stop("3");
    store.dispatch({ type: "stopped", runId: "3", step: 0 });
    await settle();
    expect(trainers.told).toEqual(["pause 2", "pause 3", "stop 3", "train 2 apart", "pause 2"]);
    expect(statuses()).toEqual(["paused", "stopped"]);
  });

  test("pause, step, resume and stop reach the runs that they can", async () => {
    const { lab, store, trainers } = makeLab();
    lab.train();
    await settle();
    store.dispatch(startedEvent("2"));
    store.dispatch({ type: "finished", runId: "3", elapsedMs: 1, imagesPerSecond: 1 });
    trainers.told.length = 0;
    lab.step();
    lab.pause();
    lab.step();
    lab.resume();
    lab.stop();
    expect(trainers.told).toEqual(["pause 2", "step 2", "resume 2", "stop 2"]);
  });

  test("Continue goes on from the last checkpoint, with what was trained", async () => {
    const { lab, store, trainers, statuses } = makeLab();
    lab.train();
    await settle();
    store.dispatch(evaluatedEvent("2", 1, 0.3));
    store.dispatch({ type: "checkpointed", runId: "2", checkpoint: checkpointAt(1) });
    store.dispatch({ type: "stopped", runId: "2", step: 12 });
    await lab.continueRuns(["2"]);
    expect(statuses()[0]).toBe("queued");
    expect(trainers.jobs.at(-1)).toMatchObject({ runId: "2", from: { epoch: 1 } });
    expect(store.getState().histories.get("2")?.evaluations).toHaveLength(1);
  });

  test("what is withdrawn stops, and leaves nothing where it had not begun", async () => {
    const { lab, store, trainers, runs } = makeLab();
    lab.train();
    await settle();
    const [one, other] = runs();
    if (!one || !other) throw new Error("The default experiment has two arms.");
    store.dispatch(startedEvent(one.id));
    lab.withdraw([one.id, other.id]);
    expect(trainers.told.slice(-2)).toEqual([`stop ${one.id}`, `stop ${other.id}`]);
    store.dispatch({ type: "stopped", runId: other.id, step: 0 });
    expect(runs().map(({ id }) => id)).toEqual([one.id]);
    lab.undo();
    expect(runs()).toHaveLength(1);
  });

  test("a run that is removed is stopped first", async () => {
    const { lab, trainers, names } = makeLab();
    lab.train();
    await settle();
    lab.remove(["2"]);
    expect(trainers.told.at(-1)).toBe("stop 2");
    expect(names()).toEqual(["16 segments, ReLU"]);
  });
});

describe("changing the experiment", () => {
  test("a new width takes the segments to its nearest divisor", () => {
    const { lab, store } = makeLab();
    lab.change({ network: { width: 36 } });
    expect(store.getState().experiment.recipe.network).toMatchObject({ width: 36, module: { segments: 18 } });
  });

  test("another data set begins with its own defaults", () => {
    const { lab, store } = makeLab();
    lab.change({ dataset: { settings: { backgrounds: "white" } } });
    lab.change({ dataset: { id: "coupled-10" } });
    expect(store.getState().experiment.recipe.dataset).toMatchObject({ id: "coupled-10", settings: { kappa: 0.5 } });
  });

  test("a removal can be taken back: the run stands where it stood, and one under way is stopped", async () => {
    const { lab, runs, notice, statuses } = makeLab();
    lab.train();
    await settle();
    const [first] = runs();
    if (!first) throw new Error("no run");
    lab.remove([first.id]);
    expect(statuses()).toEqual(["queued"]);
    expect(notice("removed")).toBe("Removed: 16 segments, none.");
    lab.undo();
    expect(runs()[0]).toEqual({ ...first, status: "stopped" });
    expect(statuses()).toEqual(["stopped", "queued"]);
    expect(notice("removed")).toBeUndefined();
    lab.undo();
    expect(statuses()).toHaveLength(2);
  });

  test("the engine that was chosen is chosen again on the next visit, where the browser keeps it", () => {
    const drawer: { kept: string | null } = { kept: null };
    const storage = { read: () => drawer.kept, write: (choice: string) => void (drawer.kept = choice) };
    const choiceOn = (visit: Parameters<typeof keepEngineChoice>[1]) => {
      const { lab } = makeLab();
      keepEngineChoice(lab, visit);
      return lab;
    };
    expect(choiceOn(storage).store.getState().engine.choice).toBe("auto");
    choiceOn(storage).chooseEngine("cpu");
    expect(choiceOn(storage).store.getState().engine.choice).toBe("cpu");
    drawer.kept = "abacus";
    expect(choiceOn(storage).store.getState().engine.choice).toBe("auto");
    const refuse = () => {
      throw new Error("no storage");
    };
    const without = choiceOn({ read: refuse, write: refuse });
    without.chooseEngine("wasm");
    expect(without.store.getState().engine.choice).toBe("wasm");
  });

  test("a field that says itself what is wrong gets the fault, and no notice is made", () => {
    const { lab, store, notice } = makeLab();
    const before = store.getState().experiment;
    const fault = lab.tryChange({ training: { schedule: { kind: "cosine", warmupEpochs: 19 } } });
    expect(fault).toEqual({
      kind: "fields",
      problems: [
        {
          path: ["training", "schedule", "warmupEpochs"],
          value: 19,
          allowed: { kind: "less than", path: ["training", "epochs"], value: 12 },
        },
      ],
    });
    expect(store.getState().experiment).toBe(before);
    expect(notice("recipe")).toBeUndefined();
    expect(lab.tryChange({ training: { epochs: 20 } })).toBeNull();
    expect(store.getState().experiment.recipe.training.epochs).toBe(20);
  });

  test("what cannot be is refused with a notice, which goes when something can", () => {
    const { lab, store, notice } = makeLab();
    const before = store.getState().experiment;
    lab.change({ network: { module: { segments: 5 } } });
    expect(store.getState().experiment).toBe(before);
    expect(notice("recipe")).toMatch(/nothing was changed.*48 channels cannot be cut into 5/);
    lab.change({ training: { learningRate: NaN } });
    expect(notice("recipe")).toMatch(/Learning rate is NaN/);
    lab.change({ network: { module: { segments: 6 } } });
    expect(notice("recipe")).toBeUndefined();
  });
});

describe("the address", () => {
  test("holds what differs from the default, once changes rest", () => {
    const { lab, bar, clock } = makeLab();
    lab.change({ network: { module: { segments: 3 } } });
    lab.change({ network: { module: { segments: 2 } } });
    expect(bar.hash).toBe("");
    clock.pass(1000);
    expect(bar.hash).toBe("#v=2&segments=2");
    lab.replaceExperiment(defaultExperiment, "defaults");
    clock.pass(1000);
    expect(bar.hash).toBe("");
  });

  test("has what is looked at at once, before a reload could lose it", async () => {
    const { lab, bar } = makeLab();
    lab.goTo("study");
    lab.setShown({ "study.measure": "loss" });
    expect(bar.hash).toContain("study.measure=loss");
  });

  test("is shown when the page opens, and when a person changes it", () => {
    const { store, bar } = makeLab(known("wasm-simd"), "#v=1&segments=24");
    expect(store.getState().experiment.recipe.network).toMatchObject({ module: { segments: 24 } });
    bar.type("#v=1&segments=12");
    expect(store.getState().experiment.recipe.network).toMatchObject({ module: { segments: 12 } });
  });

  test("a broken link shows the default, says why and what to do, and stays to be corrected", () => {
    const { store, bar, clock, notice } = makeLab(known("wasm-simd"), "#v=1&segments=5");
    expect(store.getState().experiment.recipe.network).toMatchObject({ module: { segments: 16 } });
    expect(notice("link")).toMatch(
      /cannot be read: .*cannot be cut into 5.*default experiment is shown instead; correct the link/,
    );
    clock.pass(1000);
    expect(bar.hash).toBe("#v=1&segments=5");
    bar.type("#v=1&segments=6");
    expect(notice("link")).toBeUndefined();
    bar.type("#v=9");
    clock.pass(1000);
    expect(bar.hash).toBe("#v=9");
    expect(notice("link")).toMatch(/version 9/);
  });
});

describe("questions", () => {
  test("the engine is asked for at the start, the data set when it rests; a data set that fails is said once", async () => {
    const { clock, store, trainers } = makeLab();
    expect(trainers.asked.map(({ type }) => type)).toEqual(["probe"]);
    clock.pass(1000);
    await settle();
    expect(trainers.asked.map(({ type }) => type)).toEqual(["probe", "contactSheet"]);
    expect(store.getState().engine.info?.name).toBe("wasm-simd");
    expect(Object.values(store.getState().contactSheets)).toEqual([
      { status: "failed", message: "The file is missing. Run npm start again." },
    ]);
  });

  test("what failed for want of a connection is asked again when there is one", async () => {
    let isOnline = false;
    const { clock, lab, store, trainers } = makeLab((command) =>
      isOnline ? known("wasm-simd")(command) : { type: "problem", about: command.type, message: "You are offline." },
    );
    clock.pass(1000);
    await settle();
    expect(store.getState().engine).toMatchObject({ info: null, problem: "You are offline." });
    isOnline = true;
    lab.askAgain();
    clock.pass(1000);
    await settle();
    expect(store.getState().engine).toMatchObject({ info: { name: "wasm-simd" }, problem: null });
    expect(trainers.asked.map(({ type }) => type)).toEqual(["probe", "contactSheet", "probe", "contactSheet"]);
  });

  test("the linear model waits for the first points of runs that train, and is then known", async () => {
    const sheet: Answer = {
      type: "contactSheet",
      sheet: {
        dataset: defaultRecipe.dataset,
        classNames: [],
        width: 1,
        height: 1,
        cell: 1,
        columns: 1,
        pixels: new Uint8ClampedArray(4),
        counts: { train: 1, validation: 1, test: 1 },
      },
    };
    const { clock, lab, store, trainers } = makeLab(known("wasm-simd", sheet));
    const types = () => trainers.asked.map(({ type }) => type);
    lab.train();
    clock.pass(1000);
    await settle();
    for (const id of ["2", "3"]) store.dispatch(startedEvent(id));
    store.dispatch(evaluatedEvent("2", 0, 0.1));
    store.dispatch(evaluatedEvent("2", 1, 0.3));
    await settle();
    expect(types()).toEqual(["probe", "contactSheet"]);
    store.dispatch(evaluatedEvent("3", 1, 0.3));
    await settle();
    expect(types()).toEqual(["probe", "contactSheet"]);
    clock.pass(2500); // Nor is it asked while the page starts.
    await settle();
    expect(types()).toEqual(["probe", "contactSheet", "linearModel"]);
    expect(linearModelAccuracy(store.getState(), commonDataset([store.getState().experiment.recipe]))).toBe(0.4);
  });

  test("another engine is asked for anew, and one that is missing says why", async () => {
    const { lab, store } = makeLab((command) =>
      command.type === "probe" && command.engine === "webgpu"
        ? { type: "problem", about: "probe", message: "No adapter." }
        : known("wasm-simd")(command),
    );
    await settle();
    lab.chooseEngine("webgpu");
    await settle();
    expect(store.getState().engine).toMatchObject({ choice: "webgpu", info: null, problem: "No adapter." });
    lab.chooseEngine("auto");
    await settle();
    expect(store.getState().engine).toMatchObject({ choice: "auto", info: { name: "wasm-simd" }, problem: null });
  });
});
