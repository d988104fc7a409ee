import { describe, expect, test } from "vitest";
import type { RunEvent } from "../run/events.ts";
import { createRuns } from "./runs.ts";

const step = (runId: string, number: number): RunEvent => ({
  type: "step",
  runId,
  step: number,
  epoch: 0,
  loss: 1,
  accuracy: 0,
  learningRate: 1,
  elapsedMs: 0,
  imagesPerSecond: 1,
});

/** Endless steps; ends in "stopped" when asked. Notes what was pulled, in the order of all runs. */
function endless(runId: string, pulled: string[]) {
  return async function* (signal: AbortSignal): AsyncGenerator<RunEvent, void> {
    for (let number = 1; !signal.aborted; number++) {
      pulled.push(`${runId}${number}`);
      yield step(runId, number);
    }
    yield { type: "stopped", runId, step: 0 };
  };
}

/** Between two pulls a run waits for `turns`. */
function makeRuns() {
  const posted: RunEvent[] = [];
  const waiting: (() => void)[] = [];
  const runs = createRuns(
    (events) => posted.push(...events),
    () => new Promise((resolve) => waiting.push(resolve)),
  );
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  /** Lets every run that waits for a turn of the event loop have one. */
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) {
      await settle();
      for (const resolve of waiting.splice(0)) resolve();
    }
    await settle();
  };
  return { runs, posted, turns };
}

describe("the runs of a worker", () => {
  test("take turns, one step each", async () => {
    const pulled: string[] = [];
    const { runs, turns } = makeRuns();
    void runs.start("a", endless("a", pulled));
    void runs.start("b", endless("b", pulled));
    await turns(2);
    expect(pulled).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
  });

  test("a paused run does not go on, and what it has done is told; resumed, it goes on and on", async () => {
    const pulled: string[] = [];
    const { runs, posted, turns } = makeRuns();
    void runs.start("a", endless("a", pulled));
    await turns(1);
    runs.pause("a");
    await turns(5);
    expect(pulled).toEqual(["a1", "a2"]);
    expect(posted).toHaveLength(2);
    runs.resume("a");
    await turns(3);
    expect(pulled).toEqual(["a1", "a2", "a3", "a4", "a5", "a6"]);
  });

  test("a paused run takes one step when asked, and no other run moves for it", async () => {
    const pulled: string[] = [];
    const { runs, turns } = makeRuns();
    void runs.start("a", endless("a", pulled));
    void runs.start("b", endless("b", pulled));
    await turns(0);
    runs.pause("a");
    runs.pause("b");
    await turns(1);
    runs.step("a");
    await turns(3);
    expect(pulled).toEqual(["a1", "b1", "a2"]);
    runs.step("a");
    await turns(3);
    expect(pulled).toEqual(["a1", "b1", "a2", "a3"]);
  });

  test("a paused run that is stopped ends, and its last event is told", async () => {
    const { runs, posted, turns } = makeRuns();
    const ended = runs.start("a", endless("a", []));
    await turns(0);
    runs.pause("a");
    await turns(2);
    runs.stop("a");
    await turns(2);
    await ended;
    expect(posted.at(-1)).toEqual({ type: "stopped", runId: "a", step: 0 });
    runs.resume("a"); // gone: nothing to resume, and no fault
  });
});
