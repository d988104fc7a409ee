// What a study's runs say: a chart over its first factor (and a heatmap over two that are numbers), the verdict, and each
// comparison.
import { memo, type ReactNode } from "react";
import { Heatmap } from "../../charts/Heatmap.tsx";
import { IntervalChart } from "../../charts/IntervalChart.tsx";
import { chartOf, type Paint } from "../../study/chart.ts";
import { noiseWords, samplingWords } from "../../study/errorWords.ts";
import { figureOf } from "../../study/exports/figure.ts";
import { fairnessWords } from "../../study/fairness.ts";
import { heatmapOf } from "../../study/heatmap.ts";
import { measuredWords, MEASURES, type StudyMeasure } from "../../study/measures.ts";
import type { ArmOutcome, Outcome, StudyComparison } from "../../study/outcome.ts";
import type { Study } from "../../study/study.ts";
import { judgedStudy } from "../../study/tuning.ts";
import { tunedWords } from "../../study/tunedWords.ts";
import { armWords, comparisonCells, factorTitle, studyVerdict } from "../../study/words.ts";
import type { ArmSeconds } from "../../study/pareto.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { plural } from "../format.ts";
import { colourOf } from "../marks.ts";
import { SavePicture } from "../SavePicture.tsx";
import { CostFigure } from "./CostFigure.tsx";
import { MeasureChoice, useStudyMeasure } from "./MeasureChoice.tsx";

const PAINT: Paint = { of: colourOf, several: "var(--soft)" };

interface OutcomeShownProps {
  readonly study: Study;
  readonly outcome: Outcome;
  readonly seconds: ArmSeconds;
  /** What is said of runs of several engines or versions, in a saved chart. */
  readonly mixture?: string;
  /** Stands below the verdict on accuracy. */
  readonly children?: ReactNode;
}

/** The chart over the first factor, the verdict and the comparisons, of the measure that is chosen. */
export function OutcomeShown({ study: whole, outcome, seconds, mixture = "", children }: OutcomeShownProps) {
  const study = judgedStudy(whole);
  const measure = useStudyMeasure();
  const chart = chartOf(study, outcome[measure], measure, PAINT);
  if (!chart) return null;
  const { series } = chart;
  const { arms, comparisons } = outcome[measure];
  const heatmap = heatmapOf(study, outcome[measure], measure);
  const noise = noiseWords(outcome[measure], measure);
  return (
    <>
      <MeasureChoice />
      <figure className="study-figure">
        <IntervalChart
          label={`${MEASURES[measure].title} by ${chart.title.toLowerCase()}. ${chartWords(study, arms, measure)}`}
          {...chart}
        />
        <figcaption>
          {series.length > 1 && (
            <div className="study-legend">
              {series.map(({ mark }) => (
                <span key={mark.label}>
                  <Swatch mark={mark} /> {mark.label}
                </span>
              ))}
            </div>
          )}
          {noise !== "" && (
            <p className="study-noise">
              <i aria-hidden /> {noise}
            </p>
          )}
        </figcaption>
      </figure>
      {heatmap && <Heatmap label={`Mean ${MEASURES[measure].title.toLowerCase()} of each arm`} {...heatmap} />}
      <p className="study-save-chart no-print">
        <SavePicture
          what="the chart"
          svg={() => figureOf(whole, outcome[measure], measure, mixture).markup}
          file={measure === "accuracy" ? "study" : "study-loss"}
        />
      </p>
      <p className="verdict" role="status">
        <b>{MEASURES[measure].introduction}: </b>
        {studyVerdict(comparisons, study, measure) || "Nothing can be compared yet."} {fairnessWords(study)}{" "}
        {tunedWords(whole, outcome.accuracy)}
      </p>
      {measure === "accuracy" && children}
      <Comparisons study={study} comparisons={comparisons} measure={measure} />
      <CostFigure study={study} outcome={outcome[measure]} measure={measure} seconds={seconds} />
      <p className="study-sampling soft">{samplingWords(outcome[measure], measure)}</p>
    </>
  );
}

const Comparisons = memo(function Comparisons({
  study,
  comparisons,
  measure,
}: {
  readonly study: Study;
  readonly comparisons: readonly StudyComparison[];
  readonly measure: StudyMeasure;
}) {
  const last = study.factors.at(-1);
  if (!last || comparisons.length === 0) return null;
  return (
    <DataTable
      label="Comparisons"
      head={[
        `${factorTitle(last, study)}, compared`,
        "Pairs",
        `Difference, ${MEASURES[measure].differenceUnit}`,
        "95 % interval",
        "Bootstrap’s (BCa)",
        "p, corrected",
        "Verdict",
      ]}
      rows={comparisons.map((comparison) => {
        const { place, compared, pairs, difference, interval, bootstrap, p, verdict } = comparisonCells(
          comparison,
          study,
          measure,
        );
        const name = place === "" ? compared : `${place}: ${compared}`;
        return { key: name, cells: [name, pairs, difference, interval, bootstrap, p, verdict] };
      })}
    />
  );
});

function chartWords(study: Study, arms: readonly ArmOutcome[], measure: StudyMeasure): string {
  return arms
    .flatMap(({ arm, mean, measured }) => {
      if (mean === null) return [];
      const value = `${measuredWords(mean, measure)}\u202f${MEASURES[measure].unit}`;
      return [`${armWords(arm, study)}: ${value} of ${plural(measured.length, "run")}`];
    })
    .join("; ");
}
