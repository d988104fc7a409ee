// A study's results as a report in Markdown: question, set-up, what was measured, verdict, caveats.
import { networkCost } from "../recipe/cost.ts";
import { differingFrom } from "../recipe/differences.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { fairnessWords, mismatchWords } from "./fairness.ts";
import { noiseWords, samplingCell, samplingWords } from "./errorWords.ts";
import type { Guess } from "./guess.ts";
import { measuredWords, MEASURES, type StudyMeasure } from "./measures.ts";
import type { MeasureOutcome, Outcome } from "./outcome.ts";
import { caveatsOf } from "./ready.ts";
import { runsOfStudy, type Study } from "./study.ts";
import { axisTitle, comparisonCells, factorTitle, studyVerdict, valueWords } from "./words.ts";

/** How the runs were trained, and what was expected of them. */
export interface Provenance {
  /** Null where nothing was recorded before the first run. */
  readonly guess: Guess | null;
  readonly version: string;
  /** Each engine that trained runs of the study, once. */
  readonly engines: readonly string[];
}

export function studyReport(study: Study, outcome: Outcome, { guess, version, engines }: Provenance): string {
  const { accuracy, loss } = outcome;
  const finished = accuracy.arms.reduce((sum, { measured }) => sum + measured.length, 0);
  const settings = differingFrom(study.base, parseRecipe({}));
  return [
    `# ${study.name}`,
    study.question,
    ...(guess ? ["## Guess", guessWords(guess)] : []),
    "## What was trained",
    list([
      ...study.factors.map(
        (factor) =>
          `${factorTitle(factor, study)}: ${factor.values.map((value) => valueWords(factor, value, study)).join(", ")}`,
      ),
      `Seeds: ${study.seeds.join(", ")}`,
      `Other than the defaults: ${settings.join(", ") || "nothing"}`,
      `${finished} of ${runsOfStudy(study).length} runs are finished`,
      `Program version ${version}; ${engines.join("; ")}`,
    ]),
    "## Test accuracy",
    armTable(study, accuracy, "accuracy"),
    ...errorParagraphs(accuracy, "accuracy"),
    "## Comparisons",
    `Differences in points of accuracy between runs of the same seed. The margin of practical equality is ${study.margin}.`,
    comparisonTable(study, accuracy, "accuracy"),
    "## Verdict",
    verdictOf(study, accuracy, "accuracy"),
    fairnessWords(study).replaceAll("\u202f", " "),
    "## Test loss, beside it",
    "Accuracy was stated beforehand as what decides; loss is secondary. Its p-values are corrected in a family of their own, " +
      "and it has no margin: nobody has said which difference in nats makes none in practice.",
    armTable(study, loss, "loss"),
    ...errorParagraphs(loss, "loss"),
    comparisonTable(study, loss, "loss"),
    verdictOf(study, loss, "loss"),
    "## Before you believe it",
    list(caveatsOf(study)),
  ]
    .join("\n\n")
    .concat("\n");
}

/** What the arms cost, and what test images leave open, stands beside the accuracy only. */
function armTable(study: Study, { arms }: MeasureOutcome, measure: StudyMeasure): string {
  const isFirst = measure === "accuracy";
  return table(
    [
      ...study.factors.map((factor) => axisTitle(factor, study)),
      ...(isFirst ? ["Parameters", "Multiply-adds"] : []),
      ...(isFirst && study.match ? ["Mismatch"] : []),
      "Runs",
      `Mean, ${MEASURES[measure].unit}`,
      "95 % interval",
      ...(isFirst ? ["± by test images"] : []),
    ],
    arms.map((outcome) => {
      const { arm, measured, mean, interval } = outcome;
      const { parameters, multiplyAdds } = networkCost(arm.recipe);
      return [
        ...arm.values.map((value, at) => valueWords(study.factors[at], value, study)),
        ...(isFirst ? [String(parameters), String(multiplyAdds)] : []),
        ...(isFirst && arm.mismatch !== null ? [mismatchWords(arm.mismatch).replaceAll("\u202f", " ")] : []),
        String(measured.length),
        mean === null ? "–" : measuredWords(mean, measure),
        interval ? `${measuredWords(interval.low, measure)} to ${measuredWords(interval.high, measure)}` : "–",
        ...(isFirst ? [samplingCell(outcome)] : []),
      ];
    }),
  );
}

function errorParagraphs(outcome: MeasureOutcome, measure: StudyMeasure): readonly string[] {
  return [samplingWords(outcome, measure), noiseWords(outcome, measure)].flatMap((words) =>
    words === "" ? [] : [words.replaceAll("\u202f", " ")],
  );
}

function comparisonTable(study: Study, { comparisons }: MeasureOutcome, measure: StudyMeasure): string {
  return table(
    [
      "Where",
      "Compared",
      "Pairs",
      "Difference",
      "95 % interval",
      "Bootstrap’s (BCa)",
      "p, corrected (Holm)",
      "Verdict",
    ],
    comparisons.map((comparison) => {
      const cells = comparisonCells(comparison, study, measure);
      const { place, compared, pairs, difference, interval, bootstrap, p, verdict } = cells;
      return [place || "–", compared, String(pairs), difference, interval, bootstrap, p, verdict];
    }),
  );
}

function verdictOf(study: Study, { comparisons }: MeasureOutcome, measure: StudyMeasure): string {
  return studyVerdict(comparisons, study, measure).replaceAll("\u202f", " ") || "Nothing can be compared yet.";
}

function guessWords({ text, at, hash }: Guess): string {
  const quoted = text
    .split(/\s*\n\s*/)
    .map((line) => `> ${line}`)
    .join("\n");
  return `${quoted}\n\nRecorded ${at}, before the first run. SHA-256 of study, text and time: \`${hash}\`.`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
