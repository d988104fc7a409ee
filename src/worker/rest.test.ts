import { beforeEach, describe, expect, test, vi } from "vitest";
import { createRest, REST_MS, type Rest } from "./rest.ts";

vi.useFakeTimers();

const after = (delayMs: number, call: () => void) => {
  const timer = setTimeout(call, delayMs);
  return () => clearTimeout(timer);
};

describe("training that rests", () => {
  let rest: Rest;
  let waits: boolean;
  const waitUntilOver = () => {
    waits = true;
    void rest.over().then(() => (waits = false));
  };
  beforeEach(() => {
    rest = createRest(after);
  });

  test("waits for nothing where nothing was pressed", async () => {
    waitUntilOver();
    await vi.advanceTimersByTimeAsync(0);
    expect(waits).toBe(false);
  });

  test("goes on after a moment, counted from the last press", async () => {
    rest.begin();
    waitUntilOver();
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    rest.begin();
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    expect(waits).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(waits).toBe(false);
  });

  test("goes on at once when the rest is ended, and the ended one does not end the next", async () => {
    rest.begin();
    waitUntilOver();
    rest.end();
    await vi.advanceTimersByTimeAsync(REST_MS - 1);
    expect(waits).toBe(false);
    rest.begin();
    waitUntilOver();
    await vi.advanceTimersByTimeAsync(1);
    expect(waits).toBe(true);
  });
});
