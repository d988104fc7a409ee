// A slice of the state, updated at a limited rate: for words and tables that need not follow every
// step of training. A person's own action shows at once, because no update was waiting.
import { startTransition, useEffect, useState } from "react";
import type { LabState } from "../lab/state.ts";
import { useLab } from "./labContext.tsx";

/** `select` must keep its identity (a function of the module), and may build new objects. */
export function useLabStateEvery<T>(intervalMs: number, select: (state: LabState) => T): T {
  const { store } = useLab();
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let lastMs = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      lastMs = performance.now();
      // A transition, so that drawing gives way to what the person does meanwhile.
      startTransition(() => setValue(() => select(store.getState())));
    };
    take();
    const stop = store.subscribe(() => {
      const leftMs = lastMs + intervalMs - performance.now();
      if (timer === undefined) timer = setTimeout(take, Math.max(0, leftMs));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, intervalMs, select]);
  return value;
}
