// What happens to a run whose own tab was closed, or crashed, while it waited or trained.
import type { Run } from "../state.ts";

/** A run that crashes its page each time it begins must not do so at every visit. */
const MOST_RESTARTS = 2;

/** A run with a checkpoint stops, and can continue from there. One without waits, and begins again. */
export function adopted(run: Run): Run {
  if (run.checkpoint) return { ...run, isElsewhere: false, status: "stopped" };
  const restarts = run.started ? run.restarts + 1 : run.restarts;
  if (restarts > MOST_RESTARTS) return { ...run, isElsewhere: false, status: "stopped" };
  return {
    ...run,
    isElsewhere: false,
    restarts,
    status: run.status === "paused" ? "paused" : "queued",
    started: null,
    reached: null,
    last: { validation: null, test: null },
  };
}
