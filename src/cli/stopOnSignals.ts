// A signal that asks the process to end ends the run in order: with its last event, and its folder left to go on from.
import { exitCodeOf } from "./exitCodes.ts";

const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const satisfies readonly NodeJS.Signals[];

export interface Stop {
  /** Aborted by the first signal. The next one has its usual effect: it ends the process. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; null while there was none. */
  exitCode(): number | null;
}

export function stopOnSignals(): Stop {
  const abort = new AbortController();
  let code: number | null = null;
  const stop = (name: NodeJS.Signals) => {
    for (const each of SIGNALS) process.removeListener(each, stop);
    code = exitCodeOf(name);
    abort.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  return { signal: abort.signal, exitCode: () => code };
}
