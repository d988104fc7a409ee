// Who may use the engine: runs that share it work side by side, interleaved at every await;
// now and then one must have it to itself. Knows no engine and no training.

export interface EngineLock {
  /** Beside other shared work, once nobody has the engine alone. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Once all shared work has ended; whoever comes later waits. Not to be asked for within other work. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createEngineLock(): EngineLock {
  const inside = new Set<Promise<unknown>>();
  /** Settles when the last of those who want it alone is done; undefined when there is none. */
  let closed: Promise<unknown> | undefined;
  return {
    async shared(work) {
      while (closed) await closed;
      const working = work();
      inside.add(working);
      try {
        return await working;
      } finally {
        inside.delete(working);
      }
    },
    async alone(work) {
      const before = closed;
      const working = (async () => {
        await before;
        await Promise.allSettled(inside);
        return work();
      })();
      const mine = working.catch(() => {});
      closed = mine;
      try {
        return await working;
      } finally {
        if (closed === mine) closed = undefined;
      }
    },
  };
}

/** Of this worker's engine: there is one at a time. */
export const engineLock = createEngineLock();
