// How long the runs of a study take here: measured by a few steps of each arm before, and by those that are trained.
import { setImmediate } from "node:timers/promises";
import { networkCost } from "../recipe/cost.ts";
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { probeRun } from "../train/probeRun.ts";
import type { Backend } from "./commandLine.ts";
import type { Surroundings } from "./train.ts";

/** Seconds of a run of each arm, by the arm's id. Throws what a run would fail of. */
export async function timedArms(
  recipes: readonly Recipe[],
  backend: Backend,
  { open, openData }: Pick<Surroundings, "open" | "openData">,
): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>();
  for (const [id, recipe] of new Map(recipes.map((each) => [armId(each), each]))) {
    const { info, device } = await open(backend, recipe.arithmetic);
    const options = { engine: info, breathe: setImmediate, ...(device && { device }) };
    seconds.set(id, (await probeRun(recipe, await openData(recipe.dataset), options)) / 1000);
  }
  return seconds;
}

/** Seconds that are left when some runs are trained and took so long: by the multiply-adds of the others. */
export function secondsLeft(trained: readonly Recipe[], seconds: number, waiting: readonly Recipe[]): number | null {
  const done = workOf(trained);
  return done === 0 ? null : (seconds * workOf(waiting)) / done;
}

function workOf(recipes: readonly Recipe[]): number {
  return recipes.reduce((sum, recipe) => sum + networkCost(recipe).multiplyAdds * recipe.training.epochs, 0);
}
