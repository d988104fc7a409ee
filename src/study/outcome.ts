// What a study's runs say, of accuracy and of loss: each arm's mean over its seeds, and the last factor's values against its
// first, pair by pair.
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { studentInterval, type Interval } from "../statistics/intervals.ts";
import { meanOf } from "../statistics/pairs.ts";
import { judge, type Judgement } from "../statistics/verdict.ts";
import { MEASURES, type StudyMeasure } from "./measures.ts";
import { armsByPoint, armsOfStudy, type FactorValue, type Study, type StudyArm } from "./study.ts";

/** What a run's test says: accuracy in [0, 1], and loss in nats. */
export type Tested = Readonly<Record<StudyMeasure, number>>;

/** The tests of finished runs, by arm and seed. */
export type Measured = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, Tested>>;

/** The tests of finished runs, by arm and seed. */
export function measuredOf(runs: Iterable<{ readonly recipe: Recipe; readonly test: Tested }>): Measured {
  const measured = new Map<StudyArm["id"], Map<number, Tested>>();
  for (const { recipe, test } of runs) {
    const arm = armId(recipe);
    const own = measured.get(arm) ?? new Map<number, Tested>();
    measured.set(arm, own.set(recipe.seed, test));
  }
  return measured;
}

export interface ArmOutcome {
  readonly arm: StudyArm;
  /** In per cent or nats, of the study's seeds that are measured, in their order. */
  readonly measured: readonly number[];
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
  /** What the value measures less what the one it is compared with does, in points or nats, of each seed that both have. */
  readonly differences: readonly number[];
  /** Null without any pair. */
  readonly judgement: Judgement | null;
}

export interface MeasureOutcome {
  readonly arms: readonly ArmOutcome[];
  /** One family: their p-values are corrected together. */
  readonly comparisons: readonly StudyComparison[];
}

/** Each measure is a family of its own. */
export type Outcome = Readonly<Record<StudyMeasure, MeasureOutcome>>;

export function outcomeOf(study: Study, measured: Measured): Outcome {
  return { accuracy: outcomeIn("accuracy", study, measured), loss: outcomeIn("loss", study, measured) };
}

function outcomeIn(measure: StudyMeasure, study: Study, measured: Measured): MeasureOutcome {
  const { arms } = armsOfStudy(study);
  const values = new Map(
    arms.map(({ id }) => [
      id,
      new Map([...(measured.get(id) ?? [])].map(([seed, test]) => [seed, MEASURES[measure].scale * test[measure]])),
    ]),
  );
  return {
    arms: arms.map((arm) => armOutcome(arm, study, values)),
    // A margin is stated in points of accuracy: no loss is "equal".
    comparisons: judged(pairings(study, arms, values), measure, measure === "accuracy" ? study.margin : 0),
  };
}

type Values = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, number>>;

function armOutcome(arm: StudyArm, { seeds }: Study, all: Values): ArmOutcome {
  const own = all.get(arm.id);
  const measured = seeds.flatMap((seed) => own?.get(seed) ?? []);
  const isAny = measured.length > 0;
  return {
    arm,
    measured,
    mean: isAny ? meanOf(measured) : null,
    interval: isAny ? studentInterval(measured) : null,
  };
}

type Pairing = Omit<StudyComparison, "judgement">;

function pairings({ seeds }: Study, arms: readonly StudyArm[], all: Values): readonly Pairing[] {
  return armsByPoint(arms).flatMap(([first, ...others]) => {
    const against = first?.values.at(-1);
    if (!first || against === undefined) return [];
    return others.flatMap((arm): readonly Pairing[] => {
      const value = arm.values.at(-1);
      if (value === undefined) return [];
      const [ours, theirs] = [all.get(arm.id), all.get(first.id)];
      const differences = seeds.flatMap((seed) => {
        const [own, other] = [ours?.get(seed), theirs?.get(seed)];
        return own === undefined || other === undefined ? [] : [own - other];
      });
      return [{ at: arm.values.slice(0, -1), value, against, differences }];
    });
  });
}

function judged(pairs: readonly Pairing[], measure: StudyMeasure, margin: number): readonly StudyComparison[] {
  const some = pairs.filter(({ differences }) => differences.length > 0);
  const judgements = judge(
    some.map(({ differences }) => differences),
    margin,
    MEASURES[measure].better,
  );
  const byPair = new Map(some.map((pair, at) => [pair, judgements[at] ?? null]));
  return pairs.map((pair) => ({ ...pair, judgement: byPair.get(pair) ?? null }));
}
