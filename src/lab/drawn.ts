// Which runs are drawn.
import type { LabState, Run } from "./state.ts";

/** More curves than this cannot be told apart. */
export const MOST_DRAWN = 20;

export interface Drawn {
  /** In the order of the table. */
  readonly ids: readonly string[];
  /** Number of runs that are not hidden. */
  readonly shown: number;
}

/** The chosen runs, or all that are not hidden; where these are too many, those of the latest presses. */
export function drawnRuns({ order, runs, drawn }: Pick<LabState, "order" | "runs" | "drawn">): Drawn {
  if (drawn) {
    const ids = drawn.filter((id) => runs.get(id)?.hidden === false);
    return { ids: ids.slice(-MOST_DRAWN), shown: ids.length };
  }
  const shown = order.flatMap((id) => runs.get(id) ?? []).filter(({ hidden }) => !hidden);
  return { ids: latest(shown).map(({ id }) => id), shown: shown.length };
}

/** As many whole presses as fit, from the last one back; of a press that is too large, its last runs. */
function latest(shown: readonly Run[]): readonly Run[] {
  if (shown.length <= MOST_DRAWN) return shown;
  const fitting = shown.slice(-MOST_DRAWN);
  const before = shown[shown.length - MOST_DRAWN - 1];
  const cut = fitting.findIndex(({ pressId }) => pressId !== before?.pressId);
  return cut > 0 ? fitting.slice(cut) : fitting;
}
