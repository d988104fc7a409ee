// The two errors of a study's means in words: what other test images would change, and what other seeds do.
import { testImagesOf } from "../recipe/imagesTested.ts";
import { noiseFloor, noiseRange, type NoiseFloor } from "../statistics/noiseFloor.ts";
import { binomialError } from "../statistics/sampling.ts";
import { measuredWords, MEASURES } from "./measures.ts";
import type { ArmOutcome, MeasureOutcome } from "./outcome.ts";

const NONE = "–";

/** A run's binomial standard error from the choice of test images, in points of accuracy; null before an arm's first run. */
function samplingError({ arm, mean }: ArmOutcome): number | null {
  return mean === null ? null : 100 * binomialError(mean / 100, testImagesOf(arm.recipe).perClass);
}

/** "2.1", in points; "–" before an arm's first run. */
export function samplingCell(arm: ArmOutcome): string {
  return samplingError(arm)?.toFixed(1) ?? NONE;
}

/** What the choice of test images leaves open, in sentences; empty before the first run. */
export function samplingWords({ arms, measure }: MeasureOutcome): string {
  const begun = arms.filter(({ mean }) => mean !== null);
  if (begun.length === 0) return "";
  if (measure === "loss")
    return (
      "The intervals are over seeds, about these test images. What others would change beside that, more seeds do not make " +
      "smaller, and it cannot be told from a run’s mean loss."
    );
  const errors = begun.flatMap((arm) => samplingError(arm) ?? []);
  const tested = begun.map(({ arm }) => testImagesOf(arm.recipe));
  const images = tested.map(({ perClass }) => perClass.reduce((sum, own) => sum + own, 0));
  // Of arms on several data sets, no one number of families holds.
  const [families = null, ...otherFamilies] = new Set(tested.map((each) => each.families));
  const related =
    families === null || otherFamilies.length > 0
      ? ""
      : ` In truth it is larger: they are of ${families} families, which are recognised or missed together (the table of runs ` +
        "has each run’s error by families).";
  const most = Math.SQRT2 * Math.max(...errors);
  return (
    `The intervals are over seeds, about these ${rangeWords(images, 0)} test images. Were others drawn, an accuracy would have ` +
    `a standard error of ${rangeWords(errors, 1)} points beside that (binomial), which more seeds do not make ` +
    `smaller.${related} Of a difference between runs on the same images less than ${most.toFixed(1)} points of it are left, ` +
    "as long as they tend to recognise the same ones: a bound, because a run keeps its accuracy and not each image’s answer."
  );
}

/** "2.1", or "2.0 to 2.2" where the numbers, as they are told, differ. */
function rangeWords(numbers: readonly number[], digits: number): string {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)].map((each) => each.toFixed(digits));
  return low === high ? `${low}` : `${low} to ${high}`;
}

/** Of the study's own arms; null while too few runs repeat an arm. */
export function noiseFloorOf({ arms }: MeasureOutcome): NoiseFloor | null {
  return noiseFloor(arms.map(({ measured }) => measured));
}

/** "An arm against itself: …", in sentences; empty while too few runs repeat an arm. */
export function noiseWords(outcome: MeasureOutcome): string {
  const floor = noiseFloorOf(outcome);
  if (!floor) return "";
  const n = Math.max(...outcome.arms.map(({ measured }) => measured.length));
  const { measure } = outcome;
  const { differenceUnit } = MEASURES[measure];
  return (
    `An arm against itself: with other seeds, ${n} against ${n}, its mean moves by up to ` +
    `${measuredWords(noiseRange(floor, n), measure)} ${differenceUnit} in 95\u202f% of cases (spread over seeds ` +
    `${measuredWords(floor.spread, measure)}, pooled over ${floor.arms} ${floor.arms === 1 ? "arm" : "arms"}, ` +
    `${floor.degrees} degrees of freedom). Pairs of the same seed may tell smaller differences.`
  );
}
