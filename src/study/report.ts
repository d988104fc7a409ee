// A study's results as a report in Markdown: question, set-up, what was measured, verdict, caveats.
import { networkCost } from "../recipe/cost.ts";
import { differingFrom } from "../recipe/differences.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { fairnessWords, mismatchWords } from "./fairness.ts";
import type { Guess } from "./guess.ts";
import type { Outcome } from "./outcome.ts";
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

export function studyReport(
  study: Study,
  { arms, comparisons }: Outcome,
  { guess, version, engines }: Provenance,
): string {
  const measured = arms.reduce((sum, { accuracies }) => sum + accuracies.length, 0);
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
      `${measured} of ${runsOfStudy(study).length} runs are finished`,
      `Program version ${version}; ${engines.join("; ")}`,
    ]),
    "## Test accuracy",
    table(
      [
        ...study.factors.map((factor) => axisTitle(factor, study)),
        "Parameters",
        "Multiply-adds",
        ...(study.match ? ["Mismatch"] : []),
        "Runs",
        "Mean, %",
        "95 % interval",
      ],
      arms.map(({ arm, accuracies, mean, interval }) => [
        ...arm.values.map((value, at) => valueWords(study.factors[at], value, study)),
        String(networkCost(arm.recipe).parameters),
        String(networkCost(arm.recipe).multiplyAdds),
        ...(arm.mismatch === null ? [] : [mismatchWords(arm.mismatch).replaceAll("\u202f", " ")]),
        String(accuracies.length),
        mean === null ? "–" : mean.toFixed(1),
        interval ? `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}` : "–",
      ]),
    ),
    "## Comparisons",
    `Differences in points of accuracy between runs of the same seed. The margin of practical equality is ${study.margin}.`,
    table(
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
        const { place, compared, pairs, difference, interval, bootstrap, p, verdict } = comparisonCells(
          comparison,
          study,
        );
        return [place || "–", compared, String(pairs), difference, interval, bootstrap, p, verdict];
      }),
    ),
    "## Verdict",
    studyVerdict(comparisons, study).replaceAll("\u202f", " ") || "Nothing can be compared yet.",
    fairnessWords(study).replaceAll("\u202f", " "),
    "## Before you believe it",
    list(caveatsOf(study)),
  ]
    .join("\n\n")
    .concat("\n");
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
