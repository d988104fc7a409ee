// Who may use the engine: runs that share it work side by side, interleaved at every await;
// now and then one must have it to itself.

export interface EngineLock {
  /** Runs beside other shared work, once nobody has the engine to themselves. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Runs once all shared work has ended; whoever comes later waits. Must not be called within other work. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createEngineLock(): EngineLock {
  const inside = new Set<Promise<unknown>>();
  /** Settles when the last exclusive work is done; undefined when there is none. */
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

/** The lock of this worker's engine; a worker has one engine at a time. */
export const engineLock = createEngineLock();
