// Which tab trains a run: a run that is trained, or waits for it, is held by one tab at a time. What a tab
// holds is free again when it closes or crashes.

export interface RunLocks {
  /** Resolves with false where another tab holds the run; true where this one does, from now on or already. */
  take(runId: string): Promise<boolean>;
  release(runId: string): void;
}

/** The browser's own locks. Where it has none (a page that did not come over https), every run is free. */
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

/** Locks in memory: each tab is a call of the function that this returns. */
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
