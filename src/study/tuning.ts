// A setting that each arm chooses for itself, such as the learning rate: on validation, with the same budget for all.
import { meanOf } from "../statistics/pairs.ts";
import { armsOfStudy, isSameValue, type FactorValue, type Study, type StudyArm } from "./study.ts";

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

/**
 * Of the arms that differ in the tuned factor only, the one with the best mean validation accuracy over the seeds that all
 * of them have. Test accuracies play no part, so that they are seen once.
 */
export function chosenArms(study: Study, measured: Validated): readonly ChosenArm[] {
  const { arms } = armsOfStudy(study);
  const at = study.factors.findIndex(({ setting }) => setting === study.tuned);
  if (at < 0) return arms.map((arm) => ({ arm, tuned: null }));
  return grouped(arms, at).map((candidates): ChosenArm => {
    const seeds = study.seeds.filter((seed) =>
      candidates.every(({ id }) => measured.get(id)?.get(seed)?.validation !== undefined),
    );
    const worth = ({ id }: StudyArm) => meanOf(seeds.map((seed) => measured.get(id)?.get(seed)?.validation ?? 0));
    const [first, ...others] = candidates;
    const best =
      seeds.length === 0 ? first : others.reduce((one, other) => (worth(other) > worth(one) ? other : one), first);
    return {
      arm: { ...best, values: best.values.toSpliced(at, 1) },
      tuned: seeds.length === 0 ? null : (best.values[at] ?? null),
    };
  });
}

type Candidates = readonly [StudyArm, ...StudyArm[]];

/** Arms that differ in the factor at this place only, in their order. */
function grouped(arms: readonly StudyArm[], at: number): readonly Candidates[] {
  const groups: [StudyArm, ...StudyArm[]][] = [];
  for (const arm of arms) {
    const rest = arm.values.toSpliced(at, 1);
    const own = groups.find(([first]) =>
      first.values.toSpliced(at, 1).every((value, place) => isSameValue(value, rest[place])),
    );
    if (own) own.push(arm);
    else groups.push([arm]);
  }
  return groups;
}
