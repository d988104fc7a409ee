// Tabs of one browser, for tests: each with a lab and a store of its own, on one database in memory, told of
// each other's changes, and with workers that train nothing.
import { memoryLocks } from "../../shelf/locks.ts";
import type { Shelf, ShelfEvents } from "../../shelf/shelf.ts";
import { memoryTabs } from "../../shelf/tabs.ts";
import { openTestShelf } from "../../shelf/testShelf.ts";
import { defaultExperiment } from "../../recipe/experiment.ts";
import type { Job } from "../../run/commands.ts";
import { createLab } from "../createLab.ts";
import type { Trainers } from "../lab.ts";
import type { LabEvent } from "../reduce.ts";
import { createLabStore } from "../store.ts";
import { TestClock } from "../testClock.ts";
import { keepRuns } from "./keepRuns.ts";

/** Long enough for all pending requests to a database in memory to be answered. */
export async function settle(turns = 300): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export function browser() {
  const locks = memoryLocks();
  const tabs = memoryTabs();
  let visits = 0;

  async function openTab(openShelf: (events: ShelfEvents) => Promise<Shelf> = openTestShelf) {
    const visit = ++visits;
    const clock = new TestClock();
    const store = createLabStore(clock);
    const own = locks();
    const jobs: Job[] = [];
    const told: string[] = [];
    const trainers: Trainers = {
      size: 2,
      train: (more) => void jobs.push(...more),
      first: () => {},
      pause: (id) => void told.push(`pause ${id}`),
      resume: (id) => void told.push(`resume ${id}`),
      step: (id) => void told.push(`step ${id}`),
      stop: (id) => void told.push(`stop ${id}`),
      ask: async (question) => {
        if (question.type !== "probe") throw new Error("nothing is known");
        const engine = { name: "wasm-simd", adapter: "x", reason: "y" };
        return { type: "engine", engine, hardwareGpu: false, largestBufferBytes: null } as never;
      },
    };
    let comeBack = () => {};
    const keeping = keepRuns({
      store,
      clock,
      locks: own,
      tabs: tabs(),
      openShelf,
      onReturn: (call) => void (comeBack = call),
    });
    let ids = 0;
    const lab = createLab({ store, trainers, clock, keeping, newId: () => `${visit}.${++ids}`, today: () => 0 });
    lab.showExperiment(defaultExperiment);
    await settle();
    const run = (id: string) => store.getState().runs.get(id);
    return {
      clock,
      store,
      lab,
      jobs,
      told,
      run,
      ids: () => store.getState().order,
      statuses: () => store.getState().order.map((id) => `${id} ${run(id)?.status}`),
      notice: (key: string) => store.getState().notices.find((each) => each.key === key)?.message,
      dispatch: (...events: readonly LabEvent[]) => events.forEach(store.dispatch),
      comeBack: () => comeBack(),
      /** The tab is gone, with all that it holds, without telling the others. */
      crash: () => store.getState().order.forEach(own.release),
    };
  }
  return { openTab };
}
