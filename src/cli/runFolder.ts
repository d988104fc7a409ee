// A run in a folder: events.jsonl has its events, a line each, and checkpoint.safetensors what it goes on from. Going on
// first cuts the events back to the checkpoint, so that each step stands there once.
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "../recipe/schema.ts";
import type { Checkpoint } from "../run/events.ts";
import { encodeCheckpoint } from "./checkpointFile.ts";
import { OutputError, RefusedError } from "./exitCodes.ts";
import { lockFolder } from "./folderLock.ts";
import { checkSameRun, readCheckpoint, readRun, type KeptRun } from "./keptRun.ts";

export const EVENTS = "events.jsonl";
export const CHECKPOINT = "checkpoint.safetensors";

export class RunFolder {
  private constructor(
    private readonly folder: string,
    /** The run to go on with; null for a new one. */
    readonly kept: KeptRun | null,
    private readonly events: FileHandle,
    private readonly release: () => Promise<void>,
  ) {}

  /** Opens the folder for a new run or, with `goesOn`, for the one it holds. Throws RefusedError. */
  static async open(folder: string, goesOn: boolean): Promise<RunFolder> {
    const release = await claim(folder, goesOn);
    try {
      const kept = await readRun(folder, join(folder, EVENTS));
      if (goesOn && !kept) throw new RefusedError(`There is no run in ${folder} to go on with.`);
      if (!goesOn && kept)
        throw new RefusedError(`There is a run in ${folder} already: add --continue, or name another folder.`);
      return new RunFolder(folder, kept, await open(join(folder, EVENTS), "a"), release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Throws RefusedError where the folder holds a run of another recipe or of other pictures. */
  check(recipe: Recipe, datasetChecksum: string): void {
    if (this.kept) checkSameRun(this.folder, this.kept, recipe, datasetChecksum);
  }

  /** Cuts the events back to the checkpoint, and returns it; null where the run starts from its first weights. */
  async begin(): Promise<Checkpoint | null> {
    const from = this.kept ? await readCheckpoint(join(this.folder, CHECKPOINT)) : null;
    await this.write(EVENTS, () => this.events.truncate(from?.eventBytes ?? 0));
    return from?.checkpoint ?? null;
  }

  /** Adds an event's line. Throws OutputError. */
  append(line: string): Promise<void> {
    return this.write(EVENTS, () => this.events.appendFile(line));
  }

  /** Replaces the checkpoint, entirely or not at all. Throws OutputError. */
  keepCheckpoint(checkpoint: Checkpoint): Promise<void> {
    return this.write(CHECKPOINT, async () => {
      await this.events.sync();
      const { size: eventBytes } = await this.events.stat();
      const whole = join(this.folder, CHECKPOINT);
      const part = `${whole}.part`;
      try {
        const file = await open(part, "w");
        try {
          await file.writeFile(encodeCheckpoint({ checkpoint, eventBytes }));
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(part, whole);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    });
  }

  /** Lets other processes have the folder. */
  async close(): Promise<void> {
    await this.events.close();
    await this.release();
  }

  private async write(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw new OutputError(join(this.folder, name), error);
    }
  }
}

async function claim(folder: string, goesOn: boolean): Promise<() => Promise<void>> {
  try {
    if (!goesOn) await mkdir(folder, { recursive: true });
    return await lockFolder(folder);
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError(
      `The folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
