// A study's results as a report: question, set-up, what was measured, verdict, caveats. Its writers are in exports/.
import { networkCost } from "../recipe/cost.ts";
import { differingFrom } from "../recipe/differences.ts";
import { parseRecipe } from "../recipe/parse.ts";
import { PROGRAM_VERSION } from "../run/version.ts";
import { noiseWords, samplingCell, samplingWords } from "./errorWords.ts";
import { fairnessWords, mismatchWords } from "./fairness.ts";
import type { Guess } from "./guess.ts";
import { measuredWords, MEASURES } from "./measures.ts";
import { mixtureWords } from "./pooling/mixture.ts";
import type { MeasureOutcome, Outcome } from "./outcome.ts";
import { caveatsOf } from "./ready.ts";
import type { StudyResult } from "./result.ts";
import { runsOfStudy, type Study } from "./study.ts";
import { tunedWords } from "./tunedWords.ts";
import { axisTitle, comparisonCells, factorTitle, studyVerdict, valueWords } from "./words.ts";

/** Words, a code, or words that lead somewhere. */
export type Inline = string | { readonly code: string } | { readonly words: string; readonly address: string };

export type Block =
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  /** Somebody's words, which may have several lines. */
  | { readonly kind: "quotation"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Inline[])[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  readonly question: string;
  readonly sections: readonly Section[];
}

/** How the runs were trained, and what was expected of them. */
export interface Provenance {
  /** Null where nothing was recorded before the first run. */
  readonly guess: Guess | null;
  readonly version: string;
  /** Each engine that trained runs of the study, once. */
  readonly engines: readonly string[];
  /** What to know of runs of several engines or versions; empty where all are of one. */
  readonly mixture: string;
}

export function provenanceOf({ guess, runs }: StudyResult): Provenance {
  const each = (of: "version" | "adapter") => [...new Set(runs.map(({ terms }) => terms[of]))];
  return {
    guess,
    version: each("version").join(", ") || PROGRAM_VERSION,
    engines: each("adapter"),
    mixture: mixtureWords(runs),
  };
}

export function reportOf(study: Study, outcome: Outcome, provenance: Provenance): Report {
  const { guess, mixture } = provenance;
  const { accuracy, loss } = outcome;
  return {
    title: study.name,
    question: study.question,
    sections: [
      ...(guess ? [{ title: "Guess", blocks: guessBlocks(guess) }] : []),
      { title: "What was trained", blocks: [trained(study, accuracy, provenance)] },
      {
        title: "Test accuracy",
        blocks: [armTable(accuracy), ...errorParagraphs(accuracy)],
      },
      {
        title: "Comparisons",
        blocks: [
          paragraph(
            "Differences in points of accuracy between runs of the same seed. " +
              `The margin of practical equality is ${study.margin}.`,
          ),
          comparisonTable(accuracy),
        ],
      },
      {
        title: "Verdict",
        blocks: [
          verdictWords(accuracy),
          mixture,
          plain(fairnessWords(accuracy)),
          plain(tunedWords(study, accuracy)),
        ].flatMap(paragraphIfAny),
      },
      {
        title: "Test loss, beside it",
        blocks: [
          paragraph(
            "Accuracy was stated beforehand as what decides; loss is secondary. Its p-values are corrected in a family of " +
              "their own, and it has no margin: nobody has said which difference in nats makes none in practice.",
          ),
          armTable(loss),
          ...errorParagraphs(loss),
          comparisonTable(loss),
          paragraph(verdictWords(loss)),
        ],
      },
      { title: "Before you believe it", blocks: [listOf(caveatsOf(study))] },
    ],
  };
}

function paragraphIfAny(words: string): readonly Block[] {
  return words === "" ? [] : [paragraph(words)];
}

/** In files, spaces are spaces. */
const plain = (words: string): string => words.replaceAll("\u202f", " ");

export function paragraph(...parts: readonly Inline[]): Block {
  return { kind: "paragraph", parts };
}

export function listOf(items: readonly string[]): Block {
  return { kind: "list", items: items.map((item) => [item]) };
}

function guessBlocks({ text, at, hash }: Guess): readonly Block[] {
  return [
    { kind: "quotation", text },
    paragraph(`Recorded ${at}, before the first run. SHA-256 of study, text and time: `, { code: hash }, "."),
  ];
}

function trained(study: Study, { arms }: MeasureOutcome, { version, engines }: Provenance): Block {
  const finished = arms.reduce((sum, { measured }) => sum + measured.length, 0);
  const { base } = study;
  // Settings of a data set that is not the default one have defaults of their own.
  const settings = differingFrom(base, parseRecipe({}), parseRecipe({ dataset: { id: base.dataset.id } }));
  return listOf([
    ...study.factors.map(
      (factor) =>
        `${factorTitle(factor, study)}: ${factor.values.map((value) => valueWords(factor, value, study)).join(", ")}`,
    ),
    `Seeds: ${study.seeds.join(", ")}`,
    `Other than the defaults: ${settings.join(", ") || "nothing"}`,
    `${finished} of ${runsOfStudy(study).length} runs are finished`,
    `Program version ${version}; ${engines.join("; ")}`,
  ]);
}

/** What the arms cost, and what test images leave open, stands beside the accuracy only. */
function armTable({ study, arms, measure }: MeasureOutcome): Block {
  const isFirst = measure === "accuracy";
  return {
    kind: "table",
    head: [
      ...study.factors.map((factor) => axisTitle(factor, study)),
      ...(isFirst ? ["Parameters", "Multiply-adds"] : []),
      ...(isFirst && study.match ? ["Mismatch"] : []),
      "Runs",
      `Mean, ${MEASURES[measure].unit}`,
      "95 % interval",
      ...(isFirst ? ["± by test images"] : []),
    ],
    rows: arms.map((outcome) => {
      const { arm, measured, mean, interval } = outcome;
      const { parameters, multiplyAdds } = networkCost(arm.recipe);
      return [
        ...arm.values.map((value, at) => valueWords(study.factors[at], value, study)),
        ...(isFirst ? [String(parameters), String(multiplyAdds)] : []),
        ...(isFirst && arm.mismatch !== null ? [plain(mismatchWords(arm.mismatch))] : []),
        String(measured.length),
        mean === null ? "–" : measuredWords(mean, measure),
        interval ? `${measuredWords(interval.low, measure)} to ${measuredWords(interval.high, measure)}` : "–",
        ...(isFirst ? [samplingCell(outcome)] : []),
      ];
    }),
  };
}

function errorParagraphs(outcome: MeasureOutcome): readonly Block[] {
  return [samplingWords(outcome), noiseWords(outcome)].map(plain).flatMap(paragraphIfAny);
}

function comparisonTable(outcome: MeasureOutcome): Block {
  return {
    kind: "table",
    head: [
      "Where",
      "Compared",
      "Pairs",
      "Difference",
      "95 % interval",
      "Bootstrap’s (BCa)",
      "p, corrected (Holm)",
      "Verdict",
    ],
    rows: outcome.comparisons.map((comparison) => {
      const { place, compared, pairs, difference, interval, bootstrap, p, verdict } = comparisonCells(
        comparison,
        outcome,
      );
      return [place || "–", compared, String(pairs), difference, interval, bootstrap, p, verdict];
    }),
  };
}

/** What all comparisons say together. */
export function verdictWords(outcome: MeasureOutcome): string {
  return plain(studyVerdict(outcome)) || "Nothing can be compared yet.";
}
