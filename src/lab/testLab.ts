// A lab for tests, with trainers that note what they are told.
import type { Answer, Command, Job } from "../run/commands.ts";
import { differences } from "../recipe/differences.ts";
import { memoryLocks } from "../shelf/locks.ts";
import { memoryTabs } from "../shelf/tabs.ts";
import { followAddress } from "./address.ts";
import { createLab } from "./createLab.ts";
import { keepRuns } from "./keeping/keepRuns.ts";
import type { Trainers } from "./lab.ts";
import { createLabStore } from "./store.ts";
import { TestClock } from "./testClock.ts";

/** Trainers that record what they are asked, and answer at once. */
class NotingTrainers implements Trainers {
  readonly size = 2;
  readonly told: string[] = [];
  readonly jobs: Job[] = [];
  readonly asked: Command[] = [];
  constructor(readonly answer: (command: Command) => Answer) {}

  train(jobs: readonly Job[], where: "apart" | "together"): void {
    this.jobs.push(...jobs);
    this.told.push(`train ${jobs.map(({ runId }) => runId).join(" ")} ${where}`);
  }
  first = (runIds: readonly string[]) => void this.told.push(`first ${runIds.join(" ")}`);
  pause = (runId: string) => void this.told.push(`pause ${runId}`);
  resume = (runId: string) => void this.told.push(`resume ${runId}`);
  step = (runId: string) => void this.told.push(`step ${runId}`);
  stop = (runId: string) => void this.told.push(`stop ${runId}`);
  ask: Trainers["ask"] = async (question) => {
    this.asked.push(question);
    const answer = this.answer(question);
    if (answer.type === "problem") throw new Error(answer.message);
    return answer as never;
  };
}

/** Answers as workers with this engine do. */
export const known =
  (name: "wasm-simd" | "webgpu", sheet?: Answer) =>
  (command: Command): Answer => {
    switch (command.type) {
      case "contactSheet":
        return sheet ?? { type: "problem", about: command.type, message: "The file is missing. Run npm start again." };
      case "probe":
        return {
          type: "engine",
          engine: { name, adapter: "x", reason: "y" },
          hardwareGpu: name === "webgpu",
          largestBufferBytes: null,
        };
      case "linearModel":
        return {
          type: "linearModel",
          result: { dataset: command.dataset, validationAccuracy: 0.4, testAccuracy: 0.38 },
        };
      default:
        return { type: "problem", about: command.type, message: `${command.type} is no question` };
    }
  };

/** Lets what was begun go as far as it can. */
export const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** When everything is begun, in ms since 1970. */
export const TODAY = Date.UTC(2026, 10, 26);

/** A lab without workers or a shelf, and what a test looks at. */
export function makeLab(answer = known("wasm-simd"), hash = "") {
  const clock = new TestClock();
  const store = createLabStore(clock);
  const trainers = new NotingTrainers(answer);
  let ids = 0;
  // A shelf that never opens: the lab must still work.
  const keeping = keepRuns({
    store,
    clock,
    locks: memoryLocks()(),
    tabs: memoryTabs()(),
    openShelf: () => new Promise(() => {}),
  });
  const lab = createLab({ store, trainers, clock, keeping, newId: () => `${++ids}`, today: () => TODAY });
  const bar = browserBar(hash);
  followAddress(lab, bar, clock);
  const runs = () => store.getState().order.flatMap((id) => store.getState().runs.get(id) ?? []);
  const names = () => differences(runs().map(({ recipe }) => recipe));
  const statuses = () => runs().map(({ status }) => status);
  const notice = (key: string) => store.getState().notices.find((each) => each.key === key)?.message;
  return { clock, store, trainers, lab, bar, runs, names, statuses, notice };
}

/** An address bar with its history, as a browser has them. */
function browserBar(first: string) {
  let entries = [first];
  let at = 0;
  let tell: (by: "history" | "person") => void = () => {};
  const put = (hash: string, place: number) => {
    entries = [...entries.slice(0, place), hash];
    at = place;
  };
  const go = (by: number) => {
    if (entries[at + by] === undefined) return;
    at += by;
    tell("history");
  };
  const bar = {
    get hash() {
      return entries[at] ?? "";
    },
    read: () => bar.hash,
    write(hash: string, entry: "new" | "same") {
      if (entry === "new") put(hash, at + 1);
      else entries = entries.toSpliced(at, 1, hash);
    },
    listen: (changed: typeof tell) => void (tell = changed),
    /** A person types another address. */
    type(hash: string) {
      put(hash, at + 1);
      tell("person");
    },
    back: () => go(-1),
    forward: () => go(1),
  };
  return bar;
}
