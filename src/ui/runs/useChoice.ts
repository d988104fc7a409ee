// Which runs are selected: one by one, from one to another with the shift key, or all.
import { useCallback, useMemo, useRef, useState } from "react";

export interface Choice {
  /** In no order; only runs that are there. */
  readonly chosen: ReadonlySet<string>;
  /** `isRange` takes all from the last one on. */
  choose(id: string, isChosen: boolean, isRange: boolean): void;
  chooseAll(isChosen: boolean): void;
}

export function useChoice(order: readonly string[]): Choice {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef<{ order: readonly string[]; last: string | null }>({ order, last: null });
  latest.current.order = order;
  const chosen = useMemo(
    () => (asked.size === 0 ? asked : new Set(order.filter((id) => asked.has(id)))),
    [asked, order],
  );
  const choose = useCallback((id: string, isChosen: boolean, isRange: boolean) => {
    const { order: all, last } = latest.current;
    const from = isRange && last !== null ? all.indexOf(last) : -1;
    const at = all.indexOf(id);
    const ids = from < 0 ? [id] : all.slice(Math.min(from, at), Math.max(from, at) + 1);
    latest.current.last = id;
    setAsked((before) => {
      const after = new Set(before);
      for (const each of ids) {
        if (isChosen) after.add(each);
        else after.delete(each);
      }
      return after;
    });
  }, []);
  const chooseAll = useCallback(
    (isChosen: boolean) => setAsked(isChosen ? new Set(latest.current.order) : new Set()),
    [],
  );
  return { chosen, choose, chooseAll };
}
