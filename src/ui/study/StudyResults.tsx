// What a study's runs say so far: a chart over its first factor, and each comparison with its verdict.
import { measuredOf, outcomeOf } from "../../study/outcome.ts";
import { armId } from "../../recipe/hash.ts";
import { secondsOfArms } from "../../study/pareto.ts";
import type { Run } from "../../lab/state.ts";
import { endedRuns } from "./endedRuns.ts";
import { useKeptCurves } from "./keptCurves.ts";
import { OutcomeShown } from "./OutcomeShown.tsx";
import { noteSaved } from "../savedHere.ts";
import { SaveMenu } from "./SaveMenu.tsx";
import { ShareResult } from "./ShareResult.tsx";
import { StudyCurves } from "./StudyCurves.tsx";
import { wholeResult, type StudyHere } from "./wholeResult.ts";
import { useLab } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { useMadeFor } from "../useMadeFor.ts";

interface StudyResultsProps extends StudyHere {
  /** Those that failed, those that can go on too. */
  readonly failed: readonly Run[];
}

export function StudyResults({ failed, ...here }: StudyResultsProps) {
  const lab = useLab();
  const { study, finished } = here;
  const curves = useKeptCurves([...finished, ...failed]);
  const key = JSON.stringify([study, finished.map(({ id }) => id)]);
  const outcome = useMadeFor(key, () => outcomeOf(study, measuredOf(endedRuns(finished))));
  const seconds = useMadeFor(key, () =>
    secondsOfArms(
      finished.map(({ recipe, finished: end }) => ({ arm: armId(recipe), seconds: (end?.elapsedMs ?? 0) / 1000 })),
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
          Of the <Term id="test">test</Term>: dots are runs, marks their means, bars the 95&#8239;% interval over seeds.
        </p>
      </div>
      <OutcomeShown study={study} outcome={outcome} seconds={seconds} canGrow />
      <StudyCurves study={study} runs={curves} hasTimes />
      <p className="study-save no-print">
        <SaveMenu read={() => wholeResult(lab, here)} onSaved={({ holdsAll }) => holdsAll === true && noteSaved()} />
        <ShareResult {...here} />
      </p>
    </section>
  );
}
