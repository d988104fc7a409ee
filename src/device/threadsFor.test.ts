import { expect, it, vi } from "vitest";
import type { Memory } from "./assets.ts";
import { threadsFor } from "./threadsFor.ts";

function makeMemory(): Memory & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, recall: async (name) => kept.get(name), keep: async (name, finding) => void kept.set(name, finding) };
}

const gpu = { name: "acme one", software: false };

it("measures an adapter once, and remembers it by its name", async () => {
  const memory = makeMemory();
  const trial = vi.fn<() => Promise<number>>(async () => 8192);
  expect(await threadsFor(gpu, memory, trial)).toBe(8192);
  expect(await threadsFor(gpu, memory, async () => 1)).toBe(8192);
  expect(await threadsFor({ ...gpu, name: "acme two" }, memory, async () => 2048)).toBe(2048);
  expect(trial).toHaveBeenCalledTimes(1);
});

it("measures anew where what is remembered is no number of threads", async () => {
  const memory = makeMemory();
  await threadsFor(gpu, memory, async () => 512);
  for (const name of memory.kept.keys()) memory.kept.set(name, "many");
  expect(await threadsFor(gpu, memory, async () => 1024)).toBe(1024);
});

it.each([
  ["on a processor that poses as a GPU", { ...gpu, software: true }, makeMemory()],
  ["where nothing can be remembered", gpu, undefined],
] as const)("measures nothing %s", async (_where, adapter, memory) => {
  expect(
    await threadsFor(adapter, memory, async () => {
      throw new Error("measured");
    }),
  ).toBeUndefined();
});

it("keeps the guess when the trial fails, and tries again another time", async () => {
  const memory = makeMemory();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  expect(await threadsFor(gpu, memory, () => Promise.reject(new Error("device lost")))).toBeUndefined();
  expect(warn.mock.calls.join()).toContain("acme one: device lost");
  warn.mockRestore();
  expect(await threadsFor(gpu, memory, async () => 256)).toBe(256);
});
