// What a study's runs say: a chart over its first factor, the verdict, and each comparison.
import { memo, useRef, type ReactNode } from "react";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { IntervalChart, type IntervalPoint, type IntervalSeries } from "../../charts/IntervalChart.tsx";
import { fairnessWords } from "../../study/fairness.ts";
import type { ArmOutcome, Outcome, StudyComparison } from "../../study/outcome.ts";
import type { FactorValue, Study } from "../../study/study.ts";
import { armWords, axisTitle, comparisonCells, factorTitle, studyVerdict, valueWords } from "../../study/words.ts";
import { DataTable } from "../controls/DataTable.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { plural } from "../format.ts";
import { colourOf } from "../marks.ts";
import { SaveChart } from "./SaveChart.tsx";

interface OutcomeShownProps {
  readonly study: Study;
  readonly outcome: Outcome;
  /** Stands below the verdict. */
  readonly children?: ReactNode;
}

/** The chart over the first factor, the verdict and the comparisons. */
export function OutcomeShown({ study, outcome, children }: OutcomeShownProps) {
  const figure = useRef<HTMLElement>(null);
  const [axis] = study.factors;
  if (!axis) return null;
  const series = seriesOf(study, outcome.arms);
  return (
    <>
      <figure ref={figure} className="study-figure">
        <IntervalChart
          label={`Test accuracy by ${factorTitle(axis, study).toLowerCase()}. ${chartWords(study, outcome.arms)}`}
          title={axisTitle(axis, study)}
          values={axis.values.map((value) => valueWords(axis, value, study))}
          isScale={axis.values.every((value) => typeof value === "number")}
          series={series}
        />
        {series.length > 1 && (
          <figcaption className="study-legend">
            {series.map(({ mark }) => (
              <span key={mark.label}>
                <Swatch mark={mark} /> {mark.label}
              </span>
            ))}
          </figcaption>
        )}
      </figure>
      <SaveChart
        figure={figure}
        study={study}
        outcome={outcome}
        legend={series.length > 1 ? series.map(({ mark }) => mark) : []}
      />
      <p className="verdict" role="status">
        <b>Verdict: </b>
        {studyVerdict(outcome.comparisons, study) || "Nothing can be compared yet."} {fairnessWords(study)}
      </p>
      {children}
      <Comparisons study={study} comparisons={outcome.comparisons} />
    </>
  );
}

const Comparisons = memo(function Comparisons({
  study,
  comparisons,
}: {
  readonly study: Study;
  readonly comparisons: readonly StudyComparison[];
}) {
  const last = study.factors.at(-1);
  if (!last || comparisons.length === 0) return null;
  return (
    <DataTable
      label="Comparisons"
      head={[
        `${factorTitle(last, study)}, compared`,
        "Pairs",
        "Difference, points",
        "95 % interval",
        "Bootstrap’s (BCa)",
        "p, corrected",
        "Verdict",
      ]}
      rows={comparisons.map((comparison) => {
        const { place, compared, pairs, difference, interval, bootstrap, p, verdict } = comparisonCells(
          comparison,
          study,
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
    const style = describeActivation(activationNames[index % activationNames.length] ?? "none");
    const colours = new Set(own.map(({ arm }) => colourOf(arm.recipe.network)));
    const [only] = colours;
    return {
      mark: {
        label,
        dash: style.dash,
        marker: style.marker,
        colour: colours.size === 1 && only ? only : "var(--soft)",
      },
      points: axis.map((value) => pointOf(own.find(({ arm }) => isSame(arm.values[0], value)))),
    };
  });
}

function pointOf(outcome: ArmOutcome | undefined): IntervalPoint | null {
  if (!outcome || outcome.mean === null) return null;
  const { arm, mean, interval, accuracies } = outcome;
  return { mean, interval, values: accuracies, colour: colourOf(arm.recipe.network) };
}

const isSame = (one: FactorValue | undefined, other: FactorValue): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function chartWords(study: Study, arms: Outcome["arms"]): string {
  return arms
    .flatMap(({ arm, mean, accuracies }) => {
      if (mean === null) return [];
      const words = armWords(arm, study);
      return [`${words}: ${mean.toFixed(1)}\u202f% of ${plural(accuracies.length, "run")}`];
    })
    .join("; ");
}
