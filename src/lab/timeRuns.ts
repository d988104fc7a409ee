// Measures how long runs take before any of them is begun: a few steps of each arm, in the company that they will have.
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import type { Trainers } from "./lab.ts";
import type { LabStore } from "./store.ts";

interface Ports {
  readonly store: LabStore;
  readonly trainers: Trainers;
  /** How many runs train beside each other. */
  readonly atOnce: number;
}

/** Each arm once. An arm that cannot be measured has null: its run will say why. */
export async function timeRuns(recipes: readonly Recipe[], signal: AbortSignal, ports: Ports): Promise<void> {
  const { store, trainers, atOnce } = ports;
  const { engine } = store.getState();
  if (!engine.info) return;
  const arms = new Map(recipes.map((recipe) => [armId(recipe), recipe]));
  const waiting = [...arms].filter(([id]) => store.getState().runTimes[id] === undefined);
  const isOver = () => {
    const now = store.getState();
    // What trains would be slowed, and would slow what is measured.
    return signal.aborted || now.active.length > 0 || now.engine.choice !== engine.choice;
  };
  const measure = async (): Promise<void> => {
    for (;;) {
      const next = isOver() ? undefined : waiting.shift();
      if (!next) return;
      const [id, recipe] = next;
      const answer = await trainers.ask({ type: "runTime", recipe, engine: engine.choice }).catch(() => null);
      if (!isOver()) store.dispatch({ type: "runTimed", armId: id, ms: answer?.ms ?? null });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, measure));
}
