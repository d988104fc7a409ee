// What a study's runs say, of accuracy and of loss: each arm's mean over its seeds, and the last factor's values against its
// first, pair by pair.
import { armId } from "../recipe/hash.ts";
import type { Recipe } from "../recipe/schema.ts";
import { studentInterval, type Interval } from "../statistics/intervals.ts";
import { meanOf } from "../statistics/pairs.ts";
import { judge, type Judgement } from "../statistics/verdict.ts";
import { MEASURES, type StudyMeasure } from "./measures.ts";
import { armsByPoint, type FactorValue, type Study, type StudyArm } from "./study.ts";
import { chosenArms, judgedStudy, type ChosenArm } from "./tuning.ts";

/** What a run's test says: accuracy in [0, 1], and loss in nats. */
export type Tested = Readonly<Record<StudyMeasure, number>>;

/** With the accuracy on validation at the end, in [0, 1], where something is chosen by it. */
export interface MeasuredRun extends Tested {
  readonly validation?: number | undefined;
}

/** What finished runs measured, by arm and seed. */
export type Measured = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, MeasuredRun>>;

/** A finished run, with what its validation said at the end. */
export interface EndedRun {
  readonly recipe: Recipe;
  readonly test: Tested;
  readonly validation?: { readonly accuracy: number } | null;
}

/** What finished runs measured, by arm and seed. */
export function measuredOf(runs: Iterable<EndedRun>): Measured {
  const measured = new Map<StudyArm["id"], Map<number, MeasuredRun>>();
  for (const { recipe, test, validation } of runs) {
    const arm = armId(recipe);
    const own = measured.get(arm) ?? new Map<number, MeasuredRun>();
    const { accuracy, loss } = test;
    measured.set(arm, own.set(recipe.seed, { accuracy, loss, validation: validation?.accuracy }));
  }
  return measured;
}

export interface ArmOutcome extends ChosenArm {
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
  readonly measure: StudyMeasure;
  /** As it is judged: without the factor whose value each arm chooses for itself. */
  readonly study: Study;
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
  const chosen = chosenArms(study, measured);
  const arms = chosen.map(({ arm }) => arm);
  // Nothing is told of an arm that has still to choose.
  const settled = chosen.filter(({ tuned }) => study.tuned === undefined || tuned !== null);
  const values = new Map(
    settled.map(({ arm: { id } }) => [
      id,
      new Map([...(measured.get(id) ?? [])].map(([seed, test]) => [seed, MEASURES[measure].scale * test[measure]])),
    ]),
  );
  return {
    measure,
    study: judgedStudy(study),
    arms: chosen.map((each) => armOutcome(each, study, values)),
    // A margin is stated in points of accuracy: no loss is "equal".
    comparisons: judged(pairings(study, arms, values), measure, measure === "accuracy" ? study.margin : 0),
  };
}

type Values = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, number>>;

function armOutcome(chosen: ChosenArm, { seeds }: Study, all: Values): ArmOutcome {
  const own = all.get(chosen.arm.id);
  const measured = seeds.flatMap((seed) => own?.get(seed) ?? []);
  const isAny = measured.length > 0;
  return {
    ...chosen,
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
