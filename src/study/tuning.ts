// A setting that each arm chooses for itself, such as the learning rate: on validation, with the same budget for all.
import { meanOf } from "../statistics/pairs.ts";
import { grouped } from "./order.ts";
import { armsByPoint, armsOfStudy, type FactorValue, type Study, type StudyArm } from "./study.ts";

/** Validation accuracies in [0, 1] at the end of runs, by arm and seed. */
type Validated = ReadonlyMap<StudyArm["id"], ReadonlyMap<number, { readonly validation?: number | undefined }>>;

export interface ChosenArm {
  /** With its values but for the one that was chosen. */
  readonly arm: StudyArm;
  /** Null where nothing is chosen: where nothing is tuned, or until all its candidates have a seed in common. */
  readonly tuned: FactorValue | null;
}

/** The study as it is judged: without the factor that is tuned, because each arm has its own value. */
export function judgedStudy(study: Study): Study {
  const known = judgedBefore.get(study);
  if (known) return known;
  const { tuned, ...rest } = study;
  const judged =
    tuned === undefined ? study : { ...rest, factors: rest.factors.filter(({ setting }) => setting !== tuned) };
  judgedBefore.set(study, judged);
  return judged;
}

const judgedBefore = new WeakMap<Study, Study>();

/** How many comparisons a study has, which are judged together; at least one. */
export function comparisonsIn(study: Study): number {
  const { arms } = armsOfStudy(judgedStudy(study));
  return Math.max(1, arms.length - armsByPoint(arms).length);
}

/**
 * Of the arms that differ in the tuned factor only, the one with the best mean validation accuracy over the seeds that all
 * of them have. Test accuracies play no part, so that they are seen once.
 */
export function chosenArms(study: Study, measured: Validated): readonly ChosenArm[] {
  const { arms } = armsOfStudy(study);
  const at = study.factors.findIndex(({ setting }) => setting === study.tuned);
  if (at < 0) return arms.map((arm) => ({ arm, tuned: null }));
  const groups = grouped(arms, ({ values }) => JSON.stringify(values.toSpliced(at, 1)));
  return [...groups.values()].flatMap((candidates) => {
    const seeds = study.seeds.filter((seed) =>
      candidates.every(({ id }) => measured.get(id)?.get(seed)?.validation !== undefined),
    );
    const worth = ({ id }: StudyArm) => meanOf(seeds.map((seed) => measured.get(id)?.get(seed)?.validation ?? 0));
    const [first, ...others] = candidates;
    if (!first) return [];
    if (seeds.length === 0) return [chosen(first, at, null)];
    const best = others.reduce((one, other) => (worth(other) > worth(one) ? other : one), first);
    return [chosen(best, at, best.values[at] ?? null)];
  });
}

/** `at` is the place of the value that was chosen. */
function chosen(arm: StudyArm, at: number, tuned: FactorValue | null): ChosenArm {
  return { arm: { ...arm, values: arm.values.toSpliced(at, 1) }, tuned };
}
