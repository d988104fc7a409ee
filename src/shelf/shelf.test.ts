import { beforeEach, describe, expect, test } from "vitest";
import { defaultRecipe } from "../recipe/schema.ts";
import type { Checkpoint } from "../run/events.ts";
import { fromParts, toParts } from "./checkpointParts.ts";
import { webLocks } from "./locks.ts";
import { COLUMN_NAMES, type ColumnsRecord, type EvaluationRecord } from "./records.ts";
import type { RunChange, Shelf } from "./shelf.ts";
import { CHUNK_STEPS, joinChunks, mapColumns, toChunks } from "./stepChunks.ts";
import { emptyDatabase, openTestShelf } from "./testShelf.ts";

beforeEach(emptyDatabase);

const engine = {
  name: "wasm-simd",
  adapter: "a processor with a long name, as they are",
  reason: "no GPU was found",
} as const;
const score = {
  step: 1308,
  epoch: 12,
  elapsedMs: 123456.789,
  loss: 1.0123456789,
  accuracy: 0.7123,
  accuracyError: 0.02,
  top3Accuracy: 0.91,
};

const create = (id: string, change: Partial<NonNullable<RunChange["create"]>> = {}): RunChange => ({
  id,
  create: {
    id,
    pressId: "press",
    begunAt: 1_764_000_000_000,
    order: 0,
    recipe: defaultRecipe,
    recipeHash: "8c2b".repeat(16),
    status: "finished",
    hidden: false,
    name: null,
    note: "",
    keepCheckpoint: false,
    restarts: 0,
    started: {
      version: "0.2.0",
      engine,
      earlierEngines: [],
      parameters: 22855952,
      trainableParameters: 22855000,
      multiplyAdds: 8357000000,
      stepsPerEpoch: 109,
      steps: 1308,
      datasetChecksum: "ab12".repeat(16),
      fromStep: 0,
    },
    reached: { step: 1308, epoch: 12, elapsedMs: 123456.789, imagesPerSecond: 345.678 },
    last: { validation: score, test: score },
    checkpoint: null,
    finished: { elapsedMs: 123456.789, imagesPerSecond: 345.678 },
    failure: null,
    ...change,
  },
});

const evaluation = (runId: string, step: number): EvaluationRecord => ({
  ...score,
  format: 2,
  runId,
  step,
  split: "validation",
  confusion: [[1]],
});

const columns = (from: number, to: number): ColumnsRecord =>
  mapColumns(() => Float64Array.from({ length: to - from + 1 }, (_, index) => from + index));

const checkpoint = (step: number, arrays: Checkpoint["arrays"]): Checkpoint => ({
  epoch: 1,
  step,
  elapsedMs: 9,
  datasetChecksum: "00",
  engines: [engine],
  arrays,
});

test("a summary takes less than 2 KB", async () => {
  const shelf = await openTestShelf();
  await shelf.write([create("a")]);
  expect(JSON.stringify((await shelf.read()).runs[0]).length).toBeLessThan(2048);
});

describe("a write", () => {
  test("changes what it names and nothing else, and what is not there stays away", async () => {
    const shelf = await openTestShelf();
    await shelf.write([create("a")]);
    expect(
      await shelf.write([
        { id: "a", patch: { hidden: true } },
        { id: "b", patch: { hidden: true } },
      ]),
    ).toEqual(["b"]);
    expect((await shelf.read()).runs).toMatchObject([{ id: "a", hidden: true, status: "finished" }]);
  });

  test("is all or nothing", async () => {
    const shelf = await openTestShelf();
    await shelf.write([create("a")]);
    const uncopyable = checkpoint(1, { w: new Float32Array(2) });
    Object.assign(uncopyable, { datasetChecksum: () => "" });
    const both = [
      { id: "a", patch: { hidden: true } },
      { ...create("b"), checkpoint: uncopyable },
    ];
    await expect(shelf.write(both)).rejects.toThrow(/could not be cloned/);
    expect((await shelf.read()).runs).toMatchObject([{ id: "a", hidden: false }]);
  });

  test("of a run that went on from a step forgets what came after it", async () => {
    const shelf = await openTestShelf();
    await shelf.write([
      { ...create("a"), evaluations: [evaluation("a", 10), evaluation("a", 20)], steps: columns(1, 15) },
      { ...create("b"), evaluations: [evaluation("b", 20)], steps: columns(11, 20) },
    ]);
    await shelf.write([{ id: "a", steps: columns(16, 25) }]);
    await shelf.write([{ id: "a", forgetAfter: 10, steps: columns(11, 12) }]);
    const histories = await shelf.history(["a", "b"]);
    expect(histories.get("a")?.evaluations.map(({ step }) => step)).toEqual([10]);
    expect([...(histories.get("a")?.steps.step ?? [])]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(histories.get("b")).toMatchObject({ evaluations: [{ step: 20 }], steps: { step: columns(11, 20).step } });
  });

  test("is told apart from earlier ones: who has read before reads what is new, and learns what is gone", async () => {
    const shelf = await openTestShelf();
    await shelf.write([create("a"), create("b"), create("c")]);
    const { revision } = await shelf.read();
    await shelf.write([
      { id: "b", patch: { hidden: true } },
      { id: "c", removed: true },
    ]);
    const changes = await shelf.readSince(revision);
    expect(changes.runs.map(({ id }) => id)).toEqual(["b"]);
    expect(changes.ids).toEqual(new Set(["a", "b"]));
    expect((await shelf.readSince(changes.revision)).runs).toEqual([]);
  });
});

describe("a removed run", () => {
  test("is gone for everyone, whoever still writes to it, and comes back whole where the removal is taken back", async () => {
    const shelf = await openTestShelf();
    await shelf.write([{ ...create("a"), evaluations: [evaluation("a", 10)] }]);
    await shelf.write([{ id: "a", removed: true }]);
    expect(await shelf.write([{ id: "a", patch: { status: "running" } }])).toEqual(["a"]);
    expect((await shelf.read()).runs).toEqual([]);
    expect(await shelf.write([{ id: "a", removed: false }])).toEqual([]);
    expect((await shelf.read()).runs).toMatchObject([{ id: "a", status: "finished" }]);
    expect((await shelf.history(["a"])).get("a")?.evaluations).toHaveLength(1);
  });

  test("takes all that belongs to it along when it is purged, and leaves the others theirs", async () => {
    const shelf = await openTestShelf();
    for (const id of ["a", "ab"])
      await shelf.write([
        {
          ...create(id),
          evaluations: [evaluation(id, 10)],
          steps: columns(1, 2),
          checkpoint: checkpoint(10, { w: new Float32Array(1) }),
        },
      ]);
    await shelf.purge(["a"]);
    const histories = await shelf.history(["a", "ab"]);
    expect([...histories.values()].map(({ evaluations, steps }) => [evaluations.length, steps.step.length])).toEqual([
      [0, 0],
      [1, 2],
    ]);
    expect([await shelf.checkpoint("a"), (await shelf.checkpoint("ab"))?.step]).toEqual([null, 10]);
  });
});

describe("records that someone has damaged", () => {
  async function damaged(storeName: string, change: (record: Record<string, unknown>) => unknown): Promise<Shelf> {
    const shelf = await openTestShelf();
    await shelf.write([
      create("whole"),
      {
        ...create("a"),
        evaluations: [evaluation("a", 10), evaluation("a", 20)],
        steps: columns(1, 2),
        checkpoint: checkpoint(10, { w: new Float32Array(1) }),
      },
    ]);
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("xception-lab");
      request.addEventListener("success", () => resolve(request.result));
    });
    await new Promise((resolve) => {
      const transaction = database.transaction(storeName, "readwrite");
      const store = transaction.objectStore(storeName);
      const all = store.getAll();
      all.addEventListener("success", () => {
        const last = all.result.find(({ id, runId }) => id === "a" || runId === "a");
        store.put({ ...last, ...Object(change(last)) });
      });
      transaction.addEventListener("complete", resolve);
    });
    database.close();
    return shelf;
  }

  const fields = [
    "format",
    "pressId",
    "begunAt",
    "order",
    "recipe",
    "recipeHash",
    "status",
    "hidden",
    "keepCheckpoint",
    "restarts",
  ];
  const parts = ["started", "reached", "last", "checkpoint", "finished", "failure", "revision", "removedAt"];
  test.each([...fields, ...parts].flatMap((field) => [[field, "odd"] as const, [field, { odd: [NaN] }] as const]))(
    "a summary whose %s is %j is set aside, named, and can be deleted; the others are there",
    async (field, value) => {
      const shelf = await damaged("runs", () => ({ [field]: value }));
      const { runs, damaged: set } = await shelf.read();
      // Text is fine where text belongs.
      if ((field === "pressId" || field === "recipeHash") && typeof value === "string")
        return expect(runs).toHaveLength(2);
      expect(runs.map(({ id }) => id)).toEqual(["whole"]);
      expect(set).toMatchObject([{ key: "a", why: expect.stringContaining(field === "recipe" ? "" : field) }]);
      await shelf.write([create("new")]);
      await shelf.purge(["a"]);
      expect((await shelf.read()).damaged).toEqual([]);
    },
  );

  test.each([
    ["evaluations", { confusion: undefined }, 1, 2],
    ["evaluations", { confusion: [["x"]] }, 1, 2],
    ["steps", { columns: { step: [1, 2] } }, 2, 0],
    ["steps", { columns: { ...columns(1, 2), loss: new Float64Array(1) } }, 2, 0],
  ] as const)("of %s with %j the rest is there, and the fault is told", async (store, change, evaluations, steps) => {
    const shelf = await damaged(store, () => change);
    const history = (await shelf.history(["a"])).get("a");
    expect(history?.damaged).toBe(1);
    expect([history?.evaluations.length, history?.steps.step.length]).toEqual([evaluations, steps]);
  });

  test.each([[{ pieces: "none" }], [{ parts: 2 }], [{ engines: 3 }]])(
    "a checkpoint with %j is none",
    async (change) => {
      const shelf = await damaged("checkpoints", () => change);
      expect(await shelf.checkpoint("a")).toBeNull();
    },
  );
});

describe("a checkpoint in parts", () => {
  const arrays = {
    large: Float32Array.from({ length: 25 }, (_, index) => index),
    small: new Float32Array([7, 8]),
    none: new Float32Array(0),
    view: new Float32Array(new ArrayBuffer(400), 40, 3).fill(5),
  };

  test("is the same when it is read, with no part larger than it may be", () => {
    const parts = toParts("a", checkpoint(3, arrays), 40);
    expect(parts.length).toBeGreaterThan(2);
    for (const { pieces } of parts) {
      const bytes = pieces.reduce((sum, { values }) => sum + values.buffer.byteLength, 0);
      expect(bytes).toBeLessThanOrEqual(40);
    }
    expect(fromParts(parts)).toEqual(checkpoint(3, arrays));
    expect(toParts("a", checkpoint(3, arrays))).toHaveLength(1);
  });

  test("is none where a part is missing, or of another checkpoint", () => {
    const parts = toParts("a", checkpoint(3, arrays), 40);
    expect(fromParts(parts.slice(1))).toBeNull();
    expect(fromParts([...parts.slice(0, -1), ...toParts("a", checkpoint(4, arrays), 40).slice(-1)])).toBeNull();
  });

  test("takes the place of an earlier one of more parts", async () => {
    const shelf = await openTestShelf();
    await shelf.write([{ ...create("a"), checkpoint: checkpoint(1, { w: new Float32Array(9e6) }) }]);
    expect((await shelf.checkpoint("a"))?.arrays.w?.length).toBe(9e6);
    await shelf.write([{ id: "a", checkpoint: checkpoint(2, { w: new Float32Array(2) }) }]);
    expect((await shelf.checkpoint("a"))?.step).toBe(2);
    await shelf.write([{ id: "a", checkpoint: "drop" }]);
    expect(await shelf.checkpoint("a")).toBeNull();
  });
});

test("steps of any number lie in chunks of bounded size", () => {
  const chunks = toChunks("a", columns(1, 2 * CHUNK_STEPS + 5));
  expect(chunks.map(({ from, columns: { step } }) => [from, step.length])).toEqual([
    [1, CHUNK_STEPS],
    [CHUNK_STEPS + 1, CHUNK_STEPS],
    [2 * CHUNK_STEPS + 1, 5],
  ]);
  expect(COLUMN_NAMES.every((name) => joinChunks(chunks)[name].length === 2 * CHUNK_STEPS + 5)).toBe(true);
});

test("the browser's locks: one tab holds a run until it lets go; without them every run is free", async () => {
  const waiting = new Set<string>();
  const manager = {
    request: async (name: string, _: LockOptions, call: (lock: Lock | null) => Promise<void> | null) => {
      if (waiting.has(name)) return call(null);
      waiting.add(name);
      await call({ name, mode: "exclusive" });
      waiting.delete(name);
    },
  } as unknown as LockManager;
  const [a, b] = [webLocks(manager), webLocks(manager)];
  expect([await a.take("x"), await a.take("x"), await b.take("x"), await b.take("y")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  a.release("x");
  await Promise.resolve();
  await Promise.resolve();
  expect(await b.take("x")).toBe(true);
  expect(await webLocks(undefined).take("x")).toBe(true);
});
