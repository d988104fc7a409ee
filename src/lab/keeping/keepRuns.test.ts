import { MOST_STEPS } from "../steps.ts";
import { beforeEach, describe, expect, test } from "vitest";
import type { Shelf } from "../../shelf/shelf.ts";
import { emptyDatabase, openTestShelf } from "../../shelf/testShelf.ts";
import { checkpointAt, evaluatedEvent, failedEvent, startedEvent, stepEvent } from "../testRuns.ts";
import type { LabEvent } from "../reduce.ts";
import { MOST_IDLE_HISTORIES } from "./histories.ts";
import { browser, settle } from "./testTabs.ts";

beforeEach(emptyDatabase);

const finished = (runId: string): LabEvent => ({ type: "finished", runId, elapsedMs: 900, imagesPerSecond: 50 });
const checkpointed = (runId: string, epoch: number): LabEvent => ({
  type: "checkpointed",
  runId,
  checkpoint: checkpointAt(epoch),
});
/** A run's first epoch of ten steps, up to its checkpoint. */
const firstEpoch = (id: string): LabEvent[] => [
  startedEvent(id),
  evaluatedEvent(id, 0, 0.1),
  ...Array.from({ length: 10 }, (_, index) => stepEvent(id, index + 1)),
  evaluatedEvent(id, 1, 0.5),
  checkpointed(id, 1),
];

describe("after a reload", () => {
  test("finished runs are there in their order, with their numbers, and their curves when they are looked at", async () => {
    const { openTab } = browser();
    const before = await openTab();
    before.lab.train();
    before.dispatch(...firstEpoch("1.2"), evaluatedEvent("1.2", 1, 0.4, { split: "test" }), finished("1.2"));
    before.dispatch(startedEvent("1.3"), failedEvent("1.3"));
    await settle();
    before.crash();

    const after = await openTab();
    expect(after.statuses()).toEqual(["1.2 finished", "1.3 failed"]);
    expect(after.run("1.2")).toEqual(before.run("1.2"));
    expect(after.run("1.3")?.failure?.reason).toBe("diverged");
    expect(after.store.getState().histories.size).toBe(0);
    const leave = after.lab.look(["1.2"]);
    await settle();
    const history = after.store.getState().histories.get("1.2");
    expect(history?.steps.length).toBe(10);
    expect(history?.evaluations).toEqual(before.store.getState().histories.get("1.2")?.evaluations);
    leave();
  });

  test("runs that waited wait again and are trained, one in its first epoch begins again, one with a checkpoint can go on", async () => {
    const { openTab } = browser();
    const before = await openTab();
    before.lab.train();
    before.lab.train();
    before.dispatch(...firstEpoch("1.2"), stepEvent("1.2", 11), startedEvent("1.3"), stepEvent("1.3", 1));
    await settle();
    before.crash();

    const after = await openTab();
    expect(after.statuses()).toEqual(["1.2 stopped", "1.3 queued", "1.5 queued", "1.6 queued"]);
    expect(after.jobs.map(({ runId, from }) => [runId, from])).toEqual([
      ["1.3", null],
      ["1.5", null],
      ["1.6", null],
    ]);
    await after.lab.continueRuns();
    expect(after.statuses()[0]).toBe("1.2 queued");
    expect(after.jobs.at(-1)).toMatchObject({ runId: "1.2", from: { epoch: 1, step: 10 } });
    after.dispatch(startedEvent("1.2", { fromStep: 10 }), stepEvent("1.2", 11), stepEvent("1.2", 12), finished("1.2"));
    await settle();
    after.crash();

    const last = await openTab();
    last.lab.look(["1.2"]);
    await settle();
    const steps = last.store.getState().histories.get("1.2")?.steps;
    expect([...(steps?.columns.step ?? [])]).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  test("a run whose page ends each time it begins is not begun for ever", async () => {
    const { openTab } = browser();
    const first = await openTab();
    first.lab.train();
    const seen: (string | undefined)[] = [];
    for (let tab = first; seen.length < 4; tab = await openTab()) {
      seen.push(tab.run("1.2")?.status);
      tab.dispatch(startedEvent("1.2"));
      await settle();
      tab.crash();
    }
    expect(seen).toEqual(["queued", "queued", "queued", "stopped"]);
  });

  test("the checkpoint of a finished run is gone, unless it is wanted", async () => {
    const { openTab } = browser();
    const tab = await openTab();
    tab.lab.train();
    tab.dispatch(...firstEpoch("1.2"), finished("1.2"), ...firstEpoch("1.3"));
    await settle();
    const shelf = await openTestShelf();
    expect([await shelf.checkpoint("1.2"), (await shelf.checkpoint("1.3"))?.epoch]).toEqual([null, 1]);
    expect(tab.run("1.2")?.checkpoint).toBeNull();
  });
});

describe("two tabs", () => {
  /** Tab A trains a run that has reached its first checkpoint; tab B was opened after that. */
  async function twoTabs() {
    const { openTab } = browser();
    const a = await openTab();
    a.lab.train();
    a.dispatch(...firstEpoch("1.2"));
    await settle();
    const b = await openTab();
    return { a, b, openTab };
  }

  test("B, opened while A trained, hides the run after A has finished it: it stays finished, and is hidden in both", async () => {
    const { a, b, openTab } = await twoTabs();
    expect(b.run("1.2")).toMatchObject({ status: "running", isElsewhere: true });
    a.dispatch(finished("1.2"));
    b.lab.hide(["1.2"]); // B has not heard of it yet.
    await settle();
    for (const tab of [a, b, await openTab()])
      expect(tab.run("1.2")).toMatchObject({ status: "finished", hidden: true, isElsewhere: false });
  });

  test("B cannot continue a run that A trains", async () => {
    const { a, b } = await twoTabs();
    // B takes the run for stopped, but its tab A was only asleep.
    b.store.dispatch({
      type: "read",
      damaged: [],
      runs: [
        {
          run: { ...b.run("1.2")!, status: "stopped", isElsewhere: false },
          base: b.run("1.2")!,
        },
      ],
    });
    await b.lab.continueRuns(["1.2"]);
    expect(b.jobs).toEqual([]);
    expect(b.notice("elsewhere")).toMatch(/Another tab trains this run already/);
    expect(a.run("1.2")?.status).toBe("running");
  });

  test("what B removes does not come back with A's next write, and A ends training it", async () => {
    const { a, b, openTab } = await twoTabs();
    b.lab.remove(["1.2"]);
    a.dispatch(stepEvent("1.2", 11), evaluatedEvent("1.2", 2, 0.6));
    await settle();
    expect(a.ids()).toEqual(["1.3"]);
    expect(a.told).toEqual(["stop 1.2"]);
    expect(a.notice("gone")).toMatch(/Another tab has removed a run that trained here/);
    expect((await openTab()).ids()).toEqual(["1.3"]);
  });

  test("a run that is removed while the shelf is read does not come back with what was read", async () => {
    const { openTab } = browser();
    const tab = await openTab();
    tab.lab.train();
    tab.dispatch(...firstEpoch("1.2"), finished("1.2"));
    await settle();
    tab.comeBack();
    tab.lab.remove(["1.2"]);
    await settle();
    expect(tab.ids()).toEqual(["1.3"]);
    expect((await openTab()).ids()).toEqual(["1.3"]);
    tab.lab.undo();
    await settle();
    expect(tab.ids()).toEqual(["1.2", "1.3"]);
  });

  test("a removal that is taken back brings the run back everywhere, with its curves", async () => {
    const { a, b, openTab } = await twoTabs();
    a.dispatch(finished("1.2"));
    await settle();
    b.lab.remove(["1.2"]);
    await settle();
    expect(a.ids()).toEqual(["1.3"]);
    b.lab.undo();
    await settle();
    for (const tab of [a, b, await openTab()]) {
      expect(tab.statuses()).toContain("1.2 finished");
      tab.lab.look(["1.2"]);
    }
    await settle();
    expect(a.store.getState().histories.get("1.2")?.evaluations).toHaveLength(2);
  });

  test("what A trains shows in B without a reload: new runs, their ends, and their curves where they are looked at", async () => {
    const { a, b } = await twoTabs();
    b.lab.look(["1.2"]);
    await settle();
    expect(b.store.getState().histories.get("1.2")?.evaluations).toHaveLength(2);
    a.lab.train();
    a.dispatch(stepEvent("1.2", 11), evaluatedEvent("1.2", 2, 0.6), finished("1.2"));
    await settle();
    expect(b.ids()).toEqual(["1.2", "1.3", "1.5", "1.6"]);
    expect(b.run("1.2")).toMatchObject({ status: "finished", last: { validation: { accuracy: 0.6 } } });
    expect(b.store.getState().histories.get("1.2")?.evaluations).toHaveLength(3);
    expect(b.jobs).toEqual([]);
  });

  test("what a tab that crashed has left is taken up by one that is still there, when someone comes back to it", async () => {
    const { a, b } = await twoTabs();
    a.crash();
    b.comeBack();
    await settle();
    expect(b.statuses()).toEqual(["1.2 stopped", "1.3 queued"]);
    expect(b.jobs.map(({ runId }) => runId)).toEqual(["1.3"]);
  });
});

describe("a shelf that fails", () => {
  /** The first `failing` writes are rejected, as by a full disk. */
  async function fullShelf(failing: number) {
    let tries = 0;
    const open = async (...of: Parameters<typeof openTestShelf>): Promise<Shelf> => {
      const shelf = await openTestShelf(...of);
      return {
        ...shelf,
        write: (...what) =>
          tries++ < failing
            ? Promise.reject(new DOMException("The quota has been exceeded.", "QuotaExceededError"))
            : shelf.write(...what),
      };
    };
    const { openTab } = browser();
    return { tab: await openTab(open), openTab };
  }

  test("a full disk is told once, and ends nothing: later writes take with them what failed, removals go on", async () => {
    const { tab, openTab } = await fullShelf(3);
    tab.lab.train(); // Written together, then each individually.
    await settle();
    expect(tab.notice("kept")).toMatch(/could not be kept \(The quota has been exceeded\.\)/);
    expect(tab.store.getState().notices).toHaveLength(1);
    tab.dispatch(...firstEpoch("1.2"), finished("1.2"));
    tab.lab.remove(["1.3"]);
    await settle();
    expect(tab.notice("kept")).toBeUndefined();
    const after = await openTab();
    expect(after.statuses()).toEqual(["1.2 finished"]);
    after.lab.look(["1.2"]);
    await settle();
    expect(after.store.getState().histories.get("1.2")?.steps.length).toBe(10);
    expect(after.store.getState().histories.get("1.2")?.evaluations).toHaveLength(2);
  });

  test("it is tried again without being asked, later each time", async () => {
    const { tab, openTab } = await fullShelf(6);
    tab.lab.train();
    await settle();
    tab.clock.pass(1000);
    await settle();
    expect(tab.notice("kept")).toMatch(/tried again/);
    tab.clock.pass(1999);
    await settle();
    expect(tab.notice("kept")).toBeDefined();
    tab.clock.pass(1);
    await settle();
    expect(tab.notice("kept")).toBeUndefined();
    expect((await openTab()).ids()).toEqual(["1.2", "1.3"]);
  });

  test("one run that cannot be written holds up no other", async () => {
    const { openTab } = browser();
    const tab = await openTab();
    tab.lab.train();
    await settle();
    const uncopyable = { ...checkpointAt(1), datasetChecksum: (() => "") as never };
    tab.dispatch({ type: "checkpointed", runId: "1.2", checkpoint: uncopyable }, ...firstEpoch("1.3"));
    await settle();
    expect(tab.notice("kept")).toBeDefined();
    expect((await (await openTestShelf()).checkpoint("1.3"))?.epoch).toBe(1);
  });

  test("a browser without storage gets one notice; the lab works on, and a run can be continued", async () => {
    const { openTab } = browser();
    const tab = await openTab(() => Promise.reject(new Error("a private window")));
    tab.lab.train();
    tab.dispatch(...firstEpoch("1.2"), { type: "stopped", runId: "1.2", step: 10 });
    tab.clock.pass(100_000);
    await settle();
    expect(tab.store.getState().notices.map(({ message }) => message)).toEqual([
      expect.stringMatching(/not be there after a reload.*a private window/),
    ]);
    await tab.lab.continueRuns(["1.2"]);
    expect(tab.jobs.at(-1)).toMatchObject({ runId: "1.2", from: { epoch: 1 } });
  });

  test("held up by a tab with an older version, it says so at once; what is trained meanwhile is kept when that is gone", async () => {
    const { openTab } = browser();
    let letGo = () => {};
    const isFree = new Promise<void>((resolve) => (letGo = resolve));
    const tab = await openTab(async (events) => {
      events.blocked();
      await isFree;
      return openTestShelf(events);
    });
    expect(tab.notice("kept")).toMatch(/another tab has an older version/);
    tab.lab.train();
    tab.dispatch(...firstEpoch("1.2"), finished("1.2"));
    letGo();
    await settle();
    expect(tab.notice("kept")).toBeUndefined();
    expect((await openTab()).statuses()).toEqual(["1.2 finished", "1.3 queued"]);
  });
});

describe("only what is needed is done:", () => {
  async function counted() {
    const written: string[][] = [];
    const { openTab } = browser();
    const tab = await openTab(async (events) => {
      const shelf = await openTestShelf(events);
      return {
        ...shelf,
        write: (changes, experiments) => {
          written.push(changes.map(({ id }) => id));
          return shelf.write(changes, experiments);
        },
      };
    });
    return { tab, written };
  }

  test("steps alone are not written, what is unchanged is not written again, and many runs are one transaction", async () => {
    const { tab, written } = await counted();
    tab.lab.train();
    tab.dispatch(startedEvent("1.2"));
    await settle();
    written.length = 0;
    for (let step = 1; step <= 100; step++) tab.dispatch(stepEvent("1.2", step));
    await settle();
    expect(written).toEqual([]);
    tab.dispatch(evaluatedEvent("1.2", 10, 0.5));
    await settle();
    expect(written).toEqual([["1.2"]]);
    tab.lab.hide(["1.2", "1.3"]);
    await settle();
    expect(written).toEqual([["1.2"], ["1.2", "1.3"]]);
  });

  test("histories that nobody looks at are let go beyond a few, and those that are looked at stay", async () => {
    const { tab } = await counted();
    for (let press = 0; press < 30; press++) tab.lab.train();
    const ids = [...tab.ids()];
    for (const id of ids) tab.dispatch(...firstEpoch(id), finished(id));
    const leave = tab.lab.look(ids.slice(0, 2));
    await settle(2000);
    const { histories } = tab.store.getState();
    expect(histories.size).toBe(MOST_IDLE_HISTORIES + 2);
    expect(ids.slice(0, 2).every((id) => histories.has(id))).toBe(true);
    leave();
    expect(tab.store.getState().histories.size).toBe(MOST_IDLE_HISTORIES);
  });

  test("a removed run is deleted with all that belongs to it once that cannot be taken back any more", async () => {
    const { tab } = await counted();
    tab.lab.train();
    tab.dispatch(...firstEpoch("1.2"));
    await settle();
    tab.lab.remove(["1.2", "1.3"]);
    await settle();
    // As many later steps as are kept.
    for (let step = 0; step < MOST_STEPS; step++) tab.lab.hide(["another"]);
    await settle();
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("xception-lab");
      request.addEventListener("success", () => resolve(request.result));
    });
    for (const name of database.objectStoreNames) {
      const count = await new Promise((resolve) => {
        const request = database.transaction(name).objectStore(name).count();
        request.addEventListener("success", () => resolve(request.result));
      });
      expect(count, name).toBe(0);
    }
  });
});
