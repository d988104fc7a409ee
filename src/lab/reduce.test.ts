import { describe, expect, test } from "vitest";
import { reduce, type LabEvent } from "./reduce.ts";
import { canContinue, initialState, type LabState, type Run } from "./state.ts";
import { STEP_COLUMNS, stepValue } from "./stepSeries.ts";
import { checkpointAt, evaluatedEvent, failedEvent, startedEvent, stepEvent, testRun } from "./testRuns.ts";

const start: LabState = { ...initialState, runs: [testRun("a"), testRun("b")] };
const after = (...events: readonly LabEvent[]): LabState => events.reduce(reduce, start);
const run = (state: LabState, id = "a"): Run => {
  const found = state.runs.find((each) => each.id === id);
  if (!found) throw new Error(`no run ${id}`);
  return found;
};
const steps = ({ steps: series }: Run): number[] => [...series.columns.step.subarray(0, series.length)];

describe("a run's life", () => {
  test("queued, running, finished; the other run is not touched", () => {
    const running = after(startedEvent("a"), stepEvent("a", 1));
    expect(run(running).status).toBe("running");
    expect(run(running, "b")).toBe(start.runs[1]);
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
    const { steps: series } = run(after(startedEvent("a"), ...events));
    expect(series.length).toBe(1000);
    for (const name of STEP_COLUMNS)
      expect([...series.columns[name].subarray(0, 1000)]).toEqual(events.map((event) => event[name]));
  });

  test("a state that is held on to does not change when steps are appended, twice from the same one", () => {
    const held = after(startedEvent("a"), stepEvent("a", 1), stepEvent("a", 2));
    const one = reduce(held, stepEvent("a", 3, { loss: 30 }));
    const other = reduce(held, stepEvent("a", 3, { loss: 40 }));
    expect(steps(run(held))).toEqual([1, 2]);
    expect([stepValue(run(one).steps, "loss", -1), stepValue(run(other).steps, "loss", -1)]).toEqual([30, 40]);
  });

  test("a failure keeps what was trained, with its reason", () => {
    const failed = run(after(startedEvent("a"), stepEvent("a", 1), evaluatedEvent("a", 0, 0.1), failedEvent("a")));
    expect(failed).toMatchObject({ status: "failed", failure: { reason: "diverged" } });
    expect([failed.steps.length, failed.evaluations.length]).toEqual([1, 1]);
  });

  test("paused steps stay paused; resumed before it began, a run waits again", () => {
    expect(run(after(startedEvent("a"), { type: "paused", runId: "a" }, stepEvent("a", 1))).status).toBe("paused");
    expect(run(after({ type: "paused", runId: "a" }, startedEvent("a"))).status).toBe("paused");
    expect(run(after({ type: "paused", runId: "a" }, { type: "resumed", runId: "a" })).status).toBe("queued");
    expect(run(after(startedEvent("a"), { type: "paused", runId: "a" }, { type: "resumed", runId: "a" })).status).toBe(
      "running",
    );
  });
});

describe("going on from a checkpoint", () => {
  const history = [
    startedEvent("a"),
    ...Array.from({ length: 15 }, (_, index) => stepEvent("a", index + 1)),
    evaluatedEvent("a", 1, 0.3),
    { type: "checkpointed", runId: "a", checkpoint: checkpointAt(1) },
    { type: "stopped", runId: "a", step: 15 },
  ] satisfies LabEvent[];

  test("steps after the checkpoint are trained once more, and stand once", () => {
    const again = run(
      after(...history, { type: "continued", runId: "a" }, startedEvent("a", { fromStep: 10 }), stepEvent("a", 11)),
    );
    expect(steps(again)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(again.evaluations.map(({ epoch }) => epoch)).toEqual([1]);
    expect(again.status).toBe("running");
  });

  test("an evaluation that comes again replaces the first", () => {
    const again = run(after(...history, startedEvent("a", { fromStep: 10 }), evaluatedEvent("a", 1, 0.3)));
    expect(again.evaluations).toHaveLength(1);
  });

  test("is offered to stopped and failed runs with a checkpoint, not to diverged ones", () => {
    expect(canContinue(run(after(...history)))).toBe(true);
    expect(canContinue(run(after({ type: "stopped", runId: "a", step: 0 })))).toBe(false);
    expect(
      canContinue(run(after(...history, { type: "failed", runId: "a", reason: "worker-died", message: "" }))),
    ).toBe(true);
    expect(canContinue(run(after(...history, failedEvent("a"))))).toBe(false);
  });
});

test("events of a removed run are dropped", () => {
  const state = after({ type: "removed", runId: "a" }, stepEvent("a", 1), failedEvent("a"));
  expect(state.runs.map(({ id }) => id)).toEqual(["b"]);
});

test("restored runs stand before this visit's, and none twice", () => {
  const state = after({ type: "restored", runs: [testRun("old"), testRun("a", { hidden: true })] });
  expect(state.runs.map(({ id, hidden }) => [id, hidden])).toEqual([
    ["old", false],
    ["a", false],
    ["b", false],
  ]);
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
