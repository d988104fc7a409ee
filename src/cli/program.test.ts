// The command line as its callers meet it: exit codes, messages, and runs that go on.
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { RunEvent, StartedEvent } from "../run/events.ts";
import { newFolder, start, writeRecipe } from "./testProgram.ts";

// Each test starts the program one to three times.
vi.setConfig({ testTimeout: 120_000 });

const STEPS_PER_EPOCH = 5;
const small = {
  network: { width: 8, stages: [1], module: { segments: 4 } },
  dataset: { id: "coupled-10", settings: { images: 500 } },
  training: { epochs: 1, batchSize: 64 },
};
/** Trains until it is stopped. */
const long = { ...small, training: { epochs: 1000, batchSize: 64 } };

const started = (event: RunEvent) => event.type === "started";
/** A step of the second epoch: the checkpoint after the first is written. */
const inSecondEpoch = (event: RunEvent) => event.type === "step" && event.step > STEPS_PER_EPOCH;

describe("where the output cannot be written", () => {
  test("a reader that closes the pipe ends the run with one line and exit code 3", async () => {
    const program = start(["--recipe", writeRecipe(long)]);
    await program.next(started);
    program.closePipe();
    const { code, errors } = await program.ended;
    expect(errors.trimEnd().split("\n").at(-1)).toBe("Standard output was closed by its reader.");
    expect(errors).not.toMatch(/^ +at /m);
    expect(code).toBe(3);
  });

  const full = "/dev/full";
  const absent = existsSync(full) ? "" : ` (absent: ${full})`;
  test.skipIf(absent)(`a full disk ends the run with one line and exit code 3${absent}`, async () => {
    const disk = openSync(full, "w");
    const { code, errors } = await start(["--recipe", writeRecipe(small)], disk).ended;
    closeSync(disk);
    expect(errors).toBe("Standard output cannot be written: the disk is full.\n");
    expect(code).toBe(3);
  });
});

test("Ctrl-C stops the run in order, with exit code 130", async () => {
  const program = start(["--recipe", writeRecipe(long)]);
  await program.next(({ type }) => type === "step");
  program.kill("SIGINT");
  const events = await program.rest();
  expect(events.at(-1)?.type).toBe("stopped");
  expect((await program.ended).code).toBe(130);
});

test("the fastest arithmetic is fused multiply-add, in any Node", async () => {
  const program = start(["--recipe", writeRecipe({ ...long, arithmetic: "fastest" })]);
  expect(await program.next(started)).toMatchObject({ engine: { name: "wasm-relaxed" } });
});

describe("a run in a folder", () => {
  test.each([
    ["killed, with Adam and dropout", "SIGKILL", { method: "adam" }, 0.25],
    ["stopped, with momentum", "SIGTERM", { method: "sgd" }, 0],
  ] as const)("goes on with the very same numbers when it was %s", async (_how, signal, optimizer, dropout) => {
    const recipe = writeRecipe({
      ...long,
      network: { ...long.network, dropout },
      training: { ...long.training, optimizer },
    });
    const folder = join(newFolder(), "run");
    const first = start(["--recipe", recipe, "--out", folder]);
    await first.next(inSecondEpoch);
    first.kill(signal);
    expect((await first.ended).code).toBe(signal === "SIGKILL" ? null : 143);

    const second = start(["--out", folder, "--continue"]);
    const { fromStep } = (await second.next(started)) as StartedEvent;
    expect(fromStep % STEPS_PER_EPOCH).toBe(0);
    expect(fromStep).toBeGreaterThanOrEqual(STEPS_PER_EPOCH);
    const end = fromStep + STEPS_PER_EPOCH;
    const atEnd = (event: RunEvent) => event.type === "evaluated" && event.step === end;
    await second.next(atEnd);
    second.kill("SIGKILL");
    await second.ended;

    const whole = newFolder();
    const uninterrupted = start(["--recipe", recipe, "--out", whole]);
    await uninterrupted.next(atEnd);
    const kept = numbersUpTo(end, eventsIn(folder));
    expect(kept).toHaveLength(end + end / STEPS_PER_EPOCH + 1);
    expect(kept).toEqual(numbersUpTo(end, eventsIn(whole)));
    expect(new Set(eventsIn(folder).map(({ runId }) => runId)).size).toBe(1);
  });

  test("is one process's at a time", async () => {
    const folder = newFolder();
    const args = ["--recipe", writeRecipe(long), "--out", folder];
    const first = start(args);
    await first.next(({ type }) => type === "step");
    const second = await start([...args, "--continue"]).ended;
    expect(second.errors).toMatch(new RegExp(`^Process ${first.pid} on .* is at work in .*\n$`));
    expect(second.code).toBe(2);

    first.kill("SIGHUP");
    expect((await first.ended).code).toBe(129);
    expect(eventsIn(folder).at(-1)?.type).toBe("stopped");
  });
});

function eventsIn(folder: string): RunEvent[] {
  // A line may be under way.
  const lines = readFileSync(join(folder, "events.jsonl"), "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

/** Steps and evaluations, without their times. */
function numbersUpTo(end: number, events: readonly RunEvent[]): object[] {
  return events.flatMap((event) => {
    if ((event.type !== "step" && event.type !== "evaluated") || event.step > end) return [];
    const { type, step, loss, accuracy } = event;
    return [{ type, step, loss, accuracy }];
  });
}
