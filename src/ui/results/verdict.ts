// What the default comparison says so far, as a plain fact: the same point without and with the
// intermediate activation, one seed each. Pure; claims no more than was measured.
import { isUnderWay, type Run } from "../../lab/state.ts";
import { canonicalJson } from "../../recipe/hash.ts";
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { familyOf } from "../../networks/families.ts";
import { differingFrom } from "../../recipe/differences.ts";
import { withActivation } from "../../recipe/experiment.ts";
import type { Recipe } from "../../recipe/schema.ts";
import type { EvaluatedEvent, EvaluationSplit } from "../../run/events.ts";
import { percent, plural } from "../format.ts";

/** A run that is drawn, and how it was evaluated. */
export interface Measured {
  readonly run: Run;
  readonly evaluations: readonly EvaluatedEvent[];
}

export interface Comparison {
  readonly without: Recipe;
  readonly withActivation: Activation;
  /** Test where all comparisons are of runs that have finished, otherwise validation; the same for all of a list. */
  readonly split: EvaluationSplit;
  /** Accuracies in [0, 1] after the same number of epochs. */
  readonly accuracyWithout: number;
  readonly accuracyWith: number;
  readonly epoch: number;
  /** Whether a run of the comparisons is still being trained. */
  readonly goesOn: boolean;
  /**
   * Test accuracies, without − with, in points, of all pairs of finished runs that differ in nothing but seed and activation,
   * this one included: one per seed.
   */
  readonly pairs: readonly number[];
}

/**
 * Compares the latest drawn run without an intermediate activation with those that differ from it only in that: one
 * comparison per activation, once both have been evaluated. Pairs are found among all `runs`.
 */
export function latestComparisons(shown: readonly Measured[], runs: Iterable<Run>): readonly Comparison[] {
  const latestFirst = shown.toReversed();
  for (const base of latestFirst.filter(({ run }) => activationOf(run.recipe) === "none")) {
    const twins = latestFirst.filter(
      // Another version of the program may measure otherwise.
      ({ run }) => isTwin(run.recipe, base.run.recipe) && run.started?.version === base.run.started?.version,
    );
    // Runs of the same press come first, because they trained side by side.
    const ordered = [...twins.filter(({ run }) => run.pressId === base.run.pressId), ...twins];
    const compared = activationNames.flatMap((activation) => {
      const twin = ordered.find(({ run }) => activationOf(run.recipe) === activation);
      return twin && commonEpoch(base, twin) >= 1 ? [twin] : [];
    });
    const together = [base, ...compared];
    const split = together.every(hasEnded) ? "test" : "validation";
    const goesOn = together.some(({ run }) => isUnderWay(run.status));
    const found = compared.flatMap((twin) => compare(base, twin, { split, goesOn }, runs) ?? []);
    if (found.length > 0) return found;
  }
  return [];
}

function compare(
  base: Measured,
  twin: Measured,
  { split, goesOn }: Pick<Comparison, "split" | "goesOn">,
  runs: Iterable<Run>,
): Comparison | null {
  const epoch = split === "test" ? (base.run.last.test?.epoch ?? 0) : commonEpoch(base, twin);
  const accuracyOf = (measured: Measured) =>
    split === "test" ? measured.run.last.test?.accuracy : validationAccuracy(measured, epoch);
  const [accuracyWithout, accuracyWith] = [accuracyOf(base), accuracyOf(twin)];
  const compared = activationOf(twin.run.recipe);
  if (accuracyWithout === undefined || accuracyWith === undefined || compared === null) return null;
  return {
    without: base.run.recipe,
    withActivation: compared,
    split,
    accuracyWithout,
    accuracyWith,
    epoch,
    goesOn,
    pairs: pairsOf(runs, base.run, compared),
  };
}

/**
 * The accuracies after the same number of epochs, and their differences in percentage points: one sentence where all share
 * what they are compared with. What sets the runs apart from the experiment that is shown is named.
 */
export function verdictWords(comparisons: readonly Comparison[], shown: Recipe): readonly string[] {
  const [first] = comparisons;
  if (!first) return [];
  const share = comparisons.every(
    ({ epoch, accuracyWithout }) => epoch === first.epoch && accuracyWithout === first.accuracyWithout,
  );
  return share ? [sentence(comparisons, shown)] : comparisons.map((each) => sentence([each], shown));
}

function sentence(comparisons: readonly Comparison[], shown: Recipe): string {
  const [first] = comparisons;
  if (!first) return "";
  const { without, split, accuracyWithout, epoch } = first;
  // Another seed of the same is no other experiment; which seeds there are is said elsewhere.
  const about = [
    familyOf(without.network).name(without.network),
    ...differingFrom(without, { ...shown, seed: without.seed }),
  ];
  const sides = comparisons.map(
    ({ withActivation, accuracyWith }) =>
      `${percent(accuracyWith)} with ${describeActivation(withActivation).words}: ${differenceWords(accuracyWithout, accuracyWith)}`,
  );
  return (
    `${about.join(", ")}, after ${plural(epoch, "epoch")}: ` +
    `${percent(accuracyWithout)} ${split} accuracy without an intermediate activation, ${sides.join("; ")}.`
  );
}

function differenceWords(without: number, beside: number): string {
  const points = Math.abs(without - beside) * 100;
  if (points < 0.05) return "no measurable difference";
  return `${points.toFixed(1)} points ${without > beside ? "more without it" : "more with it"}`;
}

/** The remark on how much the comparison proves. */
export function caveatWords({ split, pairs, goesOn }: Comparison): string {
  const early =
    split === "test"
      ? ""
      : goesOn
        ? "Training goes on: until its end, this is about validation. "
        : "Not all were trained to the end: this is about validation. ";
  return pairs.length > 1
    ? `${early}That is the latest of ${pairs.length} seeds.`
    : `${early}One seed each: a difference this small can be chance. Train again with other seeds before you believe it.`;
}

function isTwin(other: Recipe, without: Recipe): boolean {
  const activation = activationOf(other);
  if (activation === null || activation === "none") return false;
  return other.seed === without.seed && baseOf(other) === baseOf(without);
}

function withoutActivation(recipe: Recipe): Recipe {
  return { ...recipe, network: withActivation(recipe.network, "none") };
}

const basesBefore = new WeakMap<Recipe, string>();

/** The recipe apart from its seed and its intermediate activation. */
function baseOf(recipe: Recipe): string {
  const known = basesBefore.get(recipe);
  if (known !== undefined) return known;
  const base = canonicalJson({ ...withoutActivation(recipe), seed: 0 });
  basesBefore.set(recipe, base);
  return base;
}

function pairsOf(runs: Iterable<Run>, base: Run, activation: Activation): readonly number[] {
  const bySeed = { none: new Map<number, number>(), other: new Map<number, number>() };
  for (const { recipe, status, last, started } of runs) {
    const own = activationOf(recipe);
    if (status !== "finished" || !last.test || (own !== "none" && own !== activation)) continue;
    if (started?.version !== base.started?.version || baseOf(recipe) !== baseOf(base.recipe)) continue;
    bySeed[own === "none" ? "none" : "other"].set(recipe.seed, last.test.accuracy);
  }
  return [...bySeed.none].flatMap(([seed, without]) => {
    const beside = bySeed.other.get(seed);
    return beside === undefined ? [] : [100 * (without - beside)];
  });
}

/** Null for a family without an intermediate activation. */
function activationOf({ network }: Recipe): Activation | null {
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

function validationAccuracy(run: Measured, epoch: number): number | undefined {
  return run.evaluations.find((each) => each.split === "validation" && each.epoch === epoch)?.accuracy;
}
