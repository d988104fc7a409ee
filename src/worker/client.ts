// The page's side of one worker: typed commands go in, questions get answered, run events come out,
// and a worker's death is reported once.
import { ANSWER_TO, type Answer, type AnswerTo, type Command, type Question } from "../run/commands.ts";
import type { RunEvent } from "../run/events.ts";
import { endedBecause, questionWords, type Death } from "./death.ts";

/** The part of Worker that is used, so that tests can bring their own. */
export interface WorkerLike {
  postMessage(command: Command): void;
  terminate(): void;
  addEventListener(type: "message", listen: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "error" | "messageerror", listen: (event: object) => void): void;
}

export interface WorkerListener {
  events(events: readonly RunEvent[]): void;
  /** A notice that is not a run's failure. */
  problem(message: string): void;
  /** The worker can no longer be used. */
  died(death: Death): void;
}

export class WorkerClient {
  readonly #worker: WorkerLike;
  /** In the order asked: answers of one kind come in the order of their questions. */
  #open: {
    readonly type: Question["type"];
    readonly settle: (answer: Answer) => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  #hasEnded = false;

  /** `released` resolves when nobody holds the Web Lock any more, because a worker may end without an event. */
  constructor(worker: WorkerLike, listener: WorkerListener, released: (lock: string) => Promise<void>) {
    this.#worker = worker;
    let isLoaded = false;
    const die = (death: Death) => {
      if (this.#hasEnded) return;
      this.end(death);
      listener.died(death);
    };
    worker.addEventListener("message", ({ data }) => {
      if (!isAnswer(data)) return die(endedBecause("it sent something that is no answer"));
      isLoaded = true;
      if (data.type === "events") return listener.events(data.events);
      if (data.type === "alive") {
        if (data.lock !== null) void released(data.lock).then(() => die(endedBecause("it was gone without an error")));
        return;
      }
      if (!this.#settle(data) && data.type === "problem") listener.problem(data.message);
    });
    worker.addEventListener("error", (event) => {
      if ("message" in event && event.message) die(endedBecause(String(event.message)));
      else die(isLoaded ? endedBecause("it ran out of memory") : { kind: "unloaded" });
    });
    worker.addEventListener("messageerror", () => die(endedBecause("one of its messages could not be read")));
  }

  get questions(): number {
    return this.#open.length;
  }

  send(command: Command): void {
    this.#worker.postMessage(command);
  }

  /** Rejects with what, why and what to do. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer) => {
        if (answers(question, answer)) resolve(answer);
        else
          reject(
            new Error(
              answer.type === "problem" ? answer.message : `The worker answered ${answer.type} to ${question.type}.`,
            ),
          );
      };
      this.#open.push({ type: question.type, settle, reject });
      this.send(question);
    });
  }

  /** Ends the worker at once; open questions are refused. */
  end(death: Death): void {
    this.#hasEnded = true;
    this.#worker.terminate();
    for (const { reject } of this.#open) reject(new Error(questionWords(death)));
    this.#open = [];
  }

  #settle(answer: Answer): boolean {
    const index = this.#open.findIndex(({ type }) =>
      answer.type === "problem" ? answer.about === type : answer.type === ANSWER_TO[type],
    );
    const [found] = index < 0 ? [] : this.#open.splice(index, 1);
    found?.settle(answer);
    return found !== undefined;
  }
}

function answers<Q extends Question>(question: Q, answer: Answer): answer is AnswerTo<Q> {
  return answer.type === ANSWER_TO[question.type];
}

const ANSWER_TYPES: readonly unknown[] = [
  "alive",
  "engine",
  "events",
  "linearModel",
  "contactSheet",
  "runTime",
  "problem",
] satisfies Answer["type"][];

function isAnswer(data: unknown): data is Answer {
  return typeof data === "object" && data !== null && "type" in data && ANSWER_TYPES.includes(data.type);
}
