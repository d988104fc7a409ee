import { expect, test } from "vitest";
import type { Checkpoint } from "../run/events.ts";
import { fromRecord, keepRuns, type RunRecord, type Shelf } from "./kept.ts";
import { createLabStore } from "./store.ts";
import { TestClock } from "./testClock.ts";
import { checkpointAt, evaluatedEvent, startedEvent, stepEvent, testRun } from "./testRuns.ts";

/** A shelf in memory; like the browser's, it holds copies. */
class MemoryShelf implements Shelf {
  readonly runs = new Map<string, RunRecord>();
  readonly checkpoints = new Map<string, Checkpoint>();
  writes = 0;

  load = async () =>
    [...this.runs.values()]
      .sort((a, b) => a.order - b.order)
      .map((record) => ({ record: structuredClone(record), checkpoint: this.checkpoints.get(record.id) ?? null }));
  putRun = async (record: RunRecord) => {
    this.writes++;
    this.runs.set(record.id, structuredClone(record));
  };
  putCheckpoint = async (runId: string, checkpoint: Checkpoint) =>
    void this.checkpoints.set(runId, structuredClone(checkpoint));
  remove = async (runId: string) => {
    this.runs.delete(runId);
    this.checkpoints.delete(runId);
  };
}

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

async function visit(shelf: Shelf) {
  const store = createLabStore(new TestClock());
  await keepRuns(store, async () => shelf);
  return store;
}

test("after a reload every run is there with its steps and evaluations; one under way is stopped, with its checkpoint", async () => {
  const shelf = new MemoryShelf();
  const before = await visit(shelf);
  before.dispatch({ type: "queued", runs: [testRun("a"), testRun("b")] });
  for (const event of [
    startedEvent("a"),
    stepEvent("a", 1),
    stepEvent("a", 2),
    evaluatedEvent("a", 1, 0.3),
    startedEvent("b"),
    stepEvent("b", 1),
  ])
    before.dispatch(event);
  before.dispatch({ type: "checkpointed", runId: "b", checkpoint: checkpointAt(3) });
  before.dispatch({ type: "finished", runId: "a", elapsedMs: 900, imagesPerSecond: 50 });
  await settle();

  const [a, b] = (await visit(shelf)).getState().runs;
  expect(a).toMatchObject({ id: "a", status: "finished", finished: { elapsedMs: 900 }, steps: { length: 2 } });
  expect(a?.evaluations).toEqual([evaluatedEvent("a", 1, 0.3)]);
  expect([...(a?.steps.columns.loss.subarray(0, 2) ?? [])]).toEqual([1.99, 1.98]);
  expect(b).toMatchObject({ id: "b", status: "stopped", checkpoint: { epoch: 3 } });
  expect(b?.checkpoint?.arrays["stem/filter"]).toEqual(new Float32Array([3]));
});

test("a run that an earlier version kept, without accuracies of its steps, comes back with none", async () => {
  const shelf = new MemoryShelf();
  const before = await visit(shelf);
  before.dispatch({ type: "queued", runs: [testRun("a")] });
  for (const event of [startedEvent("a"), stepEvent("a", 1), stepEvent("a", 2)]) before.dispatch(event);
  before.dispatch({ type: "finished", runId: "a", elapsedMs: 900, imagesPerSecond: 50 });
  await settle();
  for (const { columns } of shelf.runs.values()) Reflect.deleteProperty(columns, "accuracy");

  const [a] = (await visit(shelf)).getState().runs;
  expect(a?.steps.length).toBe(2);
  expect([...(a?.steps.columns.loss.subarray(0, 2) ?? [])]).toEqual([1.99, 1.98]);
  expect([...(a?.steps.columns.accuracy.subarray(0, 2) ?? [])]).toEqual([NaN, NaN]);
});

test("steps alone are not written, and what is unchanged is not written again", async () => {
  const shelf = new MemoryShelf();
  const store = await visit(shelf);
  store.dispatch({ type: "queued", runs: [testRun("a"), testRun("b")] });
  store.dispatch(startedEvent("a"));
  await settle();
  const { writes } = shelf;
  for (let step = 1; step <= 100; step++) store.dispatch(stepEvent("a", step));
  await settle();
  expect(shelf.writes).toBe(writes);
  store.dispatch(evaluatedEvent("a", 1, 0.5));
  await settle();
  expect(shelf.writes).toBe(writes + 1);
});

test("a removed run is gone after a reload, its checkpoint with it", async () => {
  const shelf = new MemoryShelf();
  const store = await visit(shelf);
  store.dispatch({ type: "queued", runs: [testRun("a")] });
  store.dispatch({ type: "checkpointed", runId: "a", checkpoint: checkpointAt(1) });
  store.dispatch({ type: "removed", runId: "a" });
  await settle();
  expect([shelf.runs.size, shelf.checkpoints.size]).toEqual([0, 0]);
});

test("back from another tab, runs trained there are there, runs removed there are gone, and nothing is written back", async () => {
  const shelf = new MemoryShelf();
  const first = await visit(shelf);
  first.dispatch({ type: "queued", runs: [testRun("a"), testRun("b")] });
  for (const event of [startedEvent("a"), startedEvent("b"), evaluatedEvent("b", 1, 0.3)]) first.dispatch(event);
  await settle();

  const second = createLabStore(new TestClock());
  let focus = () => {};
  await keepRuns(
    second,
    async () => shelf,
    (readAgain) => void (focus = readAgain),
  );
  second.dispatch({ type: "queued", runs: [testRun("own")] });
  const status = () => second.getState().runs.map(({ id, status }) => `${id} ${status}`);
  expect(status()).toEqual(["a stopped", "b stopped", "own queued"]);
  await settle();

  first.dispatch({ type: "removed", runId: "a" });
  first.dispatch({ type: "finished", runId: "b", elapsedMs: 900, imagesPerSecond: 50 });
  first.dispatch({ type: "queued", runs: [testRun("c", { status: "finished" })] });
  await settle();
  const { writes } = shelf;
  focus();
  await settle();
  expect(status()).toEqual(["b finished", "own queued", "c finished"]);
  expect(shelf.writes).toBe(writes);

  second.dispatch({ type: "removed", runId: "b" });
  await settle();
  expect([...shelf.runs.keys()].sort()).toEqual(["c", "own"]);
});

test("a browser without storage gets one notice, and the lab works on", async () => {
  const store = createLabStore(new TestClock());
  await keepRuns(store, () => Promise.reject(new Error("a private window")));
  store.dispatch({ type: "queued", runs: [testRun("a")] });
  expect(store.getState().notices).toMatchObject([
    {
      key: "kept",
      tone: "information",
      message: expect.stringMatching(/not be there after a reload.*a private window/),
    },
  ]);
  expect(store.getState().runs).toHaveLength(1);
});

test("so does a shelf that fails later, once", async () => {
  const shelf = new MemoryShelf();
  let tries = 0;
  shelf.putRun = () => {
    tries++;
    return Promise.reject(new Error("the disk is full"));
  };
  const store = await visit(shelf);
  store.dispatch({ type: "queued", runs: [testRun("a")] });
  await settle();
  store.dispatch({ type: "queued", runs: [testRun("b")] });
  await settle();
  expect(store.getState().notices.map(({ message }) => message)).toEqual([expect.stringMatching(/the disk is full/)]);
  expect(tries).toBe(1);
});

test.each([[null], [{ format: 2 }], [{ format: 1, columns: {} }], ["text"]])(
  "a record of another kind (%j) is passed over",
  (record) => {
    expect(fromRecord(record, null)).toEqual([]);
  },
);
