// The runs of one worker: pulls each run's events and passes them on in batches.
// To pause is not to pull; runs that share a worker take turns, one step at a time.
import type { RunEvent } from "../run/events.ts";

/** Events are collected for this long, so that fast training does not flood the page. */
const BATCH_MS = 100;

export interface Runs {
  start(runId: string, events: (signal: AbortSignal) => AsyncGenerator<RunEvent, void>): Promise<void>;
  pause(runId: string): void;
  resume(runId: string): void;
  /** One training step of a paused run. */
  step(runId: string): void;
  stop(runId: string): void;
}

interface Control {
  readonly abort: AbortController;
  /** How many training steps may still be pulled: infinite while running, 0 while paused. */
  stepsAllowed: number;
  wake: () => void;
}

/** `breathe` lets messages be handled between two steps; `post` sends events. */
export function createRuns(post: (events: readonly RunEvent[]) => void, breathe: () => Promise<void>): Runs {
  const controls = new Map<string, Control>();
  const allow = (runId: string, change: (control: Control) => void) => {
    const control = controls.get(runId);
    if (!control) return;
    change(control);
    control.wake();
  };
  return {
    async start(runId, events) {
      const control: Control = { abort: new AbortController(), stepsAllowed: Infinity, wake: () => {} };
      controls.set(runId, control);
      let waiting: RunEvent[] = [];
      let flushedAt = performance.now();
      const flush = () => {
        if (waiting.length > 0) post(waiting);
        waiting = [];
        flushedAt = performance.now();
      };
      try {
        for await (const event of events(control.abort.signal)) {
          waiting.push(event);
          if (event.type === "step") control.stepsAllowed--;
          if (event.type !== "step" || control.stepsAllowed < 1 || performance.now() - flushedAt > BATCH_MS) flush();
          await breathe();
          while (control.stepsAllowed < 1 && !control.abort.signal.aborted) {
            flush();
            await new Promise<void>((resolve) => (control.wake = resolve));
          }
        }
      } finally {
        flush();
        controls.delete(runId);
      }
    },
    pause: (runId) => allow(runId, (control) => (control.stepsAllowed = 0)),
    resume: (runId) => allow(runId, (control) => (control.stepsAllowed = Infinity)),
    step: (runId) => allow(runId, (control) => (control.stepsAllowed = 1)),
    stop: (runId) => allow(runId, (control) => control.abort.abort()),
  };
}
