// What a study's runs say: a chart over its first factor (and a heatmap over two that are numbers), the verdict, and each
// comparison.
import { memo } from "react";
import { Heatmap } from "../../charts/Heatmap.tsx";
import { IntervalChart } from "../../charts/IntervalChart.tsx";
import { chartOf, type Paint } from "../../study/chart.ts";
import { noiseWords, samplingWords } from "../../study/errorWords.ts";
import { figureOf } from "../../study/exports/figure.ts";
import { fairnessWords } from "../../study/fairness.ts";
import { heatmapOf } from "../../study/heatmap.ts";
import { measuredWords, MEASURES } from "../../study/measures.ts";
import type { MeasureOutcome, Outcome } from "../../study/outcome.ts";
import type { Study } from "../../study/study.ts";
import { tunedWords } from "../../study/tunedWords.ts";
import { armWords, comparisonCells, factorTitle, studyVerdict } from "../../study/words.ts";
import type { ArmSeconds } from "../../study/pareto.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { plural } from "../format.ts";
import { colourOf } from "../marks.ts";
import { SavePicture } from "../SavePicture.tsx";
import { CostFigure } from "./CostFigure.tsx";
import { MoreSeeds } from "./MoreSeeds.tsx";
import { MeasureChoice, useStudyMeasure } from "./MeasureChoice.tsx";

const PAINT: Paint = { of: colourOf, several: "var(--soft)" };

interface OutcomeShownProps {
  /** As it was planned. */
  readonly study: Study;
  readonly outcome: Outcome;
  readonly seconds: ArmSeconds;
  /** What is said beside the verdict of runs of several engines or versions; empty where they are of one. */
  readonly mixture?: string;
  /** Whether more seeds can be trained here. */
  readonly canGrow?: boolean;
}

/** The chart over the first factor, the verdict and the comparisons, of the measure that is chosen. */
export const OutcomeShown = memo(function OutcomeShown(props: OutcomeShownProps) {
  const { study, seconds, mixture = "", canGrow = false } = props;
  const measure = useStudyMeasure();
  const outcome = props.outcome[measure];
  const chart = chartOf(outcome, PAINT);
  if (!chart) return null;
  const { title, introduction } = MEASURES[measure];
  const heatmap = heatmapOf(outcome);
  const noise = noiseWords(outcome);
  return (
    <>
      <MeasureChoice />
      <figure className="study-figure">
        <IntervalChart label={`${title} by ${chart.title.toLowerCase()}. ${chartWords(outcome)}`} {...chart} />
        <figcaption>
          {chart.series.length > 1 && (
            <div className="study-legend">
              {chart.series.map(({ mark }) => (
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
      {heatmap && <Heatmap label={`Mean ${title.toLowerCase()} of each arm`} {...heatmap} />}
      <p className="study-save-chart no-print">
        <SavePicture
          what="the chart"
          svg={() => figureOf(study, outcome, mixture).markup}
          file={measure === "accuracy" ? "study" : "study-loss"}
        />
      </p>
      <p className="verdict" role="status">
        <b>{introduction}: </b>
        {studyVerdict(outcome) || "Nothing can be compared yet."} {fairnessWords(outcome)} {tunedWords(study, outcome)}
      </p>
      {mixture !== "" && <p className="study-pool-mixed">{mixture}</p>}
      {canGrow && measure === "accuracy" && <MoreSeeds study={study} outcome={outcome} />}
      <Comparisons outcome={outcome} />
      <CostFigure study={study} outcome={outcome} seconds={seconds} />
      <p className="study-sampling soft">{samplingWords(outcome)}</p>
    </>
  );
});

function Comparisons({ outcome }: { readonly outcome: MeasureOutcome }) {
  const { study, measure, comparisons } = outcome;
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
          outcome,
        );
        const name = place === "" ? compared : `${place}: ${compared}`;
        return { key: name, cells: [name, pairs, difference, interval, bootstrap, p, verdict] };
      })}
    />
  );
}

function chartWords({ study, arms, measure }: MeasureOutcome): string {
  return arms
    .flatMap(({ arm, mean, measured }) => {
      if (mean === null) return [];
      const value = `${measuredWords(mean, measure)}\u202f${MEASURES[measure].unit}`;
      return [`${armWords(arm, study)}: ${value} of ${plural(measured.length, "run")}`];
    })
    .join("; ");
}
