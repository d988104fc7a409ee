// The selection of runs: one by one, a range with the shift key, or all.
import { useCallback, useMemo, useState } from "react";

export interface Choice {
  /** The selected runs, in no order; only existing ones. */
  readonly chosen: ReadonlySet<string>;
  /** `isRange` selects all from the last one to this one. */
  choose(id: string, isChosen: boolean, isRange: boolean): void;
  /** Selects these, or none of them, beside what is selected. */
  chooseThese(ids: readonly string[], isChosen: boolean): void;
  chooseAll(isChosen: boolean): void;
}

export function useChoice(order: readonly string[]): Choice {
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const chosen = useMemo(
    () => (asked.size === 0 ? asked : new Set(order.filter((id) => asked.has(id)))),
    [asked, order],
  );
  const choose = useCallback(
    (id: string, isChosen: boolean, isRange: boolean) => {
      const from = isRange && last !== null ? order.indexOf(last) : -1;
      const at = order.indexOf(id);
      const ids = from < 0 ? [id] : order.slice(Math.min(from, at), Math.max(from, at) + 1);
      setLast(id);
      setAsked((before) => new Set(isChosen ? [...before, ...ids] : [...before].filter((each) => !ids.includes(each))));
    },
    [order, last],
  );
  const chooseThese = useCallback(
    (ids: readonly string[], isChosen: boolean) =>
      setAsked((before) => new Set(isChosen ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id)))),
    [],
  );
  const chooseAll = useCallback((isChosen: boolean) => setAsked(new Set(isChosen ? order : [])), [order]);
  return { chosen, choose, chooseThese, chooseAll };
}
