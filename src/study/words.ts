// A study in words: its factors, and what its comparisons say.
import { bootstrapInterval, type Interval } from "../statistics/intervals.ts";
import { medianOf } from "../statistics/pairs.ts";
import { pairsNeeded } from "../statistics/planning.ts";
import { fewestToDecide, type Judgement } from "../statistics/verdict.ts";
import { measuredWords, MEASURES, type StudyMeasure } from "./measures.ts";
import type { MeasureOutcome, StudyComparison } from "./outcome.ts";
import { familyOf } from "../networks/families.ts";
import { leafOf, type Factor, type FactorValue, type LeftOut, type Study, type StudyArm } from "./study.ts";
import { faultWords } from "../recipe/parse.ts";
import { plainWords, type Naming } from "../settings/words.ts";

const NONE = "–";

/** "Segments". */
export function factorTitle(factor: Factor, { base }: Study): string {
  return leafOf(factor, base)?.field.label ?? factor.setting;
}

/** "Segments", and where arms are matched, of what: their own width is another. */
export function axisTitle(factor: Factor, study: Study): string {
  const title = factorTitle(factor, study);
  const { slider, point } = familyOf(study.base.network);
  const own = point(study.base.network);
  const isOnSpectrum = own !== null && leafOf(factor, study.base)?.field === slider?.field;
  return study.match && isOnSpectrum ? `${title} of ${own.width} channels` : title;
}

/** Why an arm is not trained, in sentences. */
export function leftOutWords(why: LeftOut["why"], study: Study, naming?: Naming): readonly string[] {
  switch (why.kind) {
    case "fault":
      return faultWords(why.fault, naming);
    case "same":
      return [`It is the same network as ${armWords({ values: why.as }, study)}.`];
    case "sized":
      return [`The match decides ${factorTitle(why.factor, study).toLowerCase()}, which cannot be varied beside it.`];
    default:
      return why satisfies never;
  }
}

/** "8", "ReLU", "off": as the setting's control shows it. */
export function valueWords(factor: Factor | undefined, value: FactorValue, { base }: Study): string {
  const leaf = factor && leafOf(factor, base);
  return leaf ? plainWords(leaf.field, value) : String(value);
}

/** "8, ReLU": the values of all factors, or of those from one on. */
export function armWords({ values }: Pick<StudyArm, "values">, study: Study, from = 0): string {
  return values
    .map((value, at) => valueWords(study.factors[at], value, study))
    .slice(from)
    .join(", ");
}

/** "Segments 8, Coupling κ 0.5"; empty where the study has one factor. */
export function pointWords({ at }: Pick<StudyComparison, "at">, study: Study): string {
  return at
    .map((value, index) => {
      const factor = study.factors[index];
      return factor ? `${factorTitle(factor, study)} ${valueWords(factor, value, study)}` : String(value);
    })
    .join(", ");
}

/** "better", "worse", "equal within 1 point", "inconclusive"; of loss "lower" and "higher". */
function kindWords({ kind }: Judgement, margin: number, measure: StudyMeasure): string {
  if (kind === "equal") return `equal within ${pointsWords(margin)}`;
  return kind === "inconclusive" ? kind : MEASURES[measure].verdicts[kind];
}

/** "1 point", "0.5 points". */
export function pointsWords(points: number): string {
  return `${points} ${points === 1 ? "point" : "points"}`;
}

/** A comparison as the cells of a table, the same on the page and in a report. */
export interface ComparisonCells {
  /** Empty where the study has one factor. */
  readonly place: string;
  /** "ReLU − none". */
  readonly compared: string;
  readonly pairs: number;
  readonly difference: string;
  readonly interval: string;
  readonly bootstrap: string;
  readonly p: string;
  readonly verdict: string;
}

export function comparisonCells(
  comparison: StudyComparison,
  { study, measure }: Pick<MeasureOutcome, "study" | "measure">,
): ComparisonCells {
  const { value, against, differences, judgement } = comparison;
  const last = study.factors.at(-1);
  return {
    place: pointWords(comparison, study),
    compared: `${valueWords(last, value, study)} − ${valueWords(last, against, study)}`,
    pairs: differences.length,
    difference: judgement ? signed(judgement.summary.mean, measure) : NONE,
    interval: intervalWords(judgement?.interval ?? null, measure),
    bootstrap: intervalWords(judgement ? bootstrapInterval(differences) : null, measure),
    p: judgement?.p?.toPrecision(2) ?? NONE,
    verdict: judgement ? kindWords(judgement, study.margin, measure) : NONE,
  };
}

function intervalWords(interval: Interval | null, measure: StudyMeasure): string {
  return interval ? `${signed(interval.low, measure)} to ${signed(interval.high, measure)}` : NONE;
}

function signed(difference: number, measure: StudyMeasure): string {
  const words = measuredWords(Math.abs(difference), measure);
  if (Number(words) === 0) return words;
  return `${difference < 0 ? "−" : "+"}${words}`;
}

/** What the whole family of comparisons says, in one sentence that claims no more; empty where nothing is compared. */
export function studyVerdict(outcome: MeasureOutcome): string {
  const { comparisons, study, measure } = outcome;
  const judged = comparisons.filter(({ judgement }) => judgement !== null);
  if (judged.length === 0) return "";
  const equal = judged.filter(({ judgement }) => judgement?.kind === "equal");
  const last = study.factors.at(-1);
  const { verdicts, differenceUnit } = MEASURES[measure];
  const told = judged.flatMap((comparison) => {
    const { value, against, judgement } = comparison;
    if (judgement?.kind !== "better" && judgement?.kind !== "worse") return [];
    const place = pointWords(comparison, study);
    const [one, other] = [valueWords(last, value, study), valueWords(last, against, study)];
    const subject = measure === "accuracy" ? `${one} is` : `the loss of ${one} is`;
    const object = measure === "accuracy" ? other : `that of ${other}`;
    return [
      `${place === "" ? "" : `at ${place}, `}${subject} ${verdicts[judgement.kind]} than ` +
        `${object} by ${measuredWords(Math.abs(judgement.summary.mean), measure)} ${differenceUnit}`,
    ];
  });
  const open = judged.length - told.length - equal.length;
  const share = (some: number, words: string) => {
    if (some === 0) return [];
    if (judged.length === 1) return [words];
    if (some === judged.length) return [`all ${some} comparisons are ${words}`];
    return [`${some} of ${judged.length} comparisons ${some === 1 ? "is" : "are"} ${words}`];
  };
  const parts = [...told, ...share(equal.length, "equal within the margin"), ...share(open, "inconclusive")];
  const sentence = parts.join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.${measure === "accuracy" ? moreWords(outcome) : ""}`;
}

/** What it would take to know more. */
function moreWords(outcome: MeasureOutcome): string {
  const { comparisons, study } = outcome;
  const more = seedsToKnow(outcome);
  if (more === null) return "";
  if (more.spread === null) return " One seed alone decides nothing: add seeds.";
  const { margin } = study;
  const pairs = Math.max(...comparisons.map(({ differences }) => differences.length));
  const fewest = fewestToDecide(comparisons.length);
  const corrected = comparisons.length > 1 ? `, corrected for ${comparisons.length} comparisons` : "";
  const early = pairs < fewest ? ` Below ${fewest} pairs nothing can be called better or worse${corrected}.` : "";
  const size = `a difference of ${pointsWords(margin)}`;
  if (more.seeds === null) return `${early} With this spread over seeds, no number of seeds would find ${size}.`;
  const basis = `power 80\u202f%, spread of the pairs ${more.spread.toFixed(1)}`;
  return `${early} To find ${size} at one place, about ${more.seeds} seeds are needed (${basis}${corrected}).`;
}

export interface SeedsToKnow {
  /** The median spread of the pairs, in points; null while no comparison has two that differ. */
  readonly spread: number | null;
  /** How many find a difference of the margin at one place, at 80 % power; null where no number does. */
  readonly seeds: number | null;
}

/** How many seeds would settle what is inconclusive; null where nothing is, or where no margin says what matters. */
export function seedsToKnow({ comparisons, study: { margin } }: MeasureOutcome): SeedsToKnow | null {
  if (!comparisons.some(({ judgement }) => judgement?.kind === "inconclusive") || margin <= 0) return null;
  const spread = pairSpread(comparisons);
  const family = comparisons.length;
  return { spread, seeds: spread === null ? fewestToDecide(family) : pairsNeeded(margin, spread, family) };
}

/** The median spread of the comparisons' pairs; null while none has two that differ. */
export function pairSpread(comparisons: readonly StudyComparison[]): number | null {
  const spreads = comparisons
    .flatMap(({ judgement }) => judgement?.summary.spread ?? [])
    .filter((spread) => spread > 0);
  return spreads.length === 0 ? null : medianOf(spreads);
}
