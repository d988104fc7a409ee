// A pool for tests, with workers that note what they are told and say what a test wants.
import { defaultRecipe } from "../recipe/schema.ts";
import type { Answer, Command, Job } from "../run/commands.ts";
import type { Checkpoint, RunEvent, StartedEvent } from "../run/events.ts";
import type { WorkerLike } from "./client.ts";
import { WorkerPool } from "./pool.ts";

export class FakeWorker implements WorkerLike {
  readonly heard: Command[] = [];
  ended = false;
  readonly #listeners = new Map<string, ((event: { readonly data: unknown }) => void)[]>();

  postMessage = (command: Command) => void this.heard.push(command);
  terminate = () => void (this.ended = true);
  addEventListener(type: string, listen: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listen]);
  }
  fire(
    type: "message" | "error" | "messageerror",
    event: { readonly data?: unknown; readonly message?: string },
  ): void {
    for (const listen of this.#listeners.get(type) ?? []) listen({ data: undefined, ...event });
  }
  answer = (answer: Answer) => this.fire("message", { data: answer });
  send = (...events: readonly RunEvent[]) => this.answer({ type: "events", events });
  /** The commands it was sent, abbreviated. */
  get told(): string[] {
    return this.heard.map((command) => ("runId" in command ? `${command.type} ${command.runId}` : command.type));
  }
}

export function makePool(size: number) {
  const workers: FakeWorker[] = [];
  const events: RunEvent[] = [];
  const notices: string[] = [];
  const timers: { readonly delayMs: number; readonly call: () => void; off: boolean }[] = [];
  const releases = new Map<string, () => void>();
  const pool = new WorkerPool({
    size,
    released: (lock) => new Promise((resolve) => releases.set(lock, resolve)),
    makeWorker() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    after(delayMs, call) {
      const timer = { delayMs, call, off: false };
      timers.push(timer);
      return () => void (timer.off = true);
    },
    events: (more) => void events.push(...more),
    notice: (message) => void notices.push(message),
  });
  const worker = (index: number): FakeWorker => {
    const found = workers[index];
    if (!found) throw new Error(`no worker ${index}`);
    return found;
  };
  const ends = () =>
    events
      .filter(({ type }) => type === "stopped" || type === "failed" || type === "finished")
      .map(({ type, runId }) => `${type} ${runId}`);
  const losePatience = () => timers.filter(({ off }) => !off).forEach(({ call }) => call());
  /** A worker's lock is free again. */
  const release = async (lock: string) => {
    releases.get(lock)?.();
    await Promise.resolve();
  };
  return { pool, workers, worker, events, notices, ends, timers, losePatience, release };
}

export const job = (runId: string, from: Checkpoint | null = null): Job => ({
  type: "train",
  runId,
  recipe: defaultRecipe,
  engine: "auto",
  from,
});
export const checkpoint = (step: number): Checkpoint => ({
  epoch: 1,
  step,
  elapsedMs: 1,
  datasetChecksum: "",
  engines: [],
  arrays: {},
});
export const finished = (runId: string): RunEvent => ({ type: "finished", runId, elapsedMs: 1, imagesPerSecond: 1 });
export const checkpointed = (runId: string, step = 10): RunEvent => ({
  type: "checkpointed",
  runId,
  checkpoint: checkpoint(step),
});
export const started = (runId: string): StartedEvent => ({
  type: "started",
  runId,
  version: "",
  earlierEngines: [],
  recipe: defaultRecipe,
  engine: { name: "cpu", adapter: "", reason: "" },
  parameters: 1,
  trainableParameters: 1,
  multiplyAdds: 1,
  stepsPerEpoch: 1,
  steps: 1,
  datasetChecksum: "",
  fromStep: 0,
});
