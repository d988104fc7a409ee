import { beforeEach, describe, expect, test, vi } from "vitest";
import { defaultRecipe } from "../recipe/schema.ts";
import { checkpoint1Record, fillVersion1, run1Record } from "./fixtures/version1.ts";
import { emptyDatabase, openTestShelf } from "./testShelf.ts";

beforeEach(emptyDatabase);

async function moved(...filled: Parameters<typeof fillVersion1>) {
  (await fillVersion1(...filled)).close();
  return openTestShelf();
}

describe("what version 1 kept is there in version 2:", () => {
  test("a finished run with its numbers, evaluations and steps, in its place; its checkpoint is dropped", async () => {
    const shelf = await moved([run1Record("b", 1), run1Record("a", 0, { hidden: true })], { b: checkpoint1Record(2) });
    const { runs, damaged } = await shelf.read();
    expect(damaged).toEqual([]);
    const [a, b] = runs;
    expect([a?.order, a?.hidden, b?.order, b?.hidden]).toEqual([0, true, 1, false]);
    expect(b).toMatchObject({
      id: "b",
      status: "finished",
      pressId: "press 1",
      recipe: defaultRecipe,
      recipeHash: "8c2b",
      started: { version: "0.2.0", parameters: 100 },
      reached: { step: 20, elapsedMs: 20 },
      last: { validation: { epoch: 2, accuracy: 0.6 }, test: { epoch: 2, accuracy: 0.55 } },
      checkpoint: null,
      finished: { elapsedMs: 2000, imagesPerSecond: 320 },
    });
    const history = (await shelf.history(["b"])).get("b");
    expect(history?.damaged).toBe(0);
    expect(history?.evaluations.map(({ split, step }) => `${split} ${step}`).sort()).toEqual([
      "test 20",
      "validation 0",
      "validation 10",
      "validation 20",
    ]);
    expect(history?.evaluations[0]?.confusion).toEqual([
      [3, 1],
      [0, 4],
    ]);
    expect([...(history?.steps.loss ?? [])]).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(await shelf.checkpoint("b")).toBeNull();
  });

  test("a run that was under way is stopped, with its checkpoint", async () => {
    const shelf = await moved([run1Record("a", 0, { status: "running", finished: null })], { a: checkpoint1Record(1) });
    const { runs } = await shelf.read();
    expect(runs).toMatchObject([{ status: "stopped", checkpoint: { epoch: 1, step: 10 } }]);
    expect((await shelf.checkpoint("a"))?.arrays["stem/filter"]).toEqual(new Float32Array([1]));
  });

  test("accuracies of steps, which the first versions did not keep, are NaN", async () => {
    const old = run1Record("a", 0);
    Reflect.deleteProperty(old.columns, "accuracy");
    const history = (await (await moved([old])).history(["a"])).get("a");
    expect(history?.steps.accuracy).toEqual(new Float64Array(20).fill(NaN));
  });

  test("damaged ones are set aside, each named with what is wrong, and the others are whole", async () => {
    const { confusion: _, ...withoutConfusion } = run1Record("x", 0).evaluations[0] ?? {};
    const broken = [
      run1Record("no columns", 1, { columns: undefined }),
      run1Record("short column", 2, { columns: { ...run1Record("x", 0).columns, loss: new Float64Array(3) } }),
      run1Record("no list", 3, { evaluations: "none" }),
      run1Record("no confusion", 4, { evaluations: [withoutConfusion] }),
      run1Record("odd status", 5, { status: 7 }),
      run1Record("odd recipe", 6, { recipe: { network: "none" } }),
      run1Record("newer recipe", 7, { recipe: { ...defaultRecipe, version: 99 } }),
      run1Record("odd engine", 8, { started: { ...run1Record("x", 0).started, engine: null } }),
      run1Record("odd failure", 9, { failure: { reason: "bad luck", message: 3 } }),
      { id: 12, format: 1 },
      { id: "bare" },
    ];
    const shelf = await moved([...broken, run1Record("whole", 0)], { whole: { arrays: 3 } });
    const { runs, damaged } = await shelf.read();
    expect(runs.map(({ id }) => id)).toEqual(["whole"]);
    expect(new Set(damaged.map(({ key }) => key))).toEqual(new Set(broken.map(({ id }) => id)));
    for (const { why } of damaged) expect(why).not.toBe("");
    expect(damaged.find(({ key }) => key === "newer recipe")?.why).toMatch(/newer version of the lab/);

    await shelf.purge(damaged.map(({ key }) => key));
    expect((await shelf.read()).damaged).toEqual([]);
  });
});

test("a record that the browser itself cannot read is named, and holds up no other; later too", async () => {
  (await fillVersion1([run1Record("a", 0), run1Record("broken", 1), run1Record("c", 2)])).close();
  const fails = (name: "get" | "getAll", isBroken: (query: unknown) => boolean) => {
    const works = Reflect.get(IDBObjectStore.prototype, name);
    return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
      this: IDBObjectStore,
      ...of: unknown[]
    ) {
      if (isBroken(of[0])) throw new DOMException("Failed to read large IndexedDB value", "UnknownError");
      return Reflect.apply(works, this, of);
    });
  };
  const isBroken = (query: unknown) => query instanceof IDBKeyRange && query.includes("broken");
  const reading = fails("get", (query) => query === "broken" || isBroken(query));
  const shelf = await openTestShelf();
  const readingAll = fails("getAll", isBroken);
  for (const broken of [true, false]) {
    if (!broken) vi.restoreAllMocks();
    const { runs, damaged } = await shelf.read();
    expect(runs.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(damaged).toMatchObject([{ key: "broken", why: broken ? /large IndexedDB value/ : expect.any(String) }]);
  }
  expect([reading.mock.calls.length, readingAll.mock.calls.length].every((calls) => calls > 0)).toBe(true);
});

test("moving goes on where it was cut short, and tells how far it is", async () => {
  const all = Array.from({ length: 45 }, (_, order) => run1Record(`run ${order}`, order, {}, 3));
  (await fillVersion1(all)).close();
  const told: number[] = [];
  const stop = new Error("the tab was closed");
  const cut = openTestShelf({
    moving(so) {
      told.push(so);
      if (so > 20) throw stop;
    },
  });
  await expect(cut).rejects.toBe(stop);
  const shelf = await openTestShelf({ moving: (so) => told.push(so) });
  expect(told).toEqual([20, 40, 5]);
  const { runs } = await shelf.read();
  expect(runs).toHaveLength(45);
  expect(new Set(runs.map(({ revision }) => revision)).size).toBe(45);
});

test("a tab with the old version holds the database up: that is said, and opening goes on when it is closed", async () => {
  const old = await fillVersion1([run1Record("a", 0)]);
  const said: string[] = [];
  let isBlocked = () => {};
  const blocked = new Promise<void>((resolve) => (isBlocked = resolve));
  const opening = openTestShelf({ blocked: () => (said.push("blocked"), isBlocked()) });
  await blocked;
  old.close();
  expect((await (await opening).read()).runs).toHaveLength(1);
  expect(said).toEqual(["blocked"]);
});

test("a newer page is let in: this one closes its connection, says so, and keeps nothing more", async () => {
  const said: string[] = [];
  const shelf = await openTestShelf({ outdated: () => void said.push("outdated") });
  const newer = await new Promise<string>((resolve) => {
    const request = indexedDB.open("xception-lab", 3);
    request.addEventListener("success", () => resolve("open"));
    request.addEventListener("blocked", () => resolve("blocked"));
  });
  expect(newer).toBe("open");
  expect(said).toEqual(["outdated"]);
  await expect(shelf.read()).rejects.toThrow(/newer version of the page/);
});
