import { describe, expect, test } from "vitest";
import { reduce, type LabEvent } from "./reduce.ts";
import { progressOf, tableRows, visibleRows } from "./selectors.ts";
import { initialState, type Run } from "./state.ts";
import { evaluatedEvent, startedEvent, stepEvent, testRun, withSegments } from "./testRuns.ts";

const after = (runs: readonly Run[], ...events: readonly LabEvent[]): readonly Run[] =>
  events.reduce(reduce, { ...initialState, runs }).runs;
const finished = (runId: string): LabEvent => ({ type: "finished", runId, elapsedMs: 10_000, imagesPerSecond: 320 });

describe("progress", () => {
  test("there is none when nothing trains", () => {
    expect(progressOf([])).toBeNull();
    expect(progressOf(after([testRun("a")], startedEvent("a"), finished("a")))).toBeNull();
  });

  test("of two runs side by side: share of both, the slower one's epoch and time, speeds added", () => {
    const runs = after(
      [testRun("a"), testRun("b")],
      startedEvent("a"),
      startedEvent("b"),
      stepEvent("a", 50),
      stepEvent("b", 25, { elapsedMs: 5000 }),
    );
    expect(progressOf(runs)).toEqual({
      running: 2,
      queued: 0,
      paused: 0,
      preparing: null,
      share: 0.375,
      epoch: 2,
      epochs: 12,
      step: { taken: 25, total: 100 },
      imagesPerSecond: 640,
      leftMs: 15_000,
    });
  });

  test("while a GPU's kernels are compiled for a run, how many are ready; from its first evaluation or step on, no more", () => {
    const preparing: LabEvent = { type: "preparing", runId: "b", ready: 12, total: 41 };
    const runs = after([testRun("a"), testRun("b")], startedEvent("a"), startedEvent("b"), preparing);
    expect(progressOf(runs)?.preparing).toMatchObject({ ready: 12, total: 41 });
    for (const next of [evaluatedEvent("b", 0, 0.1), stepEvent("b", 1)])
      expect(progressOf(after(runs, next))?.preparing).toBeNull();
  });

  test("a press's finished run still counts, one of an earlier press does not", () => {
    const runs = after(
      [testRun("old", { pressId: "earlier" }), testRun("a"), testRun("b")],
      startedEvent("old"),
      finished("old"),
      startedEvent("a"),
      finished("a"),
      startedEvent("b"),
      stepEvent("b", 50),
    );
    expect(progressOf(runs)).toMatchObject({ share: 0.75, leftMs: 5000 });
  });

  test("a run that waits needs as many steps as the one before it", () => {
    const runs = after([testRun("a"), testRun("b")], startedEvent("a"), stepEvent("a", 50));
    expect(progressOf(runs)).toMatchObject({ running: 1, queued: 1, share: 0.25, leftMs: 15_000 });
  });

  test("before the first step no time is claimed", () => {
    expect(progressOf(after([testRun("a")], startedEvent("a")))).toMatchObject({ share: 0, leftMs: null });
  });
});

describe("the table", () => {
  test("a run under way shows its last validation accuracy, one at its end its test accuracy", () => {
    const runs = after(
      [testRun("a"), testRun("b", { recipe: withSegments(3) })],
      startedEvent("a"),
      evaluatedEvent("a", 1, 0.3),
      evaluatedEvent("a", 2, 0.4),
      evaluatedEvent("b", 2, 0.5),
      evaluatedEvent("b", 2, 0.45, { split: "test" }),
    );
    expect(tableRows(runs).map(({ name, accuracy }) => [name, accuracy?.split, accuracy?.value])).toEqual([
      ["16 segments, none", "validation", 0.4],
      ["3 segments, none", "test", 0.45],
    ]);
  });

  test("costs are known before a run has begun, and speeds are not", () => {
    const [row] = tableRows([testRun("a")]);
    expect(row?.parameters).toBeGreaterThan(10_000);
    expect(row).toMatchObject({ imagesPerSecond: null, elapsedMs: null, accuracy: null });
  });

  test("a hidden run keeps its row and loses its curve", () => {
    const rows = tableRows(after([testRun("a"), testRun("b")], { type: "hidden", runId: "a" }));
    expect(rows).toHaveLength(2);
    expect(visibleRows(rows).map(({ run }) => run.id)).toEqual(["b"]);
  });
});
