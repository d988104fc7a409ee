// What a study's runs say: each arm's accuracy over its seeds, and the last factor's values against its first, pair by pair.
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { studentInterval, type Interval } from "../statistics/intervals.ts";
import { meanOf } from "../statistics/pairs.ts";
import { judge, type Judgement } from "../statistics/verdict.ts";
import { armsByPoint, armsOfStudy, type FactorValue, type Study, type StudyArm } from "./study.ts";

/** Test accuracies in [0, 1] of finished runs, by arm and seed. */
export type Measured = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, number>>;

/** The test accuracies of finished runs, by arm and seed. */
export function measuredOf(runs: Iterable<{ readonly recipe: Recipe; readonly accuracy: number }>): Measured {
  const measured = new Map<StudyArm["id"], Map<number, number>>();
  for (const { recipe, accuracy } of runs) {
    const arm = armId(recipe);
    const own = measured.get(arm) ?? new Map<number, number>();
    measured.set(arm, own.set(recipe.seed, accuracy));
  }
  return measured;
}

export interface ArmOutcome {
  readonly arm: StudyArm;
  /** In per cent, of the study's seeds that are measured, in their order. */
  readonly accuracies: readonly number[];
  /** Null before the first. */
  readonly mean: number | null;
  /** Student's, at 95 %, over seeds; null below two. */
  readonly interval: Interval | null;
}

export interface StudyComparison {
  /** The values of all factors but the last. */
  readonly at: readonly FactorValue[];
  readonly value: FactorValue;
  /** The last factor's first value. */
  readonly against: FactorValue;
  /** The accuracy of the value less that of the one it is compared with, in points, of each seed that both have. */
  readonly differences: readonly number[];
  /** Null without any pair. */
  readonly judgement: Judgement | null;
}

export interface Outcome {
  readonly arms: readonly ArmOutcome[];
  /** One family: their p-values are corrected together. */
  readonly comparisons: readonly StudyComparison[];
}

export function outcomeOf(study: Study, measured: Measured): Outcome {
  const { arms } = armsOfStudy(study);
  return {
    arms: arms.map((arm) => armOutcome(arm, study, measured)),
    comparisons: judged(pairings(study, arms, measured), study.margin),
  };
}

function armOutcome(arm: StudyArm, { seeds }: Study, measured: Measured): ArmOutcome {
  const own = measured.get(arm.id);
  const accuracies = seeds.flatMap((seed) => {
    const accuracy = own?.get(seed);
    return accuracy === undefined ? [] : [100 * accuracy];
  });
  const isAny = accuracies.length > 0;
  return {
    arm,
    accuracies,
    mean: isAny ? meanOf(accuracies) : null,
    interval: isAny ? studentInterval(accuracies) : null,
  };
}

type Pairing = Omit<StudyComparison, "judgement">;

function pairings({ seeds }: Study, arms: readonly StudyArm[], measured: Measured): readonly Pairing[] {
  return armsByPoint(arms).flatMap(([first, ...others]) => {
    const against = first?.values.at(-1);
    if (!first || against === undefined) return [];
    return others.flatMap((arm): readonly Pairing[] => {
      const value = arm.values.at(-1);
      if (value === undefined) return [];
      const [ours, theirs] = [measured.get(arm.id), measured.get(first.id)];
      const differences = seeds.flatMap((seed) => {
        const [own, other] = [ours?.get(seed), theirs?.get(seed)];
        return own === undefined || other === undefined ? [] : [100 * (own - other)];
      });
      return [{ at: arm.values.slice(0, -1), value, against, differences }];
    });
  });
}

function judged(pairs: readonly Pairing[], margin: number): readonly StudyComparison[] {
  const some = pairs.filter(({ differences }) => differences.length > 0);
  const judgements = judge(
    some.map(({ differences }) => differences),
    margin,
  );
  const byPair = new Map(some.map((pair, at) => [pair, judgements[at] ?? null]));
  return pairs.map((pair) => ({ ...pair, judgement: byPair.get(pair) ?? null }));
}
