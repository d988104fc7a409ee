// What may be compared among the runs that are drawn: the same point without and with an intermediate activation, and
// different networks that share everything else. Pure.
import { isUnderWay, type Run } from "../../lab/state.ts";
import { canonicalJson, isSameArm } from "../../recipe/hash.ts";
import { activationNames, type Activation } from "../../activations/list.ts";
import { familyOf } from "../../networks/families.ts";
import { networkKey, withActivation } from "../../recipe/experiment.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { EvaluatedEvent, EvaluationSplit } from "../../run/events.ts";

/** More networks in one sentence are better read in the chart. */
const MOST_NETWORKS = 3;

/** A run that is drawn, and how it was evaluated. */
export interface Measured {
  readonly run: Run;
  readonly evaluations: readonly EvaluatedEvent[];
}

/** One side of a comparison. */
export interface Side {
  readonly recipe: Recipe;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** Its standard error from the choice of images; null where it is not known. */
  readonly error: number | null;
}

export interface Comparison {
  /** Whether the sides differ in nothing but their intermediate activation, or in other parts of the network. */
  readonly about: "activation" | "network";
  /** What the others of a list are compared with too; without an intermediate activation, where the activation is compared. */
  readonly base: Side;
  readonly other: Side;
  /** Test where all comparisons are of runs that have finished, otherwise validation; the same for all of a list. */
  readonly split: EvaluationSplit;
  /** After how many epochs both were measured. */
  readonly epoch: number;
  /** Whether a run of the comparisons is still being trained. */
  readonly goesOn: boolean;
  /**
   * Test accuracies, base − other, in points, of all pairs of finished runs of these two arms and of one program version,
   * this one included: one per seed.
   */
  readonly pairs: readonly number[];
}

/**
 * Compares the latest drawn run without an intermediate activation with those that differ from it in nothing else (one
 * comparison per activation), then with other networks of the same activation. Where no activation is compared, the latest
 * networks that share all else are. Pairs are found among all `runs`.
 */
export function latestComparisons(shown: readonly Measured[], runs: Iterable<Run>): readonly Comparison[] {
  // Gone through once per comparison, which a map's values cannot be.
  const all = [...runs];
  const latestFirst = shown.toReversed();
  for (const base of latestFirst.filter(({ run }) => activationOf(run.recipe) === "none")) {
    const twins = twinsOf(base, latestFirst);
    if (twins.length === 0) continue;
    const others = networksBeside(base, latestFirst).slice(0, MOST_NETWORKS - 1);
    return compareAll(base, { activation: twins, network: others.reverse() }, all);
  }
  for (const latest of latestFirst) {
    const [base, ...others] = [latest, ...networksBeside(latest, latestFirst)].slice(0, MOST_NETWORKS).reverse();
    if (base && others.length > 0) return compareAll(base, { activation: [], network: others }, all);
  }
  return [];
}

/** The latest of each activation that differs from `base` in that alone. */
function twinsOf(base: Measured, latestFirst: readonly Measured[]): readonly Measured[] {
  const twins = latestFirst.filter(
    ({ run }) =>
      isAsTrained(run, base.run) &&
      (activationOf(run.recipe) ?? "none") !== "none" &&
      pointKey(run.recipe) === pointKey(base.run.recipe),
  );
  // Runs of the same press come first, because they trained side by side.
  const ordered = [...twins.filter(({ run }) => run.pressId === base.run.pressId), ...twins];
  return activationNames.flatMap((activation) => {
    const twin = ordered.find(({ run }) => activationOf(run.recipe) === activation);
    return twin && commonEpoch(base, twin) >= 1 ? [twin] : [];
  });
}

/** The latest run of each other point that shares the training, the data, the seed and the activation with `base`. */
function networksBeside(base: Measured, latestFirst: readonly Measured[]): Measured[] {
  const seen = new Set([pointKey(base.run.recipe)]);
  return latestFirst.filter((other) => {
    const { recipe } = other.run;
    if (!isAsTrained(other.run, base.run) || activationOf(recipe) !== activationOf(base.run.recipe)) return false;
    if (seen.has(pointKey(recipe)) || commonEpoch(base, other) < 1) return false;
    seen.add(pointKey(recipe));
    return true;
  });
}

function compareAll(
  base: Measured,
  others: Readonly<Record<Comparison["about"], readonly Measured[]>>,
  runs: readonly Run[],
): readonly Comparison[] {
  const together = [base, ...others.activation, ...others.network];
  const split = together.every(hasEnded) ? "test" : "validation";
  const goesOn = together.some(({ run }) => isUnderWay(run.status));
  const compare = (about: Comparison["about"]) =>
    others[about].flatMap((other): readonly Comparison[] => {
      const epoch = split === "test" ? (base.run.last.test?.epoch ?? 0) : commonEpoch(base, other);
      const sides = [sideOf(base, split, epoch), sideOf(other, split, epoch)] as const;
      if (!sides[0] || !sides[1]) return [];
      const pairs = pairsOf(runs, base.run, other.run);
      return [{ about, base: sides[0], other: sides[1], split, epoch, goesOn, pairs }];
    });
  return [...compare("activation"), ...compare("network")];
}

function sideOf({ run, evaluations }: Measured, split: EvaluationSplit, epoch: number): Side | null {
  const found =
    split === "test" ? run.last.test : evaluations.find((each) => each.split === "validation" && each.epoch === epoch);
  return found ? { recipe: run.recipe, accuracy: found.accuracy, error: found.accuracyError } : null;
}

function pairsOf(runs: readonly Run[], base: Run, other: Run): readonly number[] {
  const bySeed = { base: new Map<number, number>(), other: new Map<number, number>() };
  for (const { recipe, status, last, started } of runs) {
    if (status !== "finished" || !last.test || started?.version !== base.started?.version) continue;
    if (isSameArm(base.recipe, recipe)) bySeed.base.set(recipe.seed, last.test.accuracy);
    if (isSameArm(other.recipe, recipe)) bySeed.other.set(recipe.seed, last.test.accuracy);
  }
  return [...bySeed.base].flatMap(([seed, accuracy]) => {
    const beside = bySeed.other.get(seed);
    return beside === undefined ? [] : [100 * (accuracy - beside)];
  });
}

/** Whether two runs share everything but their networks. Another version of the program may measure otherwise. */
function isAsTrained(one: Run, other: Run): boolean {
  return one.started?.version === other.started?.version && trainingKey(one.recipe) === trainingKey(other.recipe);
}

const trainingKeysBefore = new WeakMap<Recipe, string>();

function trainingKey(recipe: Recipe): string {
  const known = trainingKeysBefore.get(recipe) ?? canonicalJson({ ...recipe, network: null });
  trainingKeysBefore.set(recipe, known);
  return known;
}

const pointKeysBefore = new WeakMap<Recipe, string>();

/** The same for networks that differ in nothing but their intermediate activation. */
function pointKey(recipe: Recipe): string {
  const known = pointKeysBefore.get(recipe) ?? networkKey(withActivation(recipe.network, "none"));
  pointKeysBefore.set(recipe, known);
  return known;
}

/** Null for a family without an intermediate activation. */
export function activationOf({ network }: Recipe): Activation | null {
  return familyOf(network).compared?.activationOf(network) ?? null;
}

/** Whether the run has its last numbers, those on the test split. */
function hasEnded({ run }: Measured): boolean {
  return run.status === "finished" && run.last.test !== null;
}

/** The last epoch after which both were evaluated on the validation split. */
function commonEpoch(one: Measured, other: Measured): number {
  return Math.min(lastEpoch(one), lastEpoch(other));
}

function lastEpoch(run: Measured): number {
  return run.evaluations.reduce((last, { split, epoch }) => (split === "validation" ? Math.max(last, epoch) : last), 0);
}
