// What a press on "Train" asks for: one recipe, and the arms that are compared with it.
import { activationNames, type Activation } from "../activations/list.ts";
import { familyOf } from "../networks/families.ts";
import { canonicalJson } from "./hash.ts";
import { defaultRecipe, type NetworkRecipe, type Recipe } from "./schema.ts";

/** More cannot be compared in a chart or waited for. */
export const MOST_PINNED = 64;

export interface Experiment {
  /** The point the page shows. Its intermediate activation is the first of `intermediateActivations`. */
  readonly recipe: Recipe;
  /** One arm each at this point, for families that compare them; never empty, without repeats, in the list's order. */
  readonly intermediateActivations: readonly Activation[];
  /** Networks kept as arms from other points; data, training and seed are the recipe's. */
  readonly pinned: readonly NetworkRecipe[];
}

/** The canonical form: activations in order and without repeats ("none" where there are none), pinned networks once. */
export function makeExperiment(
  recipe: Recipe,
  intermediateActivations: readonly Activation[] = ["none", "relu"],
  pinned: readonly NetworkRecipe[] = [],
): Experiment {
  const chosen = activationNames.filter((activation) => intermediateActivations.includes(activation));
  const activations = chosen.length > 0 ? chosen : (["none"] as const);
  return {
    recipe: { ...recipe, network: withActivation(recipe.network, activations[0] ?? "none") },
    intermediateActivations: activations,
    pinned: distinct(pinned),
  };
}

export const defaultExperiment: Experiment = makeExperiment(defaultRecipe);

/** The recipes of all arms, pinned ones first, each once. */
export function armsOf(experiment: Experiment): readonly Recipe[] {
  return distinct([...experiment.pinned, ...networksHere(experiment)]).map((network) => ({
    ...experiment.recipe,
    network,
  }));
}

/** The experiment with its current point pinned, so that it stays an arm when the slider moves on. */
export function pinHere(experiment: Experiment): Experiment {
  return { ...experiment, pinned: distinct([...experiment.pinned, ...networksHere(experiment)]) };
}

/** The experiment without a pinned network. */
export function unpin(experiment: Experiment, network: NetworkRecipe): Experiment {
  const key = canonicalJson(network);
  return { ...experiment, pinned: experiment.pinned.filter((other) => canonicalJson(other) !== key) };
}

/** Whether two recipes have the same network: an arm is pinned if one of `pinned` is its own. */
export function isPinned(experiment: Experiment, arm: Recipe): boolean {
  const key = canonicalJson(arm.network);
  return experiment.pinned.some((network) => canonicalJson(network) === key);
}

/** Whether all arms of the point that is shown are pinned. */
export function isPinnedHere(experiment: Experiment): boolean {
  return networksHere(experiment).every((network) => isPinned(experiment, { ...experiment.recipe, network }));
}

/** The experiment with a single recipe as its only arm. */
export function experimentOf(recipe: Recipe): Experiment {
  const { compared } = familyOf(recipe.network);
  return makeExperiment(recipe, compared ? [compared.activationOf(recipe.network)] : undefined);
}

function networksHere({ recipe, intermediateActivations }: Experiment): readonly NetworkRecipe[] {
  if (!familyOf(recipe.network).compared) return [recipe.network];
  return intermediateActivations.map((activation) => withActivation(recipe.network, activation));
}

/** A family without an intermediate activation stays as it is. */
export function withActivation(network: NetworkRecipe, activation: Activation): NetworkRecipe {
  return familyOf(network).compared?.withActivation(network, activation) ?? network;
}

function distinct(networks: readonly NetworkRecipe[]): readonly NetworkRecipe[] {
  return [...new Map(networks.map((network) => [canonicalJson(network), network])).values()];
}
