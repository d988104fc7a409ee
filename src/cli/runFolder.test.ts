// What a run's folder refuses, and what it survives.
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseRecipe } from "../recipe/parse.ts";
import { defaultRecipe, type Recipe } from "../recipe/schema.ts";
import type { Checkpoint } from "../run/events.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { OutputError, RefusedError } from "./exitCodes.ts";
import { CHECKPOINT, EVENTS, RunFolder } from "./runFolder.ts";
import { newFolder } from "./testProgram.ts";

const checksum = "a".repeat(64);
const checkpoint: Checkpoint = {
  epoch: 1,
  step: 2,
  elapsedMs: 12.5,
  datasetChecksum: checksum,
  engines: [{ name: "webgpu", adapter: "a GPU", reason: "chosen by you", threads: 4 }],
  // Odd lengths and a name like one of JavaScript's own.
  arrays: { a: Float32Array.of(1, -0, 1e-40), constructor: Float32Array.of(NaN), "b/c": new Float32Array(0) },
};
const startedLine = (version = PROGRAM_VERSION, recipe: Recipe = defaultRecipe) =>
  `${JSON.stringify({ type: "started", runId: "one", version, recipe, datasetChecksum: checksum })}\n`;
const step = (number: number) => `${JSON.stringify({ type: "step", step: number })}\n`;

/** A folder whose run has a checkpoint after step 2, and was killed after step 3. */
async function killedRun(version?: string): Promise<string> {
  const path = newFolder();
  const folder = await RunFolder.open(path, false);
  await folder.begin();
  for (const line of [startedLine(version), step(1), step(2)]) await folder.append(line);
  await folder.keepCheckpoint(checkpoint);
  await folder.append(step(3));
  await folder.close();
  return path;
}

test("a run goes on from its checkpoint, and its events from there", async () => {
  const path = await killedRun();
  appendFileSync(join(path, EVENTS), '{"type":"st');
  const folder = await RunFolder.open(path, true);
  folder.check(defaultRecipe, checksum);
  expect(await folder.begin()).toEqual(checkpoint);
  await folder.append(step(3));
  await folder.close();
  expect(readFileSync(join(path, EVENTS), "utf8")).toBe(startedLine() + step(1) + step(2) + step(3));
  expect(readdirSync(path).sort()).toEqual([CHECKPOINT, EVENTS]);
});

test("the checkpoint is a safetensors file", async () => {
  const bytes = readFileSync(join(await killedRun(), CHECKPOINT));
  const headerBytes = Number(bytes.readBigUInt64LE());
  expect(headerBytes % 8).toBe(0);
  const header = JSON.parse(bytes.subarray(8, 8 + headerBytes).toString()) as Record<string, unknown>;
  expect(header.constructor).toEqual({ dtype: "F32", shape: [1], data_offsets: [12, 16] });
  expect(bytes.length).toBe(8 + headerBytes + 16);
});

test("a run of another recipe, version or data is refused by name", async () => {
  const folder = await RunFolder.open(await killedRun(), true);
  expect(() => folder.check(parseRecipe({ seed: 7 }), checksum)).toThrow(
    /another recipe \(.*seed 1.*\).*\(.*seed 7.*\)/,
  );
  expect(() => folder.check(defaultRecipe, "b".repeat(64))).toThrow(/other pictures \(checksum aaaaaaaaaaaa\).*bbbb/);
  await folder.close();
  const older = await killedRun("0.0.1");
  await expect(RunFolder.open(older, true)).rejects.toThrow(`version 0.0.1 of the program, and this is version`);
  await expect(RunFolder.open(await killedRun(), false)).rejects.toThrow("There is a run");
  expect(readdirSync(older).sort()).toEqual([CHECKPOINT, EVENTS]);
});

test("an empty or missing folder has no run to go on with, and a missing one is not made", async () => {
  const empty = newFolder();
  await expect(RunFolder.open(empty, true)).rejects.toThrow("There is no run");
  const missing = join(empty, "missing");
  await expect(RunFolder.open(missing, true)).rejects.toThrow(RefusedError);
  expect(existsSync(missing)).toBe(false);
});

test("a damaged checkpoint and a file that holds no events are refused by name", async () => {
  const path = await killedRun();
  truncateSync(join(path, CHECKPOINT), readFileSync(join(path, CHECKPOINT)).length - 1);
  const folder = await RunFolder.open(path, true);
  await expect(folder.begin()).rejects.toThrow(`${CHECKPOINT} is damaged`);
  await folder.close();
  writeFileSync(join(path, EVENTS), "a shopping list\n");
  await expect(RunFolder.open(path, false)).rejects.toThrow(`${EVENTS} does not begin as a run's events do`);
});

test("a process that was killed does not hold the folder, and one on another machine does", async () => {
  const path = await killedRun();
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeFileSync(join(path, `${hostname()}-${pid}.lock`), "");
  await (await RunFolder.open(path, true)).close();
  expect(readdirSync(path).sort()).toEqual([CHECKPOINT, EVENTS]);
  writeFileSync(join(path, "another-host-1.lock"), "");
  await expect(RunFolder.open(path, true)).rejects.toThrow("Process 1 on another-host is at work");
});

test("what cannot be written is named, and the checkpoint before it stays", async () => {
  const path = await killedRun();
  const folder = await RunFolder.open(path, true);
  await folder.begin();
  const before = readFileSync(join(path, CHECKPOINT));
  // A folder in the place of the new file.
  const blocked = `${join(path, CHECKPOINT)}.part`;
  mkdirSync(blocked);
  await expect(folder.keepCheckpoint({ ...checkpoint, epoch: 2 })).rejects.toThrow(OutputError);
  await folder.close();
  expect(readFileSync(join(path, CHECKPOINT))).toEqual(before);
});
