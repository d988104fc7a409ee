// What a study's runs say: a chart over its first factor, the verdict, and each comparison.
import { memo, useRef, type ReactNode } from "react";
import {
  IntervalChart,
  type IntervalPoint,
  type IntervalScale,
  type IntervalSeries,
} from "../../charts/IntervalChart.tsx";
import { noiseWords, samplingWords } from "../../study/errorWords.ts";
import { fairnessWords } from "../../study/fairness.ts";
import { measuredWords, MEASURES, type StudyMeasure } from "../../study/measures.ts";
import type { ArmOutcome, Outcome, StudyComparison } from "../../study/outcome.ts";
import { isSameValue, type Study } from "../../study/study.ts";
import { armWords, axisTitle, comparisonCells, factorTitle, studyVerdict, valueWords } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { plural } from "../format.ts";
import { colourOf } from "../marks.ts";
import { lineStyle } from "./armStyle.ts";
import { MeasureChoice, useStudyMeasure } from "./MeasureChoice.tsx";
import { noiseBands } from "./noiseBands.ts";
import { SaveChart } from "./SaveChart.tsx";

interface OutcomeShownProps {
  readonly study: Study;
  readonly outcome: Outcome;
  /** Stands below the verdict on accuracy. */
  readonly children?: ReactNode;
}

/** How each measure's axis is divided, at the finest, and where it ends. */
const SCALES = {
  accuracy: { unit: "\u202f%", grain: 1, end: 100 },
  loss: { unit: "", grain: 0.01, end: Infinity },
} as const satisfies Readonly<Record<StudyMeasure, IntervalScale>>;

/** The chart over the first factor, the verdict and the comparisons, of the measure that is chosen. */
export function OutcomeShown({ study, outcome, children }: OutcomeShownProps) {
  const figure = useRef<HTMLElement>(null);
  const measure = useStudyMeasure();
  const [axis] = study.factors;
  if (!axis) return null;
  const { arms, comparisons } = outcome[measure];
  const { title } = MEASURES[measure];
  const series = seriesOf(study, arms);
  const noise = noiseWords(outcome[measure], measure);
  return (
    <>
      <MeasureChoice />
      <figure ref={figure} className="study-figure">
        <IntervalChart
          label={`${title} by ${factorTitle(axis, study).toLowerCase()}. ${chartWords(study, arms, measure)}`}
          scale={SCALES[measure]}
          bands={noiseBands(study, outcome[measure])}
          title={axisTitle(axis, study)}
          values={axis.values.map((value) => valueWords(axis, value, study))}
          isScale={axis.values.every((value) => typeof value === "number")}
          series={series}
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
      <SaveChart
        figure={figure}
        study={study}
        outcome={outcome[measure]}
        measure={measure}
        legend={series.length > 1 ? series.map(({ mark }) => mark) : []}
      />
      <p className="verdict" role="status">
        <b>{measure === "accuracy" ? "Verdict: " : "On loss, beside the verdict: "}</b>
        {studyVerdict(comparisons, study, measure) || "Nothing can be compared yet."} {fairnessWords(study)}
      </p>
      {measure === "accuracy" && children}
      <Comparisons study={study} comparisons={comparisons} measure={measure} />
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

/** One line for each combination of all factors but the first. */
function seriesOf(study: Study, arms: readonly ArmOutcome[]): readonly IntervalSeries[] {
  const lines = new Map<string, ArmOutcome[]>();
  for (const outcome of arms) {
    const label = armWords(outcome.arm, study, 1);
    const own = lines.get(label);
    if (own) own.push(outcome);
    else lines.set(label, [outcome]);
  }
  const axis = study.factors[0]?.values ?? [];
  return [...lines].map(([label, own], index): IntervalSeries => {
    const colours = new Set(own.map(({ arm }) => colourOf(arm.recipe.network)));
    const [only] = colours;
    return {
      mark: {
        label,
        ...lineStyle(index),
        colour: colours.size === 1 && only ? only : "var(--soft)",
      },
      points: axis.map((value) => pointOf(own.find(({ arm }) => isSameValue(arm.values[0], value)))),
    };
  });
}

function pointOf(outcome: ArmOutcome | undefined): IntervalPoint | null {
  if (!outcome || outcome.mean === null) return null;
  const { arm, mean, interval, measured } = outcome;
  return { mean, interval, values: measured, colour: colourOf(arm.recipe.network) };
}

function chartWords(study: Study, arms: readonly ArmOutcome[], measure: StudyMeasure): string {
  return arms
    .flatMap(({ arm, mean, measured }) => {
      if (mean === null) return [];
      const value = `${measuredWords(mean, measure)}\u202f${MEASURES[measure].unit}`;
      return [`${armWords(arm, study)}: ${value} of ${plural(measured.length, "run")}`];
    })
    .join("; ");
}
