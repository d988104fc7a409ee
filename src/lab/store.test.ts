import { expect, test } from "vitest";
import { createLabStore } from "./store.ts";
import { TestClock } from "./testClock.ts";
import { startedEvent, stateWith, stepEvent, testRun } from "./testRuns.ts";

function storeWithRun() {
  const clock = new TestClock();
  const store = createLabStore(clock, stateWith(testRun("a")));
  let told = 0;
  store.subscribe(() => told++);
  const steps = (): number => store.getState().histories.get("a")?.steps.length ?? -1;
  return { clock, store, steps, told: () => told };
}

test("listeners are told at most once per frame, and no event is lost", () => {
  const { clock, store, steps, told } = storeWithRun();
  store.dispatchSoon([startedEvent("a")]);
  expect(told()).toBe(1);
  for (let step = 1; step <= 50; step++) {
    store.dispatchSoon([stepEvent("a", step)]);
    clock.pass(1);
  }
  clock.pass(20);
  expect(steps()).toBe(50);
  expect(told()).toBeLessThanOrEqual(1 + Math.ceil(70 / 16));
});

test("what a person does shows at once, after what came before it", () => {
  const { store, steps } = storeWithRun();
  store.dispatchSoon([startedEvent("a")]);
  store.dispatchSoon([stepEvent("a", 1), stepEvent("a", 2)]);
  expect(steps()).toBe(0);
  store.dispatch({ type: "paused", runIds: ["a"] });
  expect(steps()).toBe(2);
  expect(store.getState().runs.get("a")?.status).toBe("paused");
});
