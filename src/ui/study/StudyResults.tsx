// What a study's runs say so far: a chart over its first factor, and each comparison with its verdict.
import { memo, type ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { activationNames, describeActivation } from "../../activations/list.ts";
import { IntervalChart, type IntervalPoint, type IntervalSeries } from "../../charts/IntervalChart.tsx";
import { rowOf } from "../../lab/rows.ts";
import type { Run } from "../../lab/state.ts";
import { armId } from "../../recipe/hash.ts";
import { measuredOf, outcomeOf, type ArmOutcome, type Outcome, type StudyComparison } from "../../study/outcome.ts";
import type { Guess } from "../../study/guess.ts";
import { writeStudy } from "../../study/file.ts";
import { studyReport, type Provenance } from "../../study/report.ts";
import { armsOfStudy, MOST_SEEDS, type FactorValue, type Study } from "../../study/study.ts";
import { STUDY } from "./chosenStudy.ts";
import { ShareResult } from "./ShareResult.tsx";
import { DataTable } from "../controls/DataTable.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { downloadText } from "../download.ts";
import { useLab } from "../labContext.tsx";
import { plural } from "../format.ts";
import { runsCsv } from "../runs/runCells.ts";
import { colourOf } from "../marks.ts";
import { Term } from "../terms/Term.tsx";
import { useMadeFor } from "../useMadeFor.ts";
import { comparisonCells, factorTitle, seedsToKnow, studyVerdict, valueWords } from "../../study/words.ts";

interface StudyResultsProps {
  readonly study: Study;
  /** Its finished runs. */
  readonly finished: readonly Run[];
  readonly guess: Guess | null;
}

export function StudyResults({ study, finished, guess }: StudyResultsProps) {
  const key = JSON.stringify([study.factors, study.seeds, study.margin, finished.map(({ id }) => id)]);
  const outcome = useMadeFor(key, () =>
    outcomeOf(
      study,
      measuredOf(finished.flatMap(({ recipe, last }) => (last.test ? [{ recipe, accuracy: last.test.accuracy }] : []))),
    ),
  );
  if (study.factors.length === 0 || finished.length === 0)
    return (
      <section className="section" aria-label="Results">
        <p className="empty">No runs of this study yet. Press “Start”: each run becomes a dot here.</p>
      </section>
    );
  return (
    <section className="section" aria-labelledby="study-results-title">
      <div className="section-head">
        <h2 id="study-results-title">What the runs say</h2>
        <p>
          <Term id="test">Test</Term> accuracy; dots are runs, marks their means, bars the 95&#8239;% interval over
          seeds.
        </p>
      </div>
      <OutcomeShown study={study} outcome={outcome}>
        <MoreSeeds study={study} comparisons={outcome.comparisons} />
      </OutcomeShown>
      <p className="study-save no-print">
        <Button
          className="button"
          onPress={() =>
            downloadText("study.md", "text/markdown", studyReport(study, outcome, provenanceOf(finished, guess)))
          }
        >
          Save the report
        </Button>
        <Button className="button" onPress={() => downloadText("study.json", "application/json", writeStudy(study))}>
          Save the study
        </Button>
        <Button className="button" onPress={() => downloadText("study-runs.csv", "text/csv", csvOf(study, finished))}>
          Save the runs
        </Button>
        <span className="soft">
          The report is Markdown, the runs are CSV; the command line trains and reads the study’s file.
        </span>
      </p>
      <p className="study-save no-print">
        <ShareResult study={study} finished={finished} guess={guess} />
      </p>
    </section>
  );
}

interface OutcomeShownProps {
  readonly study: Study;
  readonly outcome: Outcome;
  /** Stands below the verdict. */
  readonly children?: ReactNode;
}

/** The chart over the first factor, the verdict and the comparisons. */
export function OutcomeShown({ study, outcome, children }: OutcomeShownProps) {
  const [axis] = study.factors;
  if (!axis) return null;
  const series = seriesOf(study, outcome.arms);
  return (
    <>
      <figure className="study-figure">
        <IntervalChart
          label={`Test accuracy by ${factorTitle(axis, study).toLowerCase()}. ${chartWords(study, outcome.arms)}`}
          title={factorTitle(axis, study)}
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
      <p className="verdict" role="status">
        <b>Verdict: </b>
        {studyVerdict(outcome.comparisons, study) || "Nothing can be compared yet."}
      </p>
      {children}
      <Comparisons study={study} comparisons={outcome.comparisons} />
    </>
  );
}

/** The button that adds the seeds of which the verdict speaks. */
function MoreSeeds({
  study,
  comparisons,
}: {
  readonly study: Study;
  readonly comparisons: readonly StudyComparison[];
}) {
  const lab = useLab();
  const wanted = seedsToKnow(comparisons, study)?.seeds ?? 0;
  const seeds = Math.min(wanted, MOST_SEEDS);
  if (seeds <= study.seeds.length) return null;
  return (
    <p className="study-more no-print">
      <Button className="button" onPress={() => lab.setShown({ [STUDY.seeds]: String(seeds) })}>
        Take {seeds} seeds instead of {study.seeds.length}
      </Button>
      <span className="soft">
        {wanted > seeds ? `More than ${MOST_SEEDS} cannot be taken. ` : ""}How long that takes is said above, before it
        begins.
      </span>
    </p>
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

/** A line per run, each named by what the study varies. */
function csvOf(study: Study, finished: readonly Run[]): string {
  const names = new Map(
    armsOfStudy(study).arms.map(({ id, values }) => [
      id,
      values.map((value, at) => valueWords(study.factors[at], value, study)).join(", "),
    ]),
  );
  return runsCsv(finished.map((run) => rowOf(run, { name: names.get(armId(run.recipe)) ?? "" })));
}

function provenanceOf(finished: readonly Run[], guess: Guess | null): Provenance {
  const started = finished.flatMap((run) => run.started ?? []);
  return {
    guess,
    version: [...new Set(started.map(({ version }) => version))].join(", "),
    engines: [...new Set(started.map(({ engine }) => engine.adapter))],
  };
}

/** One line for each combination of all factors but the first. */
function seriesOf(study: Study, arms: readonly ArmOutcome[]): readonly IntervalSeries[] {
  const lines = new Map<string, ArmOutcome[]>();
  for (const outcome of arms) {
    const line = outcome.arm.values.slice(1).map((value, at) => valueWords(study.factors[at + 1], value, study));
    const label = line.join(", ");
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
      const words = arm.values.map((value, at) => valueWords(study.factors[at], value, study)).join(", ");
      return [`${words}: ${mean.toFixed(1)}\u202f% of ${plural(accuracies.length, "run")}`];
    })
    .join("; ");
}
