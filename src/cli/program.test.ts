// The command line as its callers meet it: exit codes, messages, and runs that go on.
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../run/events.ts";
import { newFolder, start, writeRecipe } from "./testProgram.ts";

const STEPS_PER_EPOCH = 5;
const small = {
  network: { width: 8, stages: [1], module: { segments: 4 } },
  dataset: { id: "coupled-10", settings: { images: 500 } },
  training: { epochs: 3, batchSize: 64 },
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
      ...small,
      network: { ...small.network, dropout },
      training: { ...small.training, optimizer },
    });
    const whole = start(["--recipe", recipe]);
    const folder = join(newFolder(), "run");
    const first = start(["--recipe", recipe, "--out", folder]);
    await first.next(inSecondEpoch);
    first.kill(signal);
    expect((await first.ended).code).toBe(signal === "SIGKILL" ? null : 143);

    const second = start(["--out", folder, "--continue"]);
    expect(await second.next(started)).toMatchObject({ fromStep: STEPS_PER_EPOCH });
    expect(numbersOf(await second.rest())[0]).toMatchObject({ step: STEPS_PER_EPOCH + 1 });
    expect((await second.ended).code).toBe(0);

    const kept = eventsIn(folder);
    expect(numbersOf(kept)).toEqual(numbersOf(await whole.rest()));
    expect(numbersOf(kept)).toHaveLength(3 * STEPS_PER_EPOCH + 5);
    expect(new Set(kept.map(({ runId }) => runId)).size).toBe(1);
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
  const lines = readFileSync(join(folder, "events.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RunEvent);
}

/** Steps and evaluations, without their times. */
function numbersOf(events: readonly RunEvent[]): object[] {
  return events.flatMap((event) => {
    if (event.type !== "step" && event.type !== "evaluated") return [];
    const { type, step, loss, accuracy } = event;
    return [{ type, step, loss, accuracy }];
  });
}
