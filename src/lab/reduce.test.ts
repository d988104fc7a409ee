import { describe, expect, test } from "vitest";
import { reduce, type LabEvent } from "./reduce.ts";
import { canContinue, type History, type LabState, type Run } from "./state.ts";
import { STEP_COLUMNS, stepValue } from "./stepSeries.ts";
import { checkpointAt, evaluatedEvent, failedEvent, startedEvent, stateWith, stepEvent, testRun } from "./testRuns.ts";

const start: LabState = stateWith(testRun("a"), testRun("b"));
const after = (...events: readonly LabEvent[]): LabState => events.reduce(reduce, start);
const run = (state: LabState, id = "a"): Run => {
  const found = state.runs.get(id);
  if (!found) throw new Error(`no run ${id}`);
  return found;
};
const history = (state: LabState, id = "a"): History => {
  const found = state.histories.get(id);
  if (!found) throw new Error(`no history of ${id}`);
  return found;
};
const steps = (state: LabState): number[] => {
  const { steps: series } = history(state);
  return [...series.columns.step.subarray(0, series.length)];
};

describe("a run's life", () => {
  test("queued, running, finished; the other run is not touched", () => {
    const running = after(startedEvent("a"), stepEvent("a", 1));
    expect(run(running).status).toBe("running");
    expect(run(running, "b")).toBe(start.runs.get("b"));
    const finished = after(startedEvent("a"), stepEvent("a", 1), {
      type: "finished",
      runId: "a",
      elapsedMs: 900,
      imagesPerSecond: 50,
    });
    expect(run(finished)).toMatchObject({ status: "finished", finished: { elapsedMs: 900 } });
  });

  test("every column of every step is kept", () => {
    const events = Array.from({ length: 1000 }, (_, index) => stepEvent("a", index + 1));
    const { steps: series } = history(after(startedEvent("a"), ...events));
    expect(series.length).toBe(1000);
    for (const name of STEP_COLUMNS)
      expect([...series.columns[name].subarray(0, 1000)]).toEqual(events.map((event) => event[name]));
  });

  test("a state that is held on to does not change when steps are appended, twice from the same one", () => {
    const held = after(startedEvent("a"), stepEvent("a", 1), stepEvent("a", 2));
    const one = reduce(held, stepEvent("a", 3, { loss: 30 }));
    const other = reduce(held, stepEvent("a", 3, { loss: 40 }));
    expect(steps(held)).toEqual([1, 2]);
    expect([stepValue(history(one).steps, "loss", -1), stepValue(history(other).steps, "loss", -1)]).toEqual([30, 40]);
  });

  test("a failure keeps what was trained, with its reason", () => {
    const failed = after(startedEvent("a"), stepEvent("a", 1), evaluatedEvent("a", 0, 0.1), failedEvent("a"));
    expect(run(failed)).toMatchObject({ status: "failed", failure: { reason: "diverged" }, reached: { step: 1 } });
    expect([history(failed).steps.length, history(failed).evaluations.length]).toEqual([1, 1]);
  });

  test("paused steps stay paused; resumed before it began, a run waits again", () => {
    expect(run(after(startedEvent("a"), { type: "paused", runIds: ["a"] }, stepEvent("a", 1))).status).toBe("paused");
    expect(run(after({ type: "paused", runIds: ["a"] }, startedEvent("a"))).status).toBe("paused");
    expect(run(after({ type: "paused", runIds: ["a"] }, { type: "resumed", runIds: ["a"] })).status).toBe("queued");
    expect(
      run(after(startedEvent("a"), { type: "paused", runIds: ["a"] }, { type: "resumed", runIds: ["a"] })).status,
    ).toBe("running");
  });
});

describe("going on from a checkpoint", () => {
  const lived = [
    startedEvent("a"),
    ...Array.from({ length: 15 }, (_, index) => stepEvent("a", index + 1)),
    evaluatedEvent("a", 1, 0.3),
    { type: "checkpointed", runId: "a", checkpoint: checkpointAt(1) },
    { type: "stopped", runId: "a", step: 15 },
  ] satisfies LabEvent[];

  test("steps after the checkpoint are trained once more, and stand once", () => {
    const again = after(
      ...lived,
      { type: "continued", runIds: ["a"] },
      startedEvent("a", { fromStep: 10 }),
      stepEvent("a", 11),
    );
    expect(steps(again)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(history(again).evaluations.map(({ epoch }) => epoch)).toEqual([1]);
    expect(run(again)).toMatchObject({ status: "running", last: { validation: { epoch: 1 } } });
  });

  test("an evaluation that comes again replaces the first", () => {
    const again = history(
      after(
        ...lived,
        { type: "continued", runIds: ["a"] },
        startedEvent("a", { fromStep: 10 }),
        evaluatedEvent("a", 1, 0.3),
      ),
    );
    expect(again.evaluations).toHaveLength(1);
  });

  test("is offered to stopped and failed runs with a checkpoint, not to diverged ones", () => {
    expect(canContinue(run(after(...lived)))).toBe(true);
    expect(canContinue(run(after({ type: "stopped", runId: "a", step: 0 })))).toBe(false);
    expect(canContinue(run(after(...lived, { type: "failed", runId: "a", reason: "worker-died", message: "" })))).toBe(
      true,
    );
    expect(canContinue(run(after(...lived, failedEvent("a"))))).toBe(false);
  });
});

test("events of a removed run are dropped", () => {
  const state = after({ type: "removed", runIds: ["a"] }, stepEvent("a", 1), failedEvent("a"));
  expect([[...state.runs.keys()], state.order, state.active, [...state.histories.keys()]]).toEqual([
    ["b"],
    ["b"],
    ["b"],
    ["b"],
  ]);
});

describe("what is read from the shelf", () => {
  const read = (...runs: readonly { run: Run; base: Run | null }[]): LabEvent => ({ type: "read", runs, damaged: [] });

  test("stands where it was asked for, and no run stands twice", () => {
    const old = testRun("old", { order: -1, status: "finished" });
    const state = after(read({ run: old, base: null }, { run: testRun("a", { hidden: true }), base: null }));
    expect(state.order).toEqual(["old", "a", "b"]);
    expect(run(state).hidden).toBe(false);
  });

  test("takes the place of what has not changed here, and of nothing else", () => {
    const base = run(start);
    const changedHere = after({ type: "hidden", runIds: ["a"] });
    const elsewhere = { ...base, status: "finished" as const, keepCheckpoint: true };
    expect(run(reduce(changedHere, read({ run: elsewhere, base })))).toMatchObject({
      hidden: true,
      status: "finished",
      keepCheckpoint: true,
    });
  });

  test("a run that another tab trains is none of this tab's: it neither pauses nor stops here", () => {
    const state = after(read({ run: testRun("c", { status: "running", isElsewhere: true, order: 9 }), base: null }), {
      type: "paused",
      runIds: [],
    });
    expect([state.order, state.active]).toEqual([
      ["a", "b", "c"],
      ["a", "b"],
    ]);
  });
});

test("a step touches its run's history and nothing that is listed of any run", () => {
  const before = after(startedEvent("a"));
  const next = reduce(before, stepEvent("a", 1));
  expect([next.runs, next.order, next.active]).toEqual([before.runs, before.order, before.active]);
  expect(next.runs).toBe(before.runs);
  expect(next.histories.get("b")).toBe(before.histories.get("b"));
});

test("a notice replaces the one with its key", () => {
  const notice = (key: string, message: string): LabEvent => ({
    type: "noticed",
    notice: { key, tone: "problem", message },
  });
  expect(
    after(notice("link", "1"), notice("kept", "2"), notice("link", "3")).notices.map(({ message }) => message),
  ).toEqual(["2", "3"]);
  expect(after(notice("link", "1"), { type: "noticeDismissed", key: "link" }).notices).toEqual([]);
});
