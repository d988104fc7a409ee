import { expect, test, vi } from "vitest";
import { stopwatch } from "./stopwatch.ts";

vi.useFakeTimers();

const lasting = (ms: number) => () => new Promise<void>((resolve) => void setTimeout(resolve, ms));

test("a stopwatch counts work, and neither what lies between nor a rest within", async () => {
  const watch = stopwatch(1000);
  const work = watch.time(async () => {
    await lasting(5)();
    await watch.without(lasting(70));
    await lasting(11)();
  });
  await vi.advanceTimersByTimeAsync(200);
  await work;
  await vi.advanceTimersByTimeAsync(3000);
  expect(watch.elapsedMs()).toBe(1016);
});

test("work that fails is counted too", async () => {
  const watch = stopwatch(0);
  const work = watch.time(async () => {
    await lasting(5)();
    throw new Error("it broke");
  });
  await Promise.all([expect(work).rejects.toThrow("it broke"), vi.advanceTimersByTimeAsync(50)]);
  expect(watch.elapsedMs()).toBe(5);
});
