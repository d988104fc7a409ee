// The store: holds the state, takes facts and actions through `reduce`, and tells
// its listeners at most once a frame while events stream in. Knows no view.
import { createStore, type StoreApi } from "zustand/vanilla";
import { initialState, type LabState } from "./state.ts";
import { reduce, type LabEvent } from "./reduce.ts";

/** What may be subscribed to; changed only through `dispatch`. */
export type LabStore = Pick<StoreApi<LabState>, "getState" | "getInitialState" | "subscribe"> & {
  /** At once: for what a person did. */
  dispatch(event: LabEvent): void;
  /** With the next frame, at the latest; at once if the last one is a frame ago. */
  dispatchSoon(events: readonly LabEvent[]): void;
  /** Tells of the events themselves, after the state has taken them. Returns what ends it. */
  observe(observer: Observer): () => void;
};

type Observer = (events: readonly LabEvent[]) => void;

export interface Clock {
  nowMs(): number;
  /** Calls back once; returns what calls it off. */
  after(delayMs: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, call) {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  },
};

const FRAME_MS = 16;

export function createLabStore(clock: Clock = systemClock, initial: LabState = initialState): LabStore {
  const store = createStore<LabState>(() => initial);
  let waiting: LabEvent[] = [];
  let lastMs = -Infinity;
  let callOff: (() => void) | null = null;
  const observers = new Set<Observer>();

  function flush(): void {
    callOff?.();
    callOff = null;
    lastMs = clock.nowMs();
    const events = waiting;
    waiting = [];
    store.setState(events.reduce(reduce, store.getState()), true);
    for (const observer of observers) observer(events);
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    dispatch(event) {
      waiting.push(event);
      flush();
    },
    dispatchSoon(events) {
      waiting.push(...events);
      // Not requestAnimationFrame: it sleeps in a hidden tab, and training does not.
      const leftMs = lastMs + FRAME_MS - clock.nowMs();
      if (leftMs <= 0) flush();
      else callOff ??= clock.after(leftMs, flush);
    },
    observe(observer) {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
  };
}
