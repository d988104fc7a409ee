// Adds up the time of the stretches of work it is given. What happens between
// them, a pause or another run's turn, is not counted.

export interface Stopwatch {
  elapsedMs(): number;
  /** Runs `work` and counts its duration, also when it fails. */
  time<T>(work: () => Promise<T>): Promise<T>;
  /** Within work that is timed: runs `rest` without counting its duration. */
  without<T>(rest: () => Promise<T>): Promise<T>;
}

export function stopwatch(startMs: number): Stopwatch {
  let totalMs = startMs;
  const taking = async <T>(sign: 1 | -1, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      totalMs += sign * (performance.now() - begun);
    }
  };
  return {
    elapsedMs: () => totalMs,
    time: (work) => taking(1, work),
    without: (rest) => taking(-1, rest),
  };
}
