// The store: holds the state, applies facts and actions through `reduce`, and notifies its listeners at
// most once per frame while events stream in.
import { createStore, type StoreApi } from "zustand/vanilla";
import { initialState, type LabState } from "./state.ts";
import { reduce, type LabEvent } from "./reduce.ts";

/** What may be subscribed to; changed only through `dispatch`. */
export type LabStore = Pick<StoreApi<LabState>, "getState" | "getInitialState" | "subscribe"> & {
  /** Notifies at once, for a person's actions. */
  dispatch(event: LabEvent): void;
  /** Notifies with the next frame at the latest; at once if the last notification is a frame ago. */
  dispatchSoon(events: readonly LabEvent[]): void;
  /** Calls with each event, after the state has changed. Returns a function that ends this. */
  observe(observer: Observer): () => void;
};

type Observer = (events: readonly LabEvent[]) => void;

export interface Clock {
  nowMs(): number;
  /** Calls back once; returns a function that cancels it. */
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
      // Not requestAnimationFrame, which stops in a hidden tab, while training goes on.
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
