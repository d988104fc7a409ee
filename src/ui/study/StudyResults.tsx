// What a study's runs say so far: a chart over its first factor, and each comparison with its verdict.
import { Button } from "react-aria-components/Button";
import { measuredOf, outcomeOf, type StudyComparison } from "../../study/outcome.ts";
import { armId } from "../../recipe/hash.ts";
import { secondsOfArms } from "../../study/pareto.ts";
import { mostSeeds, type Study } from "../../study/study.ts";
import type { Run } from "../../lab/state.ts";
import { STUDY } from "./chosenStudy.ts";
import { useKeptCurves } from "./keptCurves.ts";
import { OutcomeShown } from "./OutcomeShown.tsx";
import type { ExporterId } from "../../study/exports/exporters.ts";
import { noteSaved } from "../savedHere.ts";
import { SaveMenu } from "./SaveMenu.tsx";
import { ShareResult } from "./ShareResult.tsx";
import { StudyCurves } from "./StudyCurves.tsx";
import { wholeResult, type StudyHere } from "./wholeResult.ts";
import { useLab } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { useMadeFor } from "../useMadeFor.ts";
import { seedsToKnow } from "../../study/words.ts";

/** The forms that hold every number. */
const WHOLE: ReadonlySet<ExporterId> = new Set(["everything", "result", "runLines"]);

interface StudyResultsProps extends StudyHere {
  /** Those that failed, those that can go on too. */
  readonly failed: readonly Run[];
}

export function StudyResults({ failed, ...here }: StudyResultsProps) {
  const lab = useLab();
  const { study, finished } = here;
  const curves = useKeptCurves([...finished, ...failed]);
  const key = JSON.stringify([
    study.factors,
    study.seeds,
    study.match,
    study.tuned,
    study.margin,
    finished.map(({ id }) => id),
  ]);
  const outcome = useMadeFor(key, () =>
    outcomeOf(
      study,
      measuredOf(
        finished.flatMap(({ recipe, last: { test, validation } }) => (test ? [{ recipe, test, validation }] : [])),
      ),
    ),
  );
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
      <OutcomeShown study={study} outcome={outcome} seconds={seconds}>
        <MoreSeeds study={study} comparisons={outcome.accuracy.comparisons} />
      </OutcomeShown>
      <StudyCurves study={study} runs={curves} hasTimes />
      <p className="study-save no-print">
        <SaveMenu read={() => wholeResult(lab, here)} onSaved={(id) => WHOLE.has(id) && noteSaved()} />
        <ShareResult {...here} />
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
  const room = mostSeeds(study);
  const seeds = Math.min(wanted, room);
  if (seeds <= study.seeds.length) return null;
  return (
    <p className="study-more no-print">
      <Button className="button" onPress={() => lab.setShown({ [STUDY.seeds]: String(seeds) })}>
        Take {seeds} seeds instead of {study.seeds.length}
      </Button>
      <span className="soft">
        {wanted > seeds ? `More than ${room} cannot be taken. ` : ""}How long that takes is said above, before it
        begins.
      </span>
    </p>
  );
}
