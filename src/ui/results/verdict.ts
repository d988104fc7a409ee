// What the default comparison says so far, as a plain fact: the same point without
// and with the intermediate activation, one seed each. Pure; claims no more than it measured.
import { isActive, type Run } from "../../lab/state.ts";
import { canonicalJson } from "../../recipe/hash.ts";
import { activationNames, describeActivation, type Activation } from "../../activations/list.ts";
import { withActivation } from "../../recipe/experiment.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { familyOf } from "../../networks/families.ts";
import { percent, plural } from "../format.ts";

export interface Comparison {
  readonly without: Recipe;
  readonly withActivation: Activation;
  /** Validation accuracies in [0, 1] after the same number of epochs. */
  readonly accuracyWithout: number;
  readonly accuracyWith: number;
  readonly epoch: number;
  /** Whether one of the two is still being trained. */
  readonly goesOn: boolean;
  /** Pairs of finished runs that differ in nothing but the seed and the activation, this one included. */
  readonly seeds: number;
}

/**
 * The latest run without an intermediate activation, beside those that differ from it in that alone: one comparison an
 * activation, once both have been evaluated.
 */
export function latestComparisons(runs: readonly Run[]): readonly Comparison[] {
  const latestFirst = runs.filter(({ hidden }) => !hidden).reverse();
  for (const base of latestFirst.filter(({ recipe }) => activationOf(recipe) === "none")) {
    const twins = latestFirst.filter(({ recipe }) => isTwin(recipe, base.recipe));
    // Those of the same press first: they trained side by side.
    const ordered = [...twins.filter(({ pressId }) => pressId === base.pressId), ...twins];
    const found = activationNames.flatMap((activation) => {
      const twin = ordered.find(({ recipe }) => activationOf(recipe) === activation);
      return twin ? (compare(base, twin, runs) ?? []) : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function compare(base: Run, twin: Run, runs: readonly Run[]): Comparison | null {
  const epoch = Math.min(lastEpoch(base), lastEpoch(twin));
  const accuracyWithout = accuracyAt(base, epoch);
  const accuracyWith = accuracyAt(twin, epoch);
  if (epoch < 1 || accuracyWithout === null || accuracyWith === null) return null;
  const compared = activationOf(twin.recipe);
  if (compared === null) return null;
  return {
    without: base.recipe,
    withActivation: compared,
    accuracyWithout,
    accuracyWith,
    epoch,
    goesOn: isActive(base) || isActive(twin),
    seeds: seedsOf(runs, base.recipe, compared),
  };
}

/** Both accuracies after the same number of epochs, and their difference in points of percentage. */
export function verdictWords({ without, withActivation, accuracyWithout, accuracyWith, epoch }: Comparison): string {
  const points = Math.abs(accuracyWithout - accuracyWith) * 100;
  const better = accuracyWithout > accuracyWith ? "more without it" : "more with it";
  const difference = points < 0.05 ? "no measurable difference" : `${points.toFixed(1)} points ${better}`;
  return (
    `${familyOf(without.network).name(without.network)}, after ${plural(epoch, "epoch")}: ` +
    `${percent(accuracyWithout)} validation accuracy without an intermediate activation, ` +
    `${percent(accuracyWith)} with ${describeActivation(withActivation).words}: ${difference}.`
  );
}

/** The honest remark that belongs to it. */
export function caveatWords({ seeds, goesOn }: Comparison): string {
  const early = goesOn ? "Training goes on. " : "";
  return seeds > 1
    ? `${early}You have this pair with ${seeds} seeds; this sentence is about the latest alone. Compare them in the table.`
    : `${early}One seed each: a difference this small can be chance. Train again with other seeds before you believe it.`;
}

function isTwin(other: Recipe, without: Recipe): boolean {
  const activation = activationOf(other);
  if (activation === null || activation === "none") return false;
  return canonicalJson(withoutActivation(other)) === canonicalJson(without);
}

function withoutActivation(recipe: Recipe): Recipe {
  return { ...recipe, network: withActivation(recipe.network, "none") };
}

function seedsOf(runs: readonly Run[], without: Recipe, activation: Activation): number {
  const seeds = (wanted: Activation) =>
    new Set(
      runs
        .filter(
          ({ recipe, status }) =>
            status === "finished" &&
            activationOf(recipe) === wanted &&
            canonicalJson({ ...withoutActivation(recipe), seed: without.seed }) === canonicalJson(without),
        )
        .map(({ recipe }) => recipe.seed),
    );
  const other = seeds(activation);
  return [...seeds("none")].filter((seed) => other.has(seed)).length;
}

/** Null for a family without an intermediate activation. */
function activationOf({ network }: Recipe): Activation | null {
  return familyOf(network).compared?.activationOf(network) ?? null;
}

function lastEpoch(run: Run): number {
  return run.evaluations.reduce((last, { split, epoch }) => (split === "validation" ? Math.max(last, epoch) : last), 0);
}

function accuracyAt(run: Run, epoch: number): number | null {
  return (
    run.evaluations.find((evaluation) => evaluation.split === "validation" && evaluation.epoch === epoch)?.accuracy ??
    null
  );
}
