// Which arms "Train" would train again, and with which seed it would not. Pure.
import { namedArms, type Arm } from "../recipe/experiment.ts";
import { recipeHash } from "../recipe/hash.ts";
import { RECIPE } from "../recipe/settings.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { isUnderWay, type LabState, type Run } from "./state.ts";

type Known = Pick<LabState, "experiment" | "runs" | "engine">;

/** The arms without a run, of this visit or kept, that is finished or on its way there. */
export function untrainedArms(state: Known): readonly Arm[] {
  return untrained(state, state.experiment.recipe.seed, hashesOfTrained(state));
}

/** The first seed after the experiment's with which an arm is still to be trained. */
export function nextSeed(state: Known): number {
  const { min, max } = RECIPE.fields.seed;
  const trained = hashesOfTrained(state);
  let { seed } = state.experiment.recipe;
  // Ends, because there are fewer runs than seeds.
  do seed = seed < max ? seed + 1 : min;
  while (untrained(state, seed, trained).length === 0);
  return seed;
}

function untrained(
  { experiment }: Pick<LabState, "experiment">,
  seed: number,
  trained: ReadonlySet<string>,
): readonly Arm[] {
  return namedArms(experiment).filter(({ recipe }) => !trained.has(recipeHash({ ...recipe, seed })));
}

/** What the notice "found" says. `arms` and `missing` are numbers of arms. */
export function foundWords(arms: number, missing: number, seed: number): string {
  const found = arms - missing;
  return (
    `${found} of ${arms} arms ${found === 1 ? "is" : "are"} trained with seed ${seed} already, or being trained. ` +
    `The same recipe gives the same numbers again, so only ${missing === 1 ? "the other is" : `the other ${missing} are`} trained.`
  );
}

function hashesOfTrained({ runs, engine }: Known): ReadonlySet<string> {
  const trained = [...runs.values()].filter(({ status }) => status === "finished" || isUnderWay(status));
  return new Set(trained.filter((run) => wouldRepeat(run, engine)).map((run) => run.recipeHash));
}

/** Another engine, or another version of the program, gives other numbers. */
export function wouldRepeat({ started }: Run, { info }: LabState["engine"]): boolean {
  if (!started) return true;
  return started.version === PROGRAM_VERSION && (info === null || started.engine.name === info.name);
}
