import { describe, expect, test } from "vitest";
import { reduce, type LabEvent } from "./reduce.ts";
import { drawnRuns, MOST_DRAWN } from "./drawn.ts";
import { namesOf, tableRows } from "./rows.ts";
import { doingsOf, progressOf } from "./selectors.ts";
import type { LabState, Run } from "./state.ts";
import { evaluatedEvent, startedEvent, stateWith, stepEvent, testRun, withSegments } from "./testRuns.ts";

const after = (runs: readonly Run[], ...events: readonly LabEvent[]): LabState =>
  events.reduce(reduce, stateWith(...runs));
const finished = (runId: string): LabEvent => ({ type: "finished", runId, elapsedMs: 10_000, imagesPerSecond: 320 });

describe("progress", () => {
  test("there is none when nothing trains", () => {
    expect(progressOf(stateWith())).toBeNull();
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
      expect(progressOf(reduce(runs, next))?.preparing).toBeNull();
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

  test("also where that one has finished and nothing else has begun: the bar is not full", () => {
    const runs = after([testRun("a"), testRun("b")], startedEvent("a"), stepEvent("a", 100), finished("a"));
    expect(progressOf(runs)).toMatchObject({ running: 0, queued: 1, share: 0.5 });
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
    const [row] = tableRows(stateWith(testRun("a")));
    expect(row?.parameters).toBeGreaterThan(10_000);
    expect(row).toMatchObject({ imagesPerSecond: null, elapsedMs: null, accuracy: null });
  });

  test("a hidden run keeps its row and loses its curve", () => {
    const state = after([testRun("a"), testRun("b")], { type: "hidden", runIds: ["a"] });
    expect(tableRows(state)).toHaveLength(2);
    expect(drawnRuns(state)).toEqual({ ids: ["b"], shown: 1 });
  });

  test("names are made anew only where runs come or go", () => {
    const state = after([testRun("a"), testRun("b")], startedEvent("a"));
    const named = namesOf(state);
    expect(namesOf(reduce(state, evaluatedEvent("a", 1, 0.3)))).toBe(named);
    expect(namesOf(reduce(state, { type: "removed", runIds: ["b"] })).get("a")).toBe("16 segments, none");
    expect(named.get("b")).toBe("16 segments, none, run 2");
  });
});

describe("of many runs", () => {
  const presses = (...sizes: readonly number[]) =>
    sizes.flatMap((size, press) =>
      Array.from({ length: size }, (_, index) => testRun(`${press}.${index}`, { pressId: `${press}` })),
    );

  test("all are drawn as long as they fit in a picture; then those of the last presses that do", () => {
    expect(drawnRuns(stateWith(...presses(MOST_DRAWN))).ids).toHaveLength(MOST_DRAWN);
    const { ids, shown } = drawnRuns(stateWith(...presses(MOST_DRAWN, 2, 3)));
    expect([ids, shown]).toEqual([["1.0", "1.1", "2.0", "2.1", "2.2"], MOST_DRAWN + 5]);
    expect(drawnRuns(stateWith(...presses(3, 2 * MOST_DRAWN))).ids).toHaveLength(MOST_DRAWN);
  });

  test("those that someone has chosen are drawn instead, but for hidden ones", () => {
    const state = reduce(stateWith(...presses(40, 40)), { type: "drawChosen", runIds: ["0.1", "0.2"] });
    expect(drawnRuns(state).ids).toEqual(["0.1", "0.2"]);
    expect(drawnRuns(reduce(state, { type: "hidden", runIds: ["0.1"] })).ids).toEqual(["0.2"]);
    expect(drawnRuns(reduce(state, { type: "removed", runIds: ["0.2"] })).ids).toEqual(["0.1"]);
  });

  test("how many can go on is counted", () => {
    const stopped = testRun("a", { status: "stopped", checkpoint: { epoch: 1, step: 10 } });
    const elsewhere = testRun("c", { status: "running", isElsewhere: true });
    expect(doingsOf(stateWith(stopped, testRun("b", { status: "stopped" }), elsewhere))).toEqual({
      someRun: false,
      somePaused: false,
      continuable: 1,
    });
  });
});
