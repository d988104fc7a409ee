// The real program, as a child process. For tests only.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { RunEvent } from "../run/events.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ended {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly errors: string;
}

export interface Program {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** Closes the reading end of its standard output. */
  closePipe(): void;
  /** The next event for which `wanted` is true; throws where there is none before the output's end. */
  next(wanted: (event: RunEvent) => boolean): Promise<RunEvent>;
  /** All further events. */
  rest(): Promise<RunEvent[]>;
}

/** A new folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "xception-lab-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeRecipe(recipe: object): string {
  const file = join(newFolder(), "recipe.json");
  writeFileSync(file, JSON.stringify(recipe));
  return file;
}

/** Runs the program to its end. */
export async function run(args: readonly string[]): Promise<Ended & { readonly output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], { cwd: root });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output, errors })));
}

/** Starts the program; with `output`, a file descriptor is its standard output. */
export function start(args: readonly string[], output: number | "pipe" = "pipe"): Program {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: root,
    stdio: ["ignore", output, "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const ended = new Promise<Ended>((resolve) => child.once("close", (code) => resolve({ code, errors })));
  const lines = child.stdout ? createInterface({ input: child.stdout })[Symbol.asyncIterator]() : null;
  const read = async (): Promise<RunEvent | null> => {
    const line = await lines?.next();
    return line && !line.done ? (JSON.parse(line.value) as RunEvent) : null;
  };
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => void child.kill(signal),
    closePipe: () => void child.stdout?.destroy(),
    async next(wanted) {
      for (let event = await read(); event; event = await read()) if (wanted(event)) return event;
      throw new Error(`The program ended first: ${(await ended).errors}`);
    },
    async rest() {
      const events: RunEvent[] = [];
      for (let event = await read(); event; event = await read()) events.push(event);
      return events;
    },
  };
}
