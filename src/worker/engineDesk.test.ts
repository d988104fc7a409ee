// Which engine a worker has: the run's, whatever a probe asks for before, meanwhile and after.
import { expect, test } from "vitest";
import { createEngineDesk } from "./engineDesk.ts";

/** Engines that take as long to open as one wants; `now` is the one that was opened last. */
function engines() {
  const opening: (() => void)[] = [];
  const state = { now: "" };
  const open = (name: string) => () =>
    new Promise<string>((resolve) =>
      opening.push(() => {
        state.now = name;
        resolve(name);
      }),
    );
  /** Lets the next opening end. */
  const openNext = async (): Promise<void> => {
    while (opening.length === 0) await Promise.resolve();
    opening.shift()?.();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { state, open, openNext };
}

test("a run that comes while a probe opens its engine has its own in the end, and the probe does not begin", async () => {
  const { state, open, openNext } = engines();
  const desk = createEngineDesk();
  const did: string[] = [];
  const probe = desk.probe(open("relaxed"), async () => did.push("probe"));
  let end = (): void => {};
  const run = desk.run(open("simd"), async () => {
    did.push(`run on ${state.now}`);
    await new Promise<void>((resolve) => (end = resolve));
  });
  await openNext();
  await expect(probe).rejects.toThrow("A run began");
  await openNext();
  expect(did).toEqual(["run on simd"]);
  await expect(desk.probe(open("relaxed"), async () => did.push("probe"))).rejects.toThrow("A run trains here");
  expect(state.now).toBe("simd");
  end();
  await run;
  const later = desk.probe(open("relaxed"), async () => did.push("probe"));
  await openNext();
  await later;
  expect(did).toEqual(["run on simd", "probe"]);
});

test("a probe at work is told to end when a run comes", async () => {
  const { open, openNext } = engines();
  const desk = createEngineDesk();
  let seen: AbortSignal | undefined;
  void desk.probe(open("simd"), (_, signal) => {
    seen = signal;
    return new Promise(() => {});
  });
  await openNext();
  expect(seen?.aborted).toBe(false);
  const run = desk.run(open("simd"), async () => "trained");
  expect(seen?.aborted).toBe(true);
  await openNext();
  expect(await run).toBe("trained");
});

test("an engine that does not open is reported, and the next is opened all the same", async () => {
  const desk = createEngineDesk();
  const failing = desk.run(
    () => Promise.reject(new Error("no GPU")),
    async () => "trained",
  );
  await expect(failing).rejects.toThrow("no GPU");
  expect(
    await desk.probe(
      async () => "cpu",
      async (engine) => engine,
    ),
  ).toBe("cpu");
});
