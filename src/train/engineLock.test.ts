import { expect, it } from "vitest";
import { createEngineLock } from "./engineLock.ts";

/** Work that notes when it begins and ends, and ends when told. */
function plan() {
  const story: string[] = [];
  const work = (name: string) => {
    let end = (): void => {};
    const until = new Promise<void>((resolve) => (end = resolve));
    const run = async () => {
      story.push(`${name} begins`);
      await until;
      story.push(`${name} ends`);
      return name;
    };
    return { run, end: () => end() };
  };
  return { story, work };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("lets shared work run side by side, and whoever wants the engine alone wait for it and be waited for", async () => {
  const lock = createEngineLock();
  const { story, work } = plan();
  const [a, b, alone, other, late] = [work("a"), work("b"), work("alone"), work("other"), work("late")];
  const all = Promise.all([
    lock.shared(a.run),
    lock.shared(b.run),
    lock.alone(alone.run),
    lock.alone(other.run),
    lock.shared(late.run),
  ]);
  for (const { end } of [b, a, alone, other, late]) {
    await turn();
    end();
  }
  expect(await all).toEqual(["a", "b", "alone", "other", "late"]);
  expect(story).toEqual([
    "a begins",
    "b begins",
    "b ends",
    "a ends",
    "alone begins",
    "alone ends",
    "other begins",
    "other ends",
    "late begins",
    "late ends",
  ]);
});

it("opens again after work that failed", async () => {
  const lock = createEngineLock();
  const fail = () => Promise.reject(new Error("torn"));
  await expect(lock.shared(fail)).rejects.toThrow("torn");
  await expect(lock.alone(fail)).rejects.toThrow("torn");
  expect(await lock.alone(async () => 1)).toBe(1);
  expect(await lock.shared(async () => 2)).toBe(2);
});
