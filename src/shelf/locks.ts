// Which tab trains a run: a run that trains or waits is held by one tab at a time. A tab's locks are free again
// when it closes or crashes.

export interface RunLocks {
  /** Resolves with true where this tab holds the run, now or already; false where another tab does. */
  take(runId: string): Promise<boolean>;
  release(runId: string): void;
}

/** The browser's Web Locks. Where there are none (a page not served over https), every run is free. */
export function webLocks(manager: LockManager | undefined): RunLocks {
  const held = new Map<string, () => void>();
  return {
    async take(runId) {
      if (held.has(runId)) return true;
      if (!manager) return true;
      return new Promise((resolve, reject) => {
        manager
          .request(`xception-lab run ${runId}`, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock && new Promise<void>((release) => held.set(runId, release));
          })
          .catch(reject);
      });
    },
    release(runId) {
      held.get(runId)?.();
      held.delete(runId);
    },
  };
}

/** Locks in memory; each call of the returned function is a tab. */
export function memoryLocks(): () => RunLocks {
  const owners = new Map<string, object>();
  return () => {
    const tab = {};
    return {
      async take(runId) {
        const owner = owners.get(runId) ?? tab;
        owners.set(runId, owner);
        return owner === tab;
      },
      release(runId) {
        if (owners.get(runId) === tab) owners.delete(runId);
      },
    };
  };
}
