// How an event changes one run: its summary and its history.
import type { EvaluatedEvent, RunEvent } from "../run/events.ts";
import { isActive, type History, type Reached, type Run, type Score } from "./state.ts";
import { appendStep, emptySteps, stepsUpTo, stepValue } from "./stepSeries.ts";

/** A person's actions on runs. */
export type OnRuns =
  | {
      readonly type: "paused" | "resumed" | "continued" | "hidden" | "shown";
      readonly runIds: readonly string[];
    }
  | ({ readonly type: "edited"; readonly runIds: readonly string[] } & RunEdit);

/** What a person writes about a run; what is left out stays. */
export interface RunEdit {
  /** Null names it by what differs again. */
  readonly name?: string | null;
  readonly note?: string;
}

export const emptyHistory: History = { steps: emptySteps, evaluations: [], preparing: null };

export function reduceHistory(history: History, event: RunEvent): History {
  switch (event.type) {
    case "started":
      // Steps after the checkpoint are trained again, with the same numbers.
      return {
        steps: stepsUpTo(history.steps, event.fromStep),
        evaluations: history.evaluations.filter(({ step }) => step <= event.fromStep),
        preparing: null,
      };
    case "preparing":
      return { ...history, preparing: { ready: event.ready, total: event.total } };
    case "step":
      return { ...history, preparing: null, steps: appendStep(history.steps, event) };
    case "evaluated": {
      const others = history.evaluations.filter(({ split, step }) => split !== event.split || step !== event.step);
      return { ...history, preparing: null, evaluations: [...others, event] };
    }
    case "stopped":
    case "failed":
      return history.preparing ? { ...history, preparing: null } : history;
    case "checkpointed":
    case "finished":
      return history;
    default:
      return event satisfies never;
  }
}

/** `history` is the run's after the same event. Steps do not change a summary; the next evaluation updates it. */
export function reduceRun(run: Run, event: RunEvent | OnRuns, history: History | undefined): Run {
  const reached = history ? lastStep(history) : run.reached;
  switch (event.type) {
    case "started": {
      const { type: _, runId: __, recipe: ___, ...started } = event;
      return {
        ...run,
        started,
        status: run.status === "paused" ? "paused" : "running",
        reached,
        last: { validation: lastScore(history, "validation"), test: lastScore(history, "test") },
        finished: null,
        failure: null,
      };
    }
    case "preparing":
    case "step":
      return run;
    case "evaluated":
      return isActive(run) ? { ...run, reached, last: { ...run.last, [event.split]: scoreOf(event) } } : run;
    case "checkpointed": {
      const { epoch, step } = event.checkpoint;
      return { ...run, checkpoint: { epoch, step } };
    }
    case "finished": {
      const { elapsedMs, imagesPerSecond } = event;
      const checkpoint = run.keepCheckpoint ? run.checkpoint : null;
      return { ...run, status: "finished", reached, checkpoint, finished: { elapsedMs, imagesPerSecond } };
    }
    case "stopped":
      return { ...run, reached, status: "stopped" };
    case "failed":
      return { ...run, reached, status: "failed", failure: { reason: event.reason, message: event.message } };
    case "paused":
      return run.status === "running" || run.status === "queued" ? { ...run, reached, status: "paused" } : run;
    case "resumed":
      // A run that was paused before it began still waits for a worker.
      return run.status === "paused" ? { ...run, status: run.started ? "running" : "queued" } : run;
    case "continued":
      return isActive(run) ? run : { ...run, status: "queued", isElsewhere: false, failure: null, finished: null };
    case "hidden":
      return { ...run, hidden: true };
    case "shown":
      return { ...run, hidden: false };
    case "edited": {
      const { name = run.name, note = run.note } = event;
      return { ...run, name, note };
    }
    default:
      return event satisfies never;
  }
}

function lastStep({ steps }: History): Reached | null {
  const step = stepValue(steps, "step", -1);
  if (step === undefined) return null;
  return {
    step,
    epoch: stepValue(steps, "epoch", -1) ?? 0,
    elapsedMs: stepValue(steps, "elapsedMs", -1) ?? 0,
    imagesPerSecond: stepValue(steps, "imagesPerSecond", -1) ?? 0,
  };
}

function lastScore(history: History | undefined, split: EvaluatedEvent["split"]): Score | null {
  const found = history?.evaluations.findLast((evaluation) => evaluation.split === split);
  return found ? scoreOf(found) : null;
}

function scoreOf({ step, epoch, elapsedMs, loss, accuracy, accuracyError, top3Accuracy }: EvaluatedEvent): Score {
  return { step, epoch, elapsedMs, loss, accuracy, accuracyError, top3Accuracy };
}
