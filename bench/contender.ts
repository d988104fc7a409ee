// A contender takes part in the bench: the questions it answers, and the loop that answers them. The
// same in a process, in a worker and (in contender.py) in Python.
import type { Sample } from "./numbers.ts";
import type { Task } from "./tasks.ts";

/** A task that stands ready to be run again and again. */
export interface Job {
  run(): void | Promise<void>;
  /** Resolves once everything that `run` started has ended. */
  settle?(): Promise<void>;
  /** Its results, channels last; asked for once, before anything is timed. */
  result(): Promise<readonly Sample[]>;
  /** How it was done, where there was a choice. */
  readonly way?: string;
  dispose(): void;
}

export interface Contender {
  /** Its own description: names and versions. */
  readonly about: Readonly<Record<string, string>>;
  /** Null for a task that it cannot do. */
  prepare(task: Task): Promise<Job | null>;
  /** Questions that only some contenders answer: limits of the machine, profiles, a whole run. */
  readonly extras?: Readonly<Record<string, (argument: unknown) => Promise<unknown>>>;
}

export type Question =
  | { readonly ask: "open"; readonly options: Readonly<Record<string, unknown>> }
  | { readonly ask: "prepare"; readonly job: number; readonly task: Task }
  | { readonly ask: "time"; readonly job: number; readonly repeats: number }
  | { readonly ask: "release"; readonly job: number }
  | { readonly ask: "extra"; readonly name: string; readonly argument: unknown };

export type Envelope = Question & { readonly id: number };

export type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: string });

export interface Prepared {
  readonly samples: readonly Sample[];
  readonly way: string;
}

/** Answers questions one after the other; `open` makes the contender. */
export function answering(
  open: (options: Readonly<Record<string, unknown>>) => Promise<Contender>,
): (question: Question) => Promise<unknown> {
  let contender: Contender | undefined;
  const jobs = new Map<number, Job>();
  const jobOf = (id: number): Job => {
    const job = jobs.get(id);
    if (!job) throw new Error(`There is no job ${id}.`);
    return job;
  };
  return async (question) => {
    if (question.ask === "open") {
      contender = await open(question.options);
      return contender.about;
    }
    if (!contender) throw new Error("The contender was not opened.");
    switch (question.ask) {
      case "prepare": {
        const job = await contender.prepare(question.task);
        if (!job) return null;
        jobs.set(question.job, job);
        return { samples: await job.result(), way: job.way ?? "" } satisfies Prepared;
      }
      case "time":
        return timeOf(jobOf(question.job), question.repeats);
      case "release":
        jobOf(question.job).dispose();
        jobs.delete(question.job);
        return true;
      case "extra": {
        const extra = contender.extras?.[question.name];
        return extra ? extra(question.argument) : null;
      }
      default:
        return question satisfies never;
    }
  };
}

/** Milliseconds per run, over `repeats` runs in a row. */
async function timeOf(job: Job, repeats: number): Promise<number> {
  await job.settle?.();
  const start = performance.now();
  for (let done = 0; done < repeats; done++) {
    const running = job.run();
    if (running) await running;
  }
  await job.settle?.();
  return (performance.now() - start) / repeats;
}
