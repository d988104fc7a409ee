// Whether "Train" would train again what is trained already, and with which seed it would not. Pure.
import { armsOf } from "../recipe/experiment.ts";
import { recipeHash } from "../recipe/hash.ts";
import { RECIPE } from "../recipe/settings.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { isUnderWay, type LabState, type Run } from "./state.ts";

type Known = Pick<LabState, "experiment" | "runs" | "engine">;

/** Whether each arm has a run, of this visit or kept, that is finished or on its way there. */
export function isTrainedAlready(state: Known): boolean {
  return areTrained(state, state.experiment.recipe.seed, hashesOfTrained(state));
}

/** The first seed after the experiment's with which an arm is still to be trained. */
export function nextSeed(state: Known): number {
  const { min, max } = RECIPE.fields.seed;
  const trained = hashesOfTrained(state);
  let { seed } = state.experiment.recipe;
  // Ends, because there are fewer runs than seeds.
  do seed = seed < max ? seed + 1 : min;
  while (areTrained(state, seed, trained));
  return seed;
}

function areTrained({ experiment }: Pick<LabState, "experiment">, seed: number, trained: ReadonlySet<string>): boolean {
  return armsOf(experiment).every((arm) => trained.has(recipeHash({ ...arm, seed })));
}

function hashesOfTrained({ runs, engine }: Known): ReadonlySet<string> {
  const trained = [...runs.values()].filter(({ status }) => status === "finished" || isUnderWay(status));
  return new Set(trained.filter((run) => wouldRepeat(run, engine)).map((run) => run.recipeHash));
}

/** Another engine, or another version of the program, gives other numbers. */
function wouldRepeat({ started }: Run, { info }: LabState["engine"]): boolean {
  if (!started) return true;
  return started.version === PROGRAM_VERSION && (info === null || started.engine.name === info.name);
}
