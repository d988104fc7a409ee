// The comparisons in words, as plain facts: they claim no more than was measured. Pure.
import { describeActivation } from "../../activations/list.ts";
import { describeDataset } from "../../data/registry.ts";
import { familyOf } from "../../networks/families.ts";
import { differences, differingFrom } from "../../recipe/differences.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { percent, plural, pointsBetween } from "../format.ts";
import { activationOf, type Comparison, type Side } from "./comparisons.ts";

/**
 * The accuracies after the same number of epochs, and their differences in percentage points: one sentence where all share
 * what they are compared with. What sets the runs apart from the experiment that is shown is named.
 */
export function verdictWords(comparisons: readonly Comparison[], shown: Recipe): readonly string[] {
  const ofActivations = comparisons.filter(({ about }) => about === "activation");
  const ofNetworks = comparisons.filter(({ about }) => about === "network");
  return [
    ...byBase(ofActivations).map((own) => activationSentence(own, shown)),
    ...byBase(ofNetworks).map((own) => networkSentence(own, ofActivations.length > 0 ? null : shown)),
  ];
}

/** All together where they share what they are compared with, otherwise one by one. */
function byBase(comparisons: readonly Comparison[]): readonly (readonly Comparison[])[] {
  const [first] = comparisons;
  const share = comparisons.every(({ epoch, base }) => epoch === first?.epoch && base.accuracy === first.base.accuracy);
  return share && first ? [comparisons] : comparisons.map((each) => [each]);
}

function activationSentence(comparisons: readonly Comparison[], shown: Recipe): string {
  const [first] = comparisons;
  if (!first) return "";
  const { base, split, epoch } = first;
  const sides = comparisons.map(
    ({ other }) => `${percent(other.accuracy)} with ${activationWords(other)}: ${gain(base, other)}`,
  );
  return (
    `${pointWords(base, shown)}, after ${plural(epoch, "epoch")}: ` +
    `${percent(base.accuracy)} ${split} accuracy without an intermediate activation, ${sides.join("; ")}.`
  );
}

/** "16 segments", and what sets it apart from the experiment that is shown; seeds are told elsewhere. */
export function pointWords({ recipe }: Side, shown: Recipe): string {
  const about = differingFrom(recipe, { ...shown, seed: recipe.seed });
  return [familyOf(recipe.network).name(recipe.network), ...about].join(", ");
}

function gain(base: Side, other: Side): string {
  const points = pointsBetween(base.accuracy, other.accuracy);
  if (points === 0) return "no measurable difference";
  return `${Math.abs(points).toFixed(1)} points ${points > 0 ? "more without it" : "more with it"}`;
}

/** `shown` is null where the sentence before has named what sets the runs apart from it. */
function networkSentence(comparisons: readonly Comparison[], shown: Recipe | null): string {
  const [first] = comparisons;
  if (!first) return "";
  const { base, split, epoch } = first;
  const { recipe } = base;
  const about = shown ? differingFrom({ ...recipe, network: shown.network }, { ...shown, seed: recipe.seed }) : [];
  const [baseName, ...names] = networkNames([base, ...comparisons.map(({ other }) => other)]);
  const activation = activationOf(recipe);
  const shared =
    activation === null
      ? ""
      : activation === "none"
        ? ", without an intermediate activation"
        : `, with ${describeActivation(activation).words}`;
  const sides = comparisons.map(({ other }, at) => {
    const points = pointsBetween(other.accuracy, base.accuracy);
    const more = `${Math.abs(points).toFixed(1)} points more with ${points > 0 ? names[at] : baseName}`;
    return `${percent(other.accuracy)} with ${names[at]}: ${points === 0 ? "no measurable difference" : more}`;
  });
  return (
    `${["Between architectures", ...about].join(", ")}${shared}, after ${plural(epoch, "epoch")}: ` +
    `${percent(base.accuracy)} ${split} accuracy with ${baseName}, ${sides.join("; ")}.`
  );
}

/** What differs between networks, without the activation that they share: "3 segments". */
export function networkNames(sides: readonly Side[]): readonly string[] {
  return differences(
    sides.map(({ recipe }) => recipe),
    (network) => familyOf(network).name(network),
  );
}

/** "ReLU". */
export function activationWords({ recipe }: Side): string {
  return describeActivation(activationOf(recipe) ?? "none").words;
}

/** Those of which one seed is told: of what has several pairs, all of them together say more at the end. */
export function oneByOne(comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.filter(({ pairs, goesOn }) => goesOn || pairs.length <= 1);
}

/** What leads the sentence of one seed each. */
export function leadWords(comparisons: readonly Comparison[]): string {
  if (!comparisons.some(({ goesOn }) => goesOn)) return "Measured: ";
  return comparisons.some(({ pairs }) => pairs.length > 1) ? "The latest seed so far: " : "So far: ";
}

/** The remark on how much the sentences of one seed each prove. */
export function caveatWords(comparisons: readonly Comparison[]): string {
  const [first] = comparisons;
  if (!first) return "";
  const early =
    first.split === "test"
      ? ""
      : first.goesOn
        ? "Training goes on: until its end, this is about validation. "
        : "Not all were trained to the end: this is about validation. ";
  // One that has pairs is told of while another seed of it trains.
  return comparisons.every(({ pairs }) => pairs.length > 1)
    ? early.trimEnd()
    : `${early}One seed each: a difference this small can be chance. Train again with other seeds before you believe it.`;
}

/**
 * Says so where accuracies are no better than a guess (within two standard errors), or below the linear model's on the same
 * split. Null where there is nothing to say. `linear` is null where that is not known.
 */
export function floorWords(comparisons: readonly Comparison[], linear: number | null): string | null {
  const [first] = comparisons;
  if (!first) return null;
  const sides = [first.base, ...comparisons.map(({ other }) => other)];
  const chance = 1 / describeDataset(first.base.recipe.dataset.id).classNames.length;
  if (sides.every(({ accuracy, error }) => accuracy - 2 * (error ?? 0) <= chance))
    return `None of these can be told from guessing (${percent(chance)}): they have not learnt enough to be compared.`;
  if (linear === null) return null;
  const below = sides.filter(({ accuracy }) => accuracy < linear).length;
  if (below === 0) return null;
  const who = below === sides.length ? "All of these are" : below === 1 ? "One of these is" : `${below} of these are`;
  return `${who} below the linear model (${percent(linear)}): too little is learnt to compare architectures by. Train longer.`;
}
