// Adds up the time of the stretches of work it is given. What happens between
// them, a pause or another run's turn, is not counted.

export interface Stopwatch {
  elapsedMs(): number;
  /** Runs `work` and counts its duration, also when it fails. */
  time<T>(work: () => Promise<T>): Promise<T>;
}

export function stopwatch(startMs: number): Stopwatch {
  let totalMs = startMs;
  return {
    elapsedMs: () => totalMs,
    async time(work) {
      const begun = performance.now();
      try {
        return await work();
      } finally {
        totalMs += performance.now() - begun;
      }
    },
  };
}
