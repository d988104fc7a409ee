import { describe, expect, test } from "vitest";
import { defaultRecipe } from "../recipe/schema.ts";
import type { Answer, Command, Job } from "../run/commands.ts";
import type { Checkpoint, FailureReason, RunEvent, StartedEvent } from "../run/events.ts";
import type { WorkerLike } from "./client.ts";
import { STOP_PATIENCE_MS, WorkerPool } from "./pool.ts";

class FakeWorker implements WorkerLike {
  readonly heard: Command[] = [];
  ended = false;
  readonly #listeners = new Map<string, ((event: { readonly data: unknown }) => void)[]>();

  postMessage = (command: Command) => void this.heard.push(command);
  terminate = () => void (this.ended = true);
  addEventListener(type: string, listen: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listen]);
  }
  fire(
    type: "message" | "error" | "messageerror",
    event: { readonly data?: unknown; readonly message?: string },
  ): void {
    for (const listen of this.#listeners.get(type) ?? []) listen({ data: undefined, ...event });
  }
  answer = (answer: Answer) => this.fire("message", { data: answer });
  send = (...events: readonly RunEvent[]) => this.answer({ type: "events", events });
  /** The commands it was sent, abbreviated. */
  get told(): string[] {
    return this.heard.map((command) => ("runId" in command ? `${command.type} ${command.runId}` : command.type));
  }
}

function makePool(size: number) {
  const workers: FakeWorker[] = [];
  const events: RunEvent[] = [];
  const notices: string[] = [];
  const timers: { readonly delayMs: number; readonly call: () => void; off: boolean }[] = [];
  const releases = new Map<string, () => void>();
  const pool = new WorkerPool({
    size,
    released: (lock) => new Promise((resolve) => releases.set(lock, resolve)),
    makeWorker() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    after(delayMs, call) {
      const timer = { delayMs, call, off: false };
      timers.push(timer);
      return () => void (timer.off = true);
    },
    events: (more) => void events.push(...more),
    notice: (message) => void notices.push(message),
  });
  const worker = (index: number): FakeWorker => {
    const found = workers[index];
    if (!found) throw new Error(`no worker ${index}`);
    return found;
  };
  const ends = () =>
    events
      .filter(({ type }) => type === "stopped" || type === "failed" || type === "finished")
      .map(({ type, runId }) => `${type} ${runId}`);
  const losePatience = () => timers.filter(({ off }) => !off).forEach(({ call }) => call());
  /** A worker's lock is free again. */
  const release = async (lock: string) => {
    releases.get(lock)?.();
    await Promise.resolve();
  };
  return { pool, workers, worker, events, notices, ends, timers, losePatience, release };
}

const job = (runId: string, from: Checkpoint | null = null): Job => ({
  type: "train",
  runId,
  recipe: defaultRecipe,
  engine: "auto",
  from,
});
const checkpoint = (step: number): Checkpoint => ({
  epoch: 1,
  step,
  elapsedMs: 1,
  datasetChecksum: "",
  engines: [],
  arrays: {},
});
const finished = (runId: string): RunEvent => ({ type: "finished", runId, elapsedMs: 1, imagesPerSecond: 1 });
const checkpointed = (runId: string, step = 10): RunEvent => ({
  type: "checkpointed",
  runId,
  checkpoint: checkpoint(step),
});
const started = (runId: string): StartedEvent => ({
  type: "started",
  runId,
  version: "",
  earlierEngines: [],
  recipe: defaultRecipe,
  engine: { name: "cpu", adapter: "", reason: "" },
  parameters: 1,
  trainableParameters: 1,
  multiplyAdds: 1,
  stepsPerEpoch: 1,
  steps: 1,
  datasetChecksum: "",
  fromStep: 0,
});

describe("handing out runs", () => {
  test("apart: one worker per run, the others wait for a free one; workers stay warm", () => {
    const { pool, workers, worker } = makePool(2);
    pool.train([job("a"), job("b"), job("c")], "apart");
    expect(workers.map(({ told }) => told)).toEqual([["train a"], ["train b"]]);
    worker(1).send(finished("b"));
    expect(worker(1).told).toEqual(["train b", "train c"]);
    worker(0).send(finished("a"));
    pool.train([job("d")], "apart");
    expect(worker(0).told).toEqual(["train a", "train d"]);
    expect(workers).toHaveLength(2);
  });

  test("everything that has work rests when a person presses something", () => {
    const { pool, worker } = makePool(3);
    pool.train([job("a"), job("b")], "apart");
    worker(0).send(finished("a"));
    void pool.ask({ type: "probe", engine: "auto", arithmetic: "fastest" }).catch(() => {});
    worker(1).send(finished("b"));
    pool.rest();
    expect(worker(0).told).toEqual(["train a", "probe", "rest"]);
    expect(worker(1).told).toEqual(["train b"]);
  });

  test("together: never on a worker that a run has to itself, for that has another engine", () => {
    const { pool, workers } = makePool(1);
    pool.train([job("alone")], "apart");
    pool.train([job("a"), job("b")], "together");
    expect(workers.map(({ told }) => told)).toEqual([["train alone"], ["train a", "train b"]]);
  });

  test("together: only with runs of the same engine and arithmetic", () => {
    const { pool, workers } = makePool(2);
    pool.train([job("a")], "together");
    pool.train([{ ...job("b"), recipe: { ...defaultRecipe, arithmetic: "fastest" } }], "together");
    pool.train([{ ...job("c"), engine: "webgpu" }], "together");
    pool.train([job("d")], "together");
    expect(workers.map(({ told }) => told)).toEqual([["train a", "train d"], ["train b"], ["train c"]]);
  });

  test("a worker in which a run broke is replaced once its other runs have ended; a diverged run breaks nothing", () => {
    const { pool, worker, workers } = makePool(1);
    const failed = (runId: string, reason: FailureReason): RunEvent => ({ type: "failed", runId, reason, message: "" });
    pool.train([job("a"), job("b")], "together");
    worker(0).send(failed("a", "device-lost"));
    expect(worker(0).ended).toBe(false);
    worker(0).send(failed("b", "device-lost"));
    expect(worker(0).ended).toBe(true);
    pool.train([job("c")], "together");
    worker(1).send(failed("c", "diverged"));
    expect(worker(1).ended).toBe(false);
    expect(workers).toHaveLength(2);
  });

  test("together: not on a worker in which a run broke, though another is still at work in it", () => {
    const { pool, worker, workers } = makePool(1);
    pool.train([job("a"), job("b")], "together");
    worker(0).send({ type: "failed", runId: "a", reason: "device-lost", message: "" });
    pool.train([job("a")], "together");
    expect(workers.map(({ told }) => told)).toEqual([["train a", "train b"], ["train a"]]);
  });

  test("together: all on one worker, and so are those of a later press", () => {
    const { pool, workers } = makePool(4);
    pool.train([job("a"), job("b")], "together");
    pool.train([job("c")], "together");
    expect(workers.map(({ told }) => told)).toEqual([["train a", "train b", "train c"]]);
  });
});

describe("a worker that dies", () => {
  test("without a checkpoint its run fails with what, why and what to do; the next run gets a fresh worker", () => {
    const { pool, workers, worker, events } = makePool(1);
    pool.train([job("a"), job("b")], "apart");
    worker(0).fire("error", { message: "out of memory" });
    expect(worker(0).ended).toBe(true);
    expect(events).toEqual([
      {
        type: "failed",
        runId: "a",
        reason: "worker-died",
        message: expect.stringMatching(/ended: out of memory.*train again/),
      },
    ]);
    expect(workers[1]?.told).toEqual(["train b"]);
  });

  test("with a checkpoint its run goes on from it on a fresh worker, with a notice; a second death fails it", () => {
    const { pool, worker, ends, notices } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).send(checkpointed("a", 10), checkpointed("a", 20));
    worker(0).fire("messageerror", {});
    expect(worker(1).heard).toEqual([job("a", checkpoint(20))]);
    expect(notices).toHaveLength(1);
    expect(ends()).toEqual([]);
    worker(1).send(checkpointed("a", 30));
    worker(1).fire("error", {});
    expect(ends()).toEqual(["failed a"]);
  });

  test("before it was loaded: its run, with or without a checkpoint, waits for a connection, not for a set-up or memory", () => {
    const { pool, worker, workers, events } = makePool(1);
    pool.train([job("a", checkpoint(20))], "apart");
    worker(0).fire("error", {});
    expect(workers).toHaveLength(1);
    const message = expect.stringMatching(/^You are offline, or the server.*connect again/i);
    expect(events).toEqual([{ type: "failed", runId: "a", reason: "worker-died", message }]);
  });

  test("tells of its death once", () => {
    const { pool, worker, ends } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).fire("error", {});
    worker(0).fire("error", {});
    expect(ends()).toEqual(["failed a"]);
  });

  test("runs that took turns on it go on together", () => {
    const { pool, workers, worker } = makePool(4);
    pool.train([job("a"), job("b")], "together");
    worker(0).send(checkpointed("a"), checkpointed("b"));
    worker(0).fire("error", {});
    expect(workers.map(({ told }) => told)).toEqual([
      ["train a", "train b"],
      ["train a", "train b"],
    ]);
  });

  test("a message that is no answer counts as death", () => {
    const { pool, worker, ends } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).fire("message", { data: { type: "nonsense" } });
    expect(ends()).toEqual(["failed a"]);
  });
});

describe("a worker that ends without a word", () => {
  test("in mid-run: its run goes on from its checkpoint on a fresh worker, with a notice", async () => {
    const { pool, worker, ends, notices, release } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).answer({ type: "alive", lock: "life of the first" });
    worker(0).send(checkpointed("a", 10));
    await release("life of the first");
    expect(worker(1).heard).toEqual([job("a", checkpoint(10))]);
    expect(notices).toHaveLength(1);
    expect(ends()).toEqual([]);
  });

  test("while idle: the next run gets a fresh worker, and nobody need know", async () => {
    const { pool, workers, worker, notices, release } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).answer({ type: "alive", lock: "life of the first" });
    worker(0).send(finished("a"));
    await release("life of the first");
    pool.train([job("b")], "apart");
    expect(workers.map(({ told }) => told)).toEqual([["train a"], ["train b"]]);
    expect(notices).toEqual([]);
  });

  test("a worker that the pool itself has ended is not missed", async () => {
    const { pool, worker, ends, notices, losePatience, release } = makePool(1);
    pool.train([job("a")], "apart");
    worker(0).answer({ type: "alive", lock: "life of the first" });
    pool.stop("a");
    losePatience();
    await release("life of the first");
    expect(ends()).toEqual(["stopped a"]);
    expect(notices).toEqual([]);
  });
});

describe("stopping", () => {
  test("is a request first; a worker that answers lives on", () => {
    const { pool, worker, ends, losePatience } = makePool(1);
    pool.train([job("a"), job("b")], "apart");
    pool.stop("a");
    expect(worker(0).told).toEqual(["train a", "stop a"]);
    worker(0).send({ type: "stopped", runId: "a", step: 5 });
    losePatience();
    expect(worker(0).ended).toBe(false);
    expect(ends()).toEqual(["stopped a"]);
    expect(worker(0).told.at(-1)).toBe("train b");
  });

  test("after three seconds without an answer the worker is replaced, and the run is stopped where it was", () => {
    const { pool, worker, events, timers, losePatience } = makePool(1);
    pool.train([job("a"), job("b")], "apart");
    worker(0).send({
      type: "step",
      runId: "a",
      step: 7,
      epoch: 0.1,
      loss: 1,
      accuracy: 0,
      learningRate: 1,
      elapsedMs: 1,
      imagesPerSecond: 1,
    });
    pool.stop("a");
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([STOP_PATIENCE_MS]);
    losePatience();
    expect(worker(0).ended).toBe(true);
    expect(events.at(-1)).toEqual({ type: "stopped", runId: "a", step: 7 });
    expect(worker(1).told).toEqual(["train b"]);
  });

  test("a run beside a hung one goes on, from its beginning if need be", () => {
    const { pool, worker, ends, losePatience } = makePool(1);
    pool.train([job("a"), job("b")], "together");
    pool.stop("a");
    losePatience();
    expect(ends()).toEqual(["stopped a"]);
    expect(worker(1).heard).toEqual([job("b")]);
  });

  test("a run that waits is stopped without a worker", () => {
    const { pool, worker, ends } = makePool(1);
    pool.train([job("a"), job("b")], "apart");
    pool.stop("b");
    expect(ends()).toEqual(["stopped b"]);
    worker(0).send(finished("a"));
    expect(worker(0).told).toEqual(["train a"]);
  });
});

test("what was wished before a run began is said again once it has", () => {
  const { pool, worker } = makePool(2);
  pool.train([job("a"), job("b")], "apart");
  pool.pause("a");
  pool.stop("b");
  worker(0).send(started("a"));
  worker(1).send(started("b"));
  expect(worker(0).told).toEqual(["train a", "pause a", "pause a"]);
  expect(worker(1).told).toEqual(["train b", "stop b", "stop b"]);
});

describe("questions", () => {
  const probe = { type: "probe", engine: "auto", arithmetic: "portable" } as const;
  const sheet = { type: "contactSheet", dataset: defaultRecipe.dataset } as const;
  const engine: Answer = {
    type: "engine",
    engine: { name: "cpu", adapter: "x", reason: "y" },
    hardwareGpu: false,
    largestBufferBytes: null,
  };

  test("go to an idle worker and are answered", async () => {
    const { pool, workers, worker } = makePool(2);
    pool.train([job("a")], "apart");
    const answered = pool.ask(probe);
    expect(workers.map(({ told }) => told)).toEqual([["train a"], ["probe"]]);
    worker(1).answer(engine);
    await expect(answered).resolves.toEqual(engine);
  });

  test("a problem refuses the question it is about, and no other", async () => {
    const { pool, worker } = makePool(1);
    const asked = pool.ask(sheet);
    const probed = pool.ask(probe);
    worker(0).answer({ type: "problem", about: "contactSheet", message: "The file is missing." });
    worker(0).answer(engine);
    await expect(asked).rejects.toThrow("The file is missing.");
    await expect(probed).resolves.toEqual(engine);
  });

  test("are refused when the worker cannot be loaded, without a word of reloading the page", async () => {
    const { pool, worker } = makePool(1);
    const asked = pool.ask(probe);
    worker(0).fire("error", {});
    await expect(asked).rejects.toThrow(/^You are offline, or.*Leave the page open/);
  });

  test("are refused when the worker dies", async () => {
    const { pool, worker } = makePool(1);
    const asked = pool.ask(probe);
    worker(0).fire("error", { message: "no module" });
    await expect(asked).rejects.toThrow(/worker ended: no module.*Reload/);
  });
});
