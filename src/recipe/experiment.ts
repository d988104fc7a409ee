// What a press on "Train" asks for: one recipe, and the arms that are compared with it.
import { activationNames, type Activation } from "../activations/list.ts";
import { familyOf } from "../networks/families.ts";
import { armName } from "./armName.ts";
import { canonicalJson } from "./hash.ts";
import { defaultRecipe, type NetworkRecipe, type Recipe } from "./schema.ts";

/** More cannot be compared in a chart or waited for. */
export const MOST_PINNED = 64;

/** A network that stays an arm when the point moves on. */
export interface PinnedArm {
  readonly network: NetworkRecipe;
  /** What a person calls it; without a name, what differs between the arms says which it is. */
  readonly name: string | null;
}

/** What is trained and compared. */
export interface Arm {
  readonly recipe: Recipe;
  readonly name: string | null;
  /** Whether it stays when the point moves on. */
  readonly isPinned: boolean;
}

export interface Experiment {
  /** The point the page shows. Its intermediate activation is the first of `intermediateActivations`. */
  readonly recipe: Recipe;
  /** One arm each at this point, for families that compare them; never empty, without repeats, in the list's order. */
  readonly intermediateActivations: readonly Activation[];
  /** Networks kept as arms, in a person's order; data, training and seed are the recipe's. */
  readonly pinned: readonly PinnedArm[];
}

/** The canonical form: activations in order and without repeats ("none" where there are none), pinned networks once. */
export function makeExperiment(
  recipe: Recipe,
  intermediateActivations: readonly Activation[] = ["none", "relu"],
  pinned: readonly PinnedArm[] = [],
): Experiment {
  const chosen = activationNames.filter((activation) => intermediateActivations.includes(activation));
  const activations = chosen.length > 0 ? chosen : (["none"] as const);
  return {
    recipe: { ...recipe, network: withActivation(recipe.network, activations[0] ?? "none") },
    intermediateActivations: activations,
    pinned: distinct(pinned).map(({ network, name }) => ({ network, name: armName(name ?? "") })),
  };
}

export const defaultExperiment: Experiment = makeExperiment(defaultRecipe);

const armsBefore = new WeakMap<Experiment, readonly Arm[]>();

/** All arms, each network once: the pinned ones in their order, then those of this point. */
export function namedArms(experiment: Experiment): readonly Arm[] {
  const known = armsBefore.get(experiment);
  if (known) return known;
  const pinned = new Set(experiment.pinned.map(({ network }) => networkKey(network)));
  const arms = pinnedWithHere(experiment).map(({ network, name }) => ({
    recipe: { ...experiment.recipe, network },
    name,
    isPinned: pinned.has(networkKey(network)),
  }));
  armsBefore.set(experiment, arms);
  return arms;
}

/** The recipes of all arms, in the same order. */
export function armsOf(experiment: Experiment): readonly Recipe[] {
  return namedArms(experiment).map(({ recipe }) => recipe);
}

/** The experiment with a single recipe as its only arm. */
export function experimentOf(recipe: Recipe): Experiment {
  return makeExperiment(recipe, activationsOf(recipe.network));
}

/** The pinned arms, followed by those of the point that is shown. */
export function pinnedWithHere(experiment: Experiment): readonly PinnedArm[] {
  return pinnedWith(experiment, networksHere(experiment));
}

function networksHere({ recipe, intermediateActivations }: Experiment): readonly NetworkRecipe[] {
  if (!familyOf(recipe.network).compared) return [recipe.network];
  return intermediateActivations.map((activation) => withActivation(recipe.network, activation));
}

/** The experiment's activations at every stop of its slider; none for a family without one. */
export function networksOnSpectrum({ recipe, intermediateActivations }: Experiment): readonly NetworkRecipe[] {
  const { slider } = familyOf(recipe.network);
  const stops = slider?.stops(recipe.network) ?? [];
  return stops.flatMap((segments) =>
    intermediateActivations.map((activation) =>
      withActivation(slider?.at(recipe.network, segments) ?? recipe.network, activation),
    ),
  );
}

/** The pinned arms, followed by these networks where they are not among them. */
export function pinnedWith({ pinned }: Experiment, networks: readonly NetworkRecipe[]): readonly PinnedArm[] {
  return distinct([...pinned, ...networks.map((network) => ({ network, name: null }))]);
}

/** A family without an intermediate activation stays as it is. */
export function withActivation(network: NetworkRecipe, activation: Activation): NetworkRecipe {
  return familyOf(network).compared?.withActivation(network, activation) ?? network;
}

/** The activation that makes a network an arm at its own point; undefined for families that compare none. */
export function activationsOf(network: NetworkRecipe): readonly Activation[] | undefined {
  const { compared } = familyOf(network);
  return compared ? [compared.activationOf(network)] : undefined;
}

const keysBefore = new WeakMap<NetworkRecipe, string>();

/** The same for two networks that are the same. */
export function networkKey(network: NetworkRecipe): string {
  const known = keysBefore.get(network);
  if (known !== undefined) return known;
  const key = canonicalJson(network);
  keysBefore.set(network, key);
  return key;
}

/** The first of each network. */
function distinct(arms: readonly PinnedArm[]): readonly PinnedArm[] {
  const byNetwork = new Map<string, PinnedArm>();
  for (const arm of arms) {
    const key = networkKey(arm.network);
    if (!byNetwork.has(key)) byNetwork.set(key, arm);
  }
  return [...byNetwork.values()];
}
