// What stands side by side: two or three columns, each a network with all runs of it, or one run. In an address each is
// named by a reference: "arm:segments:16,between:relu" or "run:mabc-4".
import { differences } from "../recipe/differences.ts";
import { armsOf, namedArms, networkKey, networksOnSpectrum, type Experiment } from "../recipe/experiment.ts";
import { armId, isSameArm } from "../recipe/hash.ts";
import type { NetworkRecipe, Recipe } from "../recipe/schema.ts";
import { armText, readArm } from "./link.ts";
import { LinkError } from "./linkFields.ts";
import { nameOf } from "./rows.ts";
import { isUnderWay, type LabState, type Run } from "./state.ts";

/** The name in an address of what stands side by side. */
export const COLUMNS = "compare.columns";
export const MOST_COLUMNS = 3;
const BETWEEN = ";";
const ARM = "arm:";
const RUN = "run:";

export interface Column {
  readonly ref: string;
  readonly name: string;
  /** Of an arm: the experiment's, with its own network. */
  readonly recipe: Recipe;
  /** Its runs, oldest first: those of the arm with any seed, or the one. */
  readonly runs: readonly Run[];
}

/** A reference that leads to nothing here: a run that was removed, or of another browser. */
export interface EmptyColumn {
  readonly ref: string;
  readonly recipe: null;
}

type ColumnState = Pick<LabState, "experiment" | "runs" | "order">;

const refsBefore = new WeakMap<NetworkRecipe, string>();

export function armRef(network: NetworkRecipe): string {
  const known = refsBefore.get(network);
  if (known !== undefined) return known;
  const ref = ARM + armText({ network, name: null });
  refsBefore.set(network, ref);
  return ref;
}

export function runRef(runId: string): string {
  return RUN + runId;
}

export function isRunRef(ref: string): boolean {
  return ref.startsWith(RUN);
}

/** The references as an address has them; none where nothing was chosen. */
export function readRefs(text: string | undefined): readonly string[] {
  const refs = (text ?? "").split(BETWEEN).filter((ref) => ref !== "");
  return [...new Set(refs)].slice(0, MOST_COLUMNS);
}

export function writeRefs(refs: readonly string[]): string {
  return [...new Set(refs)].slice(0, MOST_COLUMNS).join(BETWEEN);
}

/** The references of the columns that are shown: the chosen ones, or the experiment's first two arms. */
export function shownRefs(text: string | undefined, experiment: Experiment): readonly string[] {
  const chosen = readRefs(text);
  return chosen.length > 0
    ? chosen
    : armsOf(experiment)
        .slice(0, 2)
        .map(({ network }) => armRef(network));
}

/** The columns of some references, named by what differs between them. */
export function columnsOf(state: ColumnState, refs: readonly string[]): readonly (Column | EmptyColumn)[] {
  const recipes = refs.map((ref) => recipeOf(state, ref));
  const arms = refs.flatMap((ref, at) => (ref.startsWith(ARM) && recipes[at] ? [recipes[at]] : []));
  const differing = differences(arms);
  const given = new Map(state.experiment.pinned.map(({ network, name }) => [networkKey(network), name]));
  return refs.map((ref, at) => {
    const recipe = recipes[at];
    if (!recipe) return { ref, recipe: null };
    if (!ref.startsWith(ARM)) {
      const run = state.runs.get(ref.slice(RUN.length));
      return run ? { ref, name: nameOf(state, run.id), recipe, runs: [run] } : { ref, recipe: null };
    }
    const name = given.get(networkKey(recipe.network)) ?? differing[arms.indexOf(recipe)] ?? "";
    return { ref, name, recipe, runs: runsOf(state, recipe) };
  });
}

/** Where a choice for a column comes from. */
export type ChoiceKind = "arms" | "trained" | "spectrum" | "runs";

export interface ColumnChoice {
  readonly ref: string;
  readonly name: string;
}

/**
 * What can stand in a column, by kind, without empty kinds and each network once: the experiment's arms; other networks
 * that were trained on the same terms, latest first; the other points of the spectrum, trained or not; single runs, newest
 * first.
 */
export function columnChoices(
  state: ColumnState,
  most: number,
): readonly { readonly kind: ChoiceKind; readonly choices: readonly ColumnChoice[] }[] {
  const { experiment, runs, order } = state;
  const latestFirst = order.toReversed();
  const arms = namedArms(experiment);
  const seen = new Set(arms.map(({ recipe }) => networkKey(recipe.network)));
  const unseen = (networks: readonly NetworkRecipe[], atMost = Infinity): readonly Recipe[] => {
    const before = seen.size;
    return networks.flatMap((network) => {
      const key = networkKey(network);
      if (seen.has(key) || seen.size - before >= atMost) return [];
      seen.add(key);
      return [{ ...experiment.recipe, network }];
    });
  };
  const isOnTerms = (recipe: Recipe): boolean => isSameArm({ ...experiment.recipe, network: recipe.network }, recipe);
  const trained = unseen(
    latestFirst
      .flatMap((id) => runs.get(id) ?? [])
      .filter(({ status, recipe }) => (status === "finished" || isUnderWay(status)) && isOnTerms(recipe))
      .map(({ recipe }) => recipe.network),
    most,
  );
  const spectrum = unseen(networksOnSpectrum(experiment));
  const recipes = [...arms.map(({ recipe }) => recipe), ...trained, ...spectrum];
  const names = differences(recipes);
  const networks = recipes.map(({ network }, at): ColumnChoice => ({
    ref: armRef(network),
    name: arms[at]?.name ?? names[at] ?? "",
  }));
  const groups = [
    { kind: "arms", choices: networks.slice(0, arms.length) },
    { kind: "trained", choices: networks.slice(arms.length, arms.length + trained.length) },
    { kind: "spectrum", choices: networks.slice(arms.length + trained.length) },
    { kind: "runs", choices: latestFirst.slice(0, most).map((id) => ({ ref: runRef(id), name: nameOf(state, id) })) },
  ] as const;
  return groups.filter(({ choices }) => choices.length > 0);
}

function recipeOf({ experiment, runs }: ColumnState, ref: string): Recipe | null {
  if (isRunRef(ref)) return runs.get(ref.slice(RUN.length))?.recipe ?? null;
  if (!ref.startsWith(ARM)) return null;
  try {
    return { ...experiment.recipe, network: readArm(ref.slice(ARM.length)).network };
  } catch (error) {
    if (error instanceof LinkError) return null;
    throw error;
  }
}

function runsOf({ runs, order }: ColumnState, recipe: Recipe): readonly Run[] {
  const network = networkKey(recipe.network);
  const own = armId(recipe);
  // Networks are compared first, because of thousands of runs few have the same.
  return order
    .flatMap((id) => runs.get(id) ?? [])
    .filter((run) => networkKey(run.recipe.network) === network && armId(run.recipe) === own);
}
