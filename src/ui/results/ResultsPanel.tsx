// What happened: the curves of the runs that are shown, and what they say so far.
import { lazy, startTransition, Suspense, useEffect, useMemo, useState } from "react";
import type { XAxisName } from "../../charts/series.ts";
import { XAxisSwitch } from "../../charts/XAxisSwitch.tsx";
import { linearModelAccuracy, tableRows, visibleRows } from "../../lab/selectors.ts";
import type { LabState, Run } from "../../lab/state.ts";
import { useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { curveRunOf, mostClasses } from "./curveRuns.ts";
import { Verdict } from "./Verdict.tsx";
import "./ResultsPanel.css";

const DRAWN_EVERY_MS = 1000;
const CHARTS_AFTER_MS = 1500;

// The drawing library is a third of the page's script. Its first drawing is the longest task of the page (a tenth of a
// second and more where training takes every core): so the empty axes are drawn soon after the page is usable.
const loadCurves = () => import("./Curves.tsx");
const Curves = lazy(loadCurves);

const runsNow = ({ runs }: LabState) => runs;

export function ResultsPanel() {
  const runs: readonly Run[] = useLabStateEvery(DRAWN_EVERY_MS, runsNow);
  const linear = useLabState(linearModelAccuracy);
  const [axis, setAxis] = useState<XAxisName>("epoch");
  const datasetId = useLabState(({ experiment }) => experiment.recipe.dataset.id);
  const rows = useMemo(() => visibleRows(tableRows(runs)), [runs]);
  const curves = useMemo(() => rows.map(curveRunOf), [rows]);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    // If this fails, drawing the first points asks again and says so.
    const timer = setTimeout(
      () =>
        loadCurves().then(
          () => startTransition(() => setLoaded(true)),
          () => undefined,
        ),
      CHARTS_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, []);
  const hasPoints = curves.some(({ steps }) => steps.length > 0);
  return (
    <section className="section" aria-labelledby="results-title">
      <div className="section-head">
        <h2 id="results-title">What happened</h2>
        <p>
          {linear === null
            ? "Accuracy and loss while they learned."
            : "Accuracy and loss while they learned; dotted line: a linear model trained on the same pixels."}
        </p>
        {hasPoints && (
          <div className="results-axis no-print">
            <XAxisSwitch axis={axis} onChange={setAxis} />
          </div>
        )}
      </div>
      {runs.length === 0 && (
        <p className="empty">
          Nothing has been trained yet. Press “Train”: the curves of all arms are drawn here while they learn.
        </p>
      )}
      {runs.length > 0 && curves.length === 0 && (
        <p className="empty">Every run is hidden. Press “Show” in the table of runs to draw one again.</p>
      )}
      {curves.length > 0 && !hasPoints && (
        <p className="empty">
          {curves.length === 1 ? "This run has" : "These runs have"} nothing to draw
          {curves.some(({ isTraining }) => isTraining)
            ? " yet. The first points appear after the first steps."
            : ": no step was taken."}
        </p>
      )}
      {(hasPoints || isLoaded) && (
        <Suspense fallback={<p className="soft">Getting the charts ready…</p>}>
          <Curves
            curves={curves}
            axis={axis}
            linearModelAccuracy={linear}
            classes={mostClasses(
              rows.map(({ run }) => run),
              datasetId,
            )}
          />
        </Suspense>
      )}
      <Verdict />
    </section>
  );
}
