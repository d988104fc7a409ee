// The command that trains.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import type { Dataset } from "../data/dataset.ts";
import { openDataset } from "../data/registry.ts";
import { findGpu } from "../device/chooseEngine.ts";
import { nodeAssets } from "../device/nodeAssets.ts";
import { openEngine, type OpenedEngine } from "../device/openEngine.ts";
import { worstForecast } from "../forecast/forecast.ts";
import { forecastWords } from "../forecast/words.ts";
import { dawnAdapter } from "../kernels/dawn.ts";
import { defaultRecipe, type Recipe } from "../recipe/schema.ts";
import type { EngineName, RunEvent } from "../run/events.ts";
import { train } from "../train/train.ts";
import type { Backend, HowToTrain, Task } from "./commandLine.ts";
import { EXIT, OutputError, RefusedError } from "./exitCodes.ts";
import { print, tell } from "./print.ts";
import { report } from "./report.ts";
import { RunFolder } from "./runFolder.ts";
import { stopOnSignals, type Stop } from "./stopOnSignals.ts";

/** Trains, prints and, where a folder is named, keeps the run; returns the exit code. Throws what refuses the task. */
export async function trainAndPrint(task: Task): Promise<number> {
  const stop = stopOnSignals();
  const folder = task.out === null ? null : await RunFolder.open(task.out, task.goesOn);
  try {
    const recipe = task.recipe ?? folder?.kept?.recipe ?? defaultRecipe;
    const last = await trainOne(recipe, folder, task, { stop, open: openBackend, openData, print });
    if (last === null) tell("The run is finished: nothing is left to do.");
    return exitOf(last, stop);
  } catch (error) {
    // Ctrl-C ends the reader of a pipe as well.
    const code = error instanceof OutputError ? stop.exitCode() : null;
    if (code === null) throw error;
    return code;
  } finally {
    await folder?.close();
  }
}

/** What the runs of one process share. */
export interface Surroundings {
  readonly stop: Stop;
  readonly open: typeof openBackend;
  readonly openData: typeof openData;
  /** Takes each event as a line. */
  print(line: string): Promise<void>;
}

/** Trains a run to its end, or goes on with the folder's; returns its last event, null where it was finished before. */
export async function trainOne(
  recipe: Recipe,
  folder: RunFolder | null,
  { backend, isForced }: HowToTrain,
  { stop, open, openData: opened, print: printLine }: Surroundings,
): Promise<RunEvent | null> {
  const dataset = await opened(recipe.dataset);
  folder?.check(recipe, dataset.checksum);
  if (folder?.kept?.isFinished) return null;
  const { info, device } = await open(backend, recipe.arithmetic);
  if (!isForced) await refuseTooLarge(recipe, info.name);
  const from = (await folder?.begin()) ?? null;
  let last: RunEvent | null = null;
  for await (const event of train(recipe, dataset, {
    runId: folder?.kept?.runId ?? randomUUID(),
    engine: info,
    signal: stop.signal,
    breathe: setImmediate,
    from,
    ...(device && { device }),
  })) {
    last = event;
    if (event.type === "checkpointed") await folder?.keepCheckpoint(event.checkpoint);
    else {
      const line = `${JSON.stringify(event)}\n`;
      await folder?.append(line);
      await printLine(line);
    }
    report(event);
    await setImmediate();
  }
  return last;
}

function exitOf(last: RunEvent | null, stop: Stop): number {
  switch (last?.type) {
    case undefined:
    case "finished":
      return EXIT.done;
    case "stopped":
      return stop.exitCode() ?? EXIT.failed;
    default:
      return EXIT.failed;
  }
}

async function refuseTooLarge(recipe: Recipe, engine: EngineName): Promise<void> {
  const { kind, largestBufferBytes } = await findGpu();
  const worst = worstForecast([recipe], { engine, isSoftwareGpu: kind === "software", largestBufferBytes });
  if (worst) throw new RefusedError(`${forecastWords(worst)} With --force, it is tried all the same.`);
}

export async function openBackend(backend: Backend, arithmetic: Recipe["arithmetic"]): Promise<OpenedEngine> {
  if (backend === "webgpu") {
    const adapter = await dawnAdapter();
    if ("reason" in adapter) throw new RefusedError(`WebGPU is not available here: ${adapter.reason}.`);
  }
  // Node 20 knows relaxed SIMD, but keeps it behind a flag; later ones have it and refuse the flag.
  if (arithmetic === "fastest" && process.versions.node.startsWith("20."))
    setFlagsFromString("--experimental-wasm-relaxed-simd");
  return openEngine(backend, arithmetic, nodeAssets);
}

export async function openData({ id, settings }: Recipe["dataset"]): Promise<Dataset> {
  return openDataset(id, settings, fetchBytes);
}

async function fetchBytes(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(new URL(`../../public/data/${name}`, import.meta.url));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
