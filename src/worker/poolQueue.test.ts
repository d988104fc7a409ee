// Which run gets which worker, and when.
import { describe, expect, test } from "vitest";
import { defaultRecipe } from "../recipe/schema.ts";
import type { FailureReason, RunEvent } from "../run/events.ts";
import { MOST_TOGETHER } from "./pool.ts";
import { makePool, job, finished } from "./testPool.ts";

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

  test("what is wanted first comes before what else waits, in its own order", () => {
    const { pool, worker } = makePool(1);
    pool.train([job("a"), job("b"), job("c"), job("d")], "apart");
    pool.first(["d", "a", "c"]);
    for (const runId of ["a", "c", "d", "b"]) {
      expect(worker(0).told.at(-1)).toBe(`train ${runId}`);
      worker(0).send(finished(runId));
    }
  });

  test("together: a few take turns, and the next begins when one of them ends", () => {
    const { pool, workers, worker } = makePool(2);
    const runIds = Array.from({ length: MOST_TOGETHER + 2 }, (_, at) => `run${at}`);
    pool.train(
      runIds.map((runId) => job(runId)),
      "together",
    );
    const begun = () => worker(0).told.filter((told) => told.startsWith("train"));
    expect(begun()).toHaveLength(MOST_TOGETHER);
    pool.first([runIds.at(-1) ?? ""]);
    worker(0).send(finished("run1"));
    expect(begun().at(-1)).toBe(`train ${runIds.at(-1)}`);
    worker(0).send(finished("run0"));
    expect(begun()).toHaveLength(MOST_TOGETHER + 2);
    expect(workers).toHaveLength(1);
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
