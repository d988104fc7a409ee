// A contender as the coordinator sees it, whether in a process, in a worker or in Python.
import type { Answer, Envelope, Prepared, Question } from "./contender.ts";
import type { Task } from "./tasks.ts";

export interface Handle {
  readonly name: string;
  /** Its own description, given on opening. */
  readonly about: Readonly<Record<string, string>>;
  ask(question: Question): Promise<unknown>;
  close(): void;
}

/** Numbers questions and matches answers: `send` sends a question, the returned function receives an answer. */
export function correspondence(send: (envelope: Envelope) => void) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 0;
  let gone: Error | undefined;
  return {
    ask: (question: Question) =>
      new Promise<unknown>((resolve, reject) => {
        if (gone) return reject(gone);
        const id = next++;
        waiting.set(id, { resolve, reject });
        return send({ ...question, id });
      }),
    answered: (answer: Answer) => {
      const entry = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("error" in answer) entry?.reject(new Error(answer.error));
      else entry?.resolve(answer.value);
    },
    /** No answer will come any more. */
    fail: (error: Error) => {
      gone = error;
      waiting.forEach((entry) => entry.reject(error));
      waiting.clear();
    },
  };
}

let jobs = 0;

/** A prepared job of one contender. */
export interface Runner {
  readonly handle: Handle;
  readonly prepared: Prepared;
  time(repeats: number): Promise<number>;
  release(): Promise<void>;
}

/** Null when the contender does not do such tasks. */
export async function prepareOn(handle: Handle, task: Task): Promise<Runner | null> {
  const job = jobs++;
  const prepared = (await handle.ask({ ask: "prepare", job, task })) as Prepared | null;
  return (
    prepared && {
      handle,
      prepared,
      time: async (repeats) => (await handle.ask({ ask: "time", job, repeats })) as number,
      release: async () => {
        await handle.ask({ ask: "release", job });
      },
    }
  );
}
