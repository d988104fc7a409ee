// The learning curves of kept runs. Their histories are large: they are read a few at a time, and let go of again.
import { useEffect, useState } from "react";
import type { Lab } from "../../lab/lab.ts";
import type { History, Run } from "../../lab/state.ts";
import type { RunCurve } from "../../study/curves.ts";
import { useLab } from "../labContext.tsx";
import { useMadeFor } from "../useMadeFor.ts";

const AT_ONCE = 40;
/** By the run's id and how and where it ended: one that failed may go on, and fail later. */
const curvesBefore = new Map<string, RunCurve>();
const keyOf = ({ id, status, reached }: Run) => `${id} ${status} ${reached?.step ?? 0}`;

/** Of runs that have ended, as many as have been read so far. */
export function useKeptCurves(ended: readonly Run[]): readonly RunCurve[] {
  const lab = useLab();
  const key = ended.map(keyOf).join();
  const runs = useMadeFor(key, () => ended);
  const [read, setRead] = useState(0);
  useEffect(() => {
    const leaves = new AbortController();
    void readCurves(lab, runs, leaves.signal, () => setRead((count) => count + 1));
    return () => leaves.abort();
  }, [lab, runs]);
  return useMadeFor(`${key} ${read}`, () => runs.flatMap((run) => curvesBefore.get(keyOf(run)) ?? []));
}

async function readCurves(lab: Lab, runs: readonly Run[], leaves: AbortSignal, onRead: () => void): Promise<void> {
  const unread = runs.filter((run) => !curvesBefore.has(keyOf(run)));
  for (let from = 0; from < unread.length && !leaves.aborted; from += AT_ONCE) {
    const next = unread.slice(from, from + AT_ONCE);
    const ids = next.map(({ id }) => id);
    const leave = lab.look(ids);
    try {
      await lab.read(ids);
      const { histories } = lab.store.getState();
      for (const run of next) {
        const history = histories.get(run.id);
        if (history) curvesBefore.set(keyOf(run), curveOf(run, history));
      }
    } finally {
      leave();
    }
    if (!leaves.aborted) onRead();
  }
}

function curveOf({ recipe, status, failure }: Run, { evaluations }: History): RunCurve {
  const validation = evaluations.filter(({ split }) => split === "validation");
  return {
    recipe,
    end: status === "finished" ? "finished" : failure?.reason === "diverged" ? "diverged" : "failed",
    points: validation.map(({ epoch, step, elapsedMs, loss, accuracy }) => ({
      epoch,
      images: step * recipe.training.batchSize,
      seconds: elapsedMs / 1000,
      loss,
      accuracy,
    })),
  };
}
