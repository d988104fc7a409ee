import { describe, expect, test } from "vitest";
import { defaultRecipe } from "../recipe/schema.ts";
import type { Answer } from "../run/commands.ts";
import { STOP_PATIENCE_MS } from "./pool.ts";
import { makePool, job, checkpoint, finished, checkpointed, started } from "./testPool.ts";

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
