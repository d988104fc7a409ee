// Hands runs to workers: "apart", each to a worker of its own as one becomes free, or "together" to
// one worker, where a few of them take turns. The others wait. A worker that dies or hangs is replaced, and its runs continue
// from their checkpoints.
import type { AnswerTo, Job, Question } from "../run/commands.ts";
import type { Checkpoint, FailureReason, RunEvent } from "../run/events.ts";
import { WorkerClient, type WorkerLike } from "./client.ts";
import { endedBecause, failureWords, type Death } from "./death.ts";

export interface PoolPorts {
  /** How many workers may live at once, at least 1. */
  readonly size: number;
  makeWorker(): WorkerLike;
  /** Resolves when nobody holds this Web Lock any more; never where there are no locks. */
  released(lock: string): Promise<void>;
  after(delayMs: number, call: () => void): () => void;
  events(events: readonly RunEvent[]): void;
  notice(message: string): void;
}

/** How long a worker may take to answer "stop". */
export const STOP_PATIENCE_MS = 3000;

/**
 * How many runs take turns on one worker. Those of a study come seed by seed: were all to take turns, none would be
 * finished before nearly all are.
 */
export const MOST_TOGETHER = 4;

interface Task {
  readonly job: Job;
  /** A worker has one engine at a time, so runs that share a worker never join one that has a worker to itself. */
  readonly where: "apart" | "together";
  checkpoint: Checkpoint | null;
  step: number;
  paused: boolean;
  hasLostWorker: boolean;
  /** Cancels the time limit for stopping; null unless the run is being stopped. */
  stopping: (() => void) | null;
}

interface Crew {
  readonly client: WorkerClient;
  readonly tasks: Map<string, Task>;
  isBroken: boolean;
}

const BREAKS_WORKER: readonly FailureReason[] = ["internal", "out-of-memory", "device-lost"];

export class WorkerPool {
  readonly #ports: PoolPorts;
  #crews: Crew[] = [];
  #queue: Task[] = [];

  constructor(ports: PoolPorts) {
    this.#ports = ports;
  }

  get size(): number {
    return this.#ports.size;
  }

  train(jobs: readonly Job[], where: "apart" | "together"): void {
    const tasks = jobs.map((job): Task => ({
      job,
      where,
      checkpoint: job.from,
      step: job.from?.step ?? 0,
      paused: false,
      hasLostWorker: false,
      stopping: null,
    }));
    this.#queue.push(...tasks);
    this.#fill();
  }

  /** What of these waits is trained next, in the order in which it was asked for. */
  first(runIds: readonly string[]): void {
    const isWanted = ({ job }: Task) => runIds.includes(job.runId);
    this.#queue = [...this.#queue.filter(isWanted), ...this.#queue.filter((task) => !isWanted(task))];
  }

  pause(runId: string): void {
    this.#tell(runId, "pause", true);
  }

  resume(runId: string): void {
    this.#tell(runId, "resume", false);
  }

  step(runId: string): void {
    this.#tell(runId, "step", true);
  }

  /** What trains rests for a moment, so that the page has the cores to answer a person. */
  rest(): void {
    for (const crew of this.#crews) if (load(crew) > 0) crew.client.send({ type: "rest" });
  }

  /** Ends in a "stopped" event (or the run's own end), also for a run that waits or is unknown. */
  stop(runId: string): void {
    const { crew, task } = this.#find(runId);
    if (!crew || !task) {
      this.#queue = this.#queue.filter((waiting) => waiting !== task);
      this.#ports.events([{ type: "stopped", runId, step: task?.step ?? 0 }]);
    } else if (!task.stopping) {
      task.stopping = this.#ports.after(STOP_PATIENCE_MS, () =>
        this.#replace(crew, endedBecause("it did not answer a request to stop"), true),
      );
      crew.client.send({ type: "stop", runId });
    }
  }

  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const [least] = [...this.#crews].sort((a, b) => load(a) - load(b));
    return (least && (load(least) === 0 || this.#crews.length >= this.#ports.size) ? least : this.#hire()).client.ask(
      question,
    );
  }

  #tell(runId: string, type: "pause" | "resume" | "step", paused: boolean): void {
    const { crew, task } = this.#find(runId);
    if (task) task.paused = paused;
    crew?.client.send({ type, runId });
  }

  #find(runId: string): { readonly crew: Crew | undefined; readonly task: Task | undefined } {
    const crew = this.#crews.find(({ tasks }) => tasks.has(runId));
    return { crew, task: crew?.tasks.get(runId) ?? this.#queue.find(({ job }) => job.runId === runId) };
  }

  #fill(): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const task of waiting) {
      const crew = task.where === "apart" ? this.#crewApart() : this.#crewTogether(task.job);
      if (crew) assign(crew, task);
      else this.#queue.push(task);
    }
  }

  #crewApart(): Crew | undefined {
    return (
      this.#crews.find(({ tasks }) => tasks.size === 0) ??
      (this.#crews.length < this.#ports.size ? this.#hire() : undefined)
    );
  }

  #crewTogether(job: Job): Crew | undefined {
    const fitting = this.#crews.filter(
      ({ tasks, isBroken }) =>
        !isBroken && [...tasks.values()].every((task) => task.where === "together" && sharesEngine(job, task.job)),
    );
    return fitting.length === 0 ? this.#hire() : fitting.find(({ tasks }) => tasks.size < MOST_TOGETHER);
  }

  #hire(): Crew {
    const crew: Crew = {
      isBroken: false,
      tasks: new Map(),
      client: new WorkerClient(
        this.#ports.makeWorker(),
        {
          events: (events) => this.#take(crew, events),
          problem: (message) => this.#ports.notice(message),
          died: (death) => this.#replace(crew, death, false),
        },
        this.#ports.released,
      ),
    };
    this.#crews.push(crew);
    return crew;
  }

  #take(crew: Crew, events: readonly RunEvent[]): void {
    for (const event of events) {
      const task = crew.tasks.get(event.runId);
      if (!task) continue;
      if (event.type === "started") repeatWishes(crew, task);
      if (event.type === "step") task.step = event.step;
      if (event.type === "checkpointed") task.checkpoint = event.checkpoint;
      if (event.type === "finished" || event.type === "stopped" || event.type === "failed") {
        task.stopping?.();
        crew.tasks.delete(event.runId);
        // The failed run may have left memory behind, or an engine that no longer works.
        if (event.type === "failed" && BREAKS_WORKER.includes(event.reason)) crew.isBroken = true;
      }
    }
    if (crew.isBroken && crew.tasks.size === 0) this.#dismiss(crew, endedBecause("the last run in it failed"));
    this.#ports.events(events);
    this.#fill();
  }

  #dismiss(crew: Crew, death: Death): void {
    crew.client.end(death);
    this.#crews = this.#crews.filter((other) => other !== crew);
  }

  /** Ends a crew; its runs end, or go on with a new one. Runs beside a hung one go on even without a checkpoint. */
  #replace(crew: Crew, death: Death, hung: boolean): void {
    this.#dismiss(crew, death);
    const tasks = [...crew.tasks.values()];
    const goesOn = (task: Task): boolean =>
      death.kind === "ended" && (hung || (task.checkpoint !== null && !task.hasLostWorker));
    const ended = (task: Task): RunEvent | null => {
      const { runId } = task.job;
      if (task.stopping) return { type: "stopped", runId, step: task.step };
      if (goesOn(task)) return null;
      return { type: "failed", runId, reason: "worker-died", message: failureWords(death, task.checkpoint !== null) };
    };
    this.#ports.events(tasks.map(ended).filter((event) => event !== null));
    const goingOn = tasks.filter((task) => ended(task) === null);
    for (const task of tasks) task.stopping?.();
    if (goingOn.length > 0 && death.kind === "ended") {
      const fresh = this.#hire();
      for (const task of goingOn) assign(fresh, Object.assign(task, { hasLostWorker: task.hasLostWorker || !hung }));
      this.#ports.notice(
        `A background worker ended: ${death.why}. A new one goes on from the last checkpoint; nothing needs to be done.`,
      );
    }
    this.#fill();
  }
}

/** Runs share a worker only on the same engine: "auto" may end up on WebAssembly, whose builds differ in arithmetic. */
function sharesEngine(one: Job, other: Job): boolean {
  return one.engine === other.engine && one.recipe.arithmetic === other.recipe.arithmetic;
}

/** How much a crew has to do. */
function load({ client, tasks }: Crew): number {
  return tasks.size + client.questions;
}

function assign({ client, tasks }: Crew, task: Task): void {
  const { runId } = task.job;
  tasks.set(runId, task);
  client.send({ ...task.job, from: task.checkpoint });
}

/** Sends what was asked of a run before it began: it had no worker then. */
function repeatWishes({ client }: Crew, { job: { runId }, paused, stopping }: Task): void {
  if (stopping) client.send({ type: "stop", runId });
  else if (paused) client.send({ type: "pause", runId });
}
