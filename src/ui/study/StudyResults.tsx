// What a study's runs say so far: a chart over its first factor, and each comparison with its verdict.
import { Button } from "react-aria-components/Button";
import { rowOf } from "../../lab/rows.ts";
import type { Run } from "../../lab/state.ts";
import { armId } from "../../recipe/hash.ts";
import { measuredOf, outcomeOf, type StudyComparison } from "../../study/outcome.ts";
import type { Guess } from "../../study/guess.ts";
import { writeStudy } from "../../study/file.ts";
import { studyReport, type Provenance } from "../../study/report.ts";
import { armsOfStudy, MOST_SEEDS, type Study } from "../../study/study.ts";
import { STUDY } from "./chosenStudy.ts";
import { useKeptCurves } from "./keptCurves.ts";
import { OutcomeShown } from "./OutcomeShown.tsx";
import { ShareResult } from "./ShareResult.tsx";
import { StudyCurves } from "./StudyCurves.tsx";
import { downloadText } from "../download.ts";
import { useLab } from "../labContext.tsx";
import { runsCsv } from "../runs/runCells.ts";
import { Term } from "../terms/Term.tsx";
import { useMadeFor } from "../useMadeFor.ts";
import { armWords, seedsToKnow } from "../../study/words.ts";

interface StudyResultsProps {
  readonly study: Study;
  /** Its finished runs. */
  readonly finished: readonly Run[];
  /** Those that ended early, for good. */
  readonly failed: readonly Run[];
  readonly guess: Guess | null;
}

export function StudyResults({ study, finished, failed, guess }: StudyResultsProps) {
  const curves = useKeptCurves([...finished, ...failed]);
  const key = JSON.stringify([study.factors, study.seeds, study.margin, finished.map(({ id }) => id)]);
  const outcome = useMadeFor(key, () =>
    outcomeOf(study, measuredOf(finished.flatMap(({ recipe, last: { test } }) => (test ? [{ recipe, test }] : [])))),
  );
  if (study.factors.length === 0 || finished.length === 0)
    return (
      <section className="section" aria-label="Results">
        <p className="empty">No runs of this study yet. Press “Start”: each run becomes a dot here.</p>
        <StudyCurves study={study} runs={curves} hasTimes />
      </section>
    );
  return (
    <section className="section" aria-labelledby="study-results-title">
      <div className="section-head">
        <h2 id="study-results-title">What the runs say</h2>
        <p>
          Of the <Term id="test">test</Term>: dots are runs, marks their means, bars the 95&#8239;% interval over seeds.
        </p>
      </div>
      <OutcomeShown study={study} outcome={outcome}>
        <MoreSeeds study={study} comparisons={outcome.accuracy.comparisons} />
      </OutcomeShown>
      <StudyCurves study={study} runs={curves} hasTimes />
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

/** A line per run, each named by what the study varies. */
function csvOf(study: Study, finished: readonly Run[]): string {
  const names = new Map(armsOfStudy(study).arms.map((arm) => [arm.id, armWords(arm, study)]));
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
