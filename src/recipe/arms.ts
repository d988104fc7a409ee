// What can be done with the arms of an experiment: keep, name, duplicate, move and remove. Pure; an experiment that would
// keep too many arms is null.
import {
  activationsOf,
  makeExperiment,
  MOST_PINNED,
  namedArms,
  networkKey,
  pinnedWith,
  pinnedWithHere,
  type Arm,
  type Experiment,
  type PinnedArm,
} from "./experiment.ts";
import { familyOf } from "../networks/families.ts";
import { differences } from "./differences.ts";
import type { NetworkRecipe } from "./schema.ts";

/** With the arms of this point kept, so that they stay when the slider moves on. */
export function pinHere(experiment: Experiment): Experiment | null {
  return withPinned(experiment, pinnedWithHere(experiment));
}

/** Without a kept arm; one of this point stays as that. */
export function removeArm(experiment: Experiment, network: NetworkRecipe): Experiment {
  return { ...experiment, pinned: experiment.pinned.filter((arm) => !isOf(arm, network)) };
}

/** With another name for an arm, which is kept from then on; "" takes a kept arm's name away. */
export function renameArm(experiment: Experiment, network: NetworkRecipe, name: string): Experiment | null {
  const pinned = name.trim() === "" ? experiment.pinned : pinnedWith(experiment, [network]);
  return withPinned(
    experiment,
    pinned.map((arm) => (isOf(arm, network) ? { ...arm, name } : arm)),
  );
}

/** With this network as the point that is shown, to be changed. All arms that there are stay. */
export function anotherLike(experiment: Experiment, network: NetworkRecipe): Experiment | null {
  const kept = withPinned(experiment, pinnedWith({ ...experiment, pinned: pinnedWithHere(experiment) }, [network]));
  return (
    kept &&
    makeExperiment({ ...kept.recipe, network }, activationsOf(network) ?? kept.intermediateActivations, kept.pinned)
  );
}

/** With an arm at another place among all. Arms of this point come after the kept ones, so what moves before others is kept. */
export function moveArm(experiment: Experiment, network: NetworkRecipe, to: number): Experiment | null {
  const arms = namedArms(experiment);
  const from = arms.findIndex(({ recipe }) => networkKey(recipe.network) === networkKey(network));
  const arm = arms[from];
  if (!arm) return experiment;
  const moved = arms.toSpliced(from, 1).toSpliced(to, 0, arm);
  const place = new Map(arms.map((each, index) => [each, index]));
  const comesAfter = (one: Arm, other: Arm | undefined) => !other || (place.get(one) ?? 0) < (place.get(other) ?? 0);
  // From the end on, arms of this point that stand as they would anyway need not be kept.
  let end = moved.length;
  for (; end > 0; end--) {
    const last = moved[end - 1];
    if (!last || last.isPinned || !comesAfter(last, moved[end])) break;
  }
  return withPinned(
    experiment,
    moved.slice(0, end).map(({ recipe, name }) => ({ network: recipe.network, name })),
  );
}

/** Whether all arms of the point that is shown are kept. */
export function isPinnedHere(experiment: Experiment): boolean {
  return pinnedWithHere(experiment).length === experiment.pinned.length;
}

/** What differs between the arms, in their order: "16 segments, ReLU". */
export function armWords(arms: readonly Arm[]): readonly string[] {
  return differences(arms.map(({ recipe }) => recipe));
}

/** Whether the point that is shown is one that a slider can move. */
export function hasSlider({ recipe }: Experiment): boolean {
  return familyOf(recipe.network).slider !== null;
}

function withPinned(experiment: Experiment, pinned: readonly PinnedArm[]): Experiment | null {
  if (pinned.length > MOST_PINNED) return null;
  return makeExperiment(experiment.recipe, experiment.intermediateActivations, pinned);
}

function isOf(arm: PinnedArm, network: NetworkRecipe): boolean {
  return networkKey(arm.network) === networkKey(network);
}
