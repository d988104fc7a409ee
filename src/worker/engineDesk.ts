// A worker has one engine at a time, and what opens another changes the arithmetic under whatever uses the first. So engines
// are opened one after another, and what only measures gives way to what trains.

export interface EngineDesk {
  /** Opens an engine for a run and works with it; probes are kept away until that has ended. */
  run<E, T>(open: () => Promise<E>, work: (engine: E) => Promise<T>): Promise<T>;
  /** The same for a probe; rejects where a run is here, and aborts the signal when one comes. */
  probe<E, T>(open: () => Promise<E>, work: (engine: E, signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createEngineDesk(): EngineDesk {
  let opened: Promise<unknown> = Promise.resolve();
  let runs = 0;
  let probes = new AbortController();
  const inTurn = <E>(open: () => Promise<E>): Promise<E> => {
    const next = opened.then(open);
    opened = next.catch(() => undefined);
    return next;
  };
  return {
    async run(open, work) {
      runs++;
      probes.abort(new Error("A run began, and has the engine now."));
      try {
        return await work(await inTurn(open));
      } finally {
        runs--;
      }
    },
    async probe(open, work) {
      if (runs > 0) throw new Error("A run trains here, and has the engine.");
      if (probes.signal.aborted) probes = new AbortController();
      const { signal } = probes;
      const engine = await inTurn(open);
      signal.throwIfAborted();
      return work(engine, signal);
    },
  };
}
