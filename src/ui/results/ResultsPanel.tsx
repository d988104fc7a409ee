// The results: the curves of the runs that are shown, and what they say so far.
import { Button } from "react-aria-components/Button";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { haveAllRepeats, hasRepeats } from "../../charts/groups.ts";
import { X_AXES, type CurveRun } from "../../charts/series.ts";
import { XAxisSwitch } from "../../charts/XAxisSwitch.tsx";
import { drawnRuns } from "../../lab/drawn.ts";
import { commonDataset, linearModelAccuracy } from "../../lab/selectors.ts";
import type { LabState } from "../../lab/state.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { Term } from "../terms/Term.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { curveRunsOf, latestCurveRuns, mostClasses } from "./curveRuns.ts";
import { pictureWords } from "./pictureWords.ts";
import { pictureIn, SavePicture } from "../SavePicture.tsx";
import { useChartChoices } from "./useChartChoices.ts";
import { useCurves } from "./useCurves.ts";
import { Verdict } from "./Verdict.tsx";
import { Welcome } from "./Welcome.tsx";
import "../notices/Notices.css";
import "./ResultsPanel.css";

const DRAWN_EVERY_MS = 1000;

const stateNow = (state: LabState) => state;

export function ResultsPanel() {
  const lab = useLab();
  const state = useLabStateEvery(DRAWN_EVERY_MS, stateNow);
  const { order, runs, histories, drawn } = state;
  const { axis, setAxis, isFolded, setFolded } = useChartChoices();
  const { ids, shown } = useMemo(() => drawnRuns({ order, runs, drawn }), [order, runs, drawn]);
  const datasetId = useLabState(({ experiment }) => experiment.recipe.dataset.id);
  const drawnNow = useMemo(() => ids.flatMap((id) => runs.get(id) ?? []), [ids, runs]);
  const dataset = useMemo(() => commonDataset(drawnNow.map(({ recipe }) => recipe)), [drawnNow]);
  const linear = useLabState((now) => linearModelAccuracy(now, dataset));
  const curves = useMemo(() => curveRunsOf({ order, runs, histories, drawn }), [order, runs, histories, drawn]);
  const latestCurves = useCallback(() => latestCurveRuns(lab), [lab]);
  const drawnIds = ids.join();
  useEffect(() => lab.look(drawnIds === "" ? [] : drawnIds.split(",")), [lab, drawnIds]);
  const isReading = curves.some(({ id }) => !histories.has(id));
  const canFold = hasRepeats(curves);
  const areAllFolded = canFold && isFolded && haveAllRepeats(curves);
  const hasPoints = curves.some(({ steps }) => steps.length > 0);
  const { loaded, load } = useCurves(hasPoints);
  const [accuracy, loss] = [useRef<HTMLElement>(null), useRef<HTMLElement>(null)];
  const charts = loaded.status === "loaded" ? loaded.charts : null;
  return (
    <section className="section" aria-labelledby="results-title">
      <h2 id="results-title" className="unseen">
        What happened
      </h2>
      <figure ref={accuracy} className="results-figure">
        <figcaption className="results-head">
          <span>
            Accuracy{" "}
            <span className="soft">
              (<Term id="validation">validation</Term>; thin: {!areAllFolded && <Term id="training">training</Term>}
              {canFold && isFolded && (areAllFolded ? "each run" : ", or each run")}
              <span className="results-linear">
                ; dotted: <Term id="linearModel">linear model</Term>
              </span>
              )
            </span>
          </span>
          <span className="results-switches no-print">
            <XAxisSwitch axes={X_AXES} axis={axis} onChange={setAxis} />
          </span>
        </figcaption>
        <div className="results-room">
          {runs.size === 0 && <Welcome />}
          {runs.size > 0 && !hasPoints && <p className="results-words soft">{emptyWords(curves, isReading)}</p>}
          {hasPoints && loaded.status === "loading" && <p className="results-words soft">Getting the charts ready…</p>}
          {hasPoints && loaded.status === "failed" && <NoCharts onAgain={load} />}
          {charts && (
            <charts.AccuracyCurves curves={curves} axis={axis} linearModelAccuracy={linear} isFolded={isFolded} />
          )}
        </div>
      </figure>
      <Verdict />
      <DrawnWords drawn={ids.length} shown={shown} isChosen={drawn !== null} all={runs.size} />
      <div className="results-data">
        {charts && (
          <charts.ChartData runs={curves} latestRuns={latestCurves} measure="accuracy">
            <SavePicture
              what="the chart"
              svg={() => pictureIn(accuracy, pictureWords("accuracy", axis, curves, drawnNow))}
              file="accuracy"
            />
          </charts.ChartData>
        )}
        {canFold && (
          <label className="results-fold no-print">
            <input
              type="checkbox"
              checked={isFolded}
              onChange={({ currentTarget }) => setFolded(currentTarget.checked)}
            />
            one line per arm
          </label>
        )}
      </div>
      <figure ref={loss} className="results-figure">
        <figcaption>
          Loss <span className="soft">(validation; thin: {areAllFolded ? "each run" : "training"})</span>
        </figcaption>
        <div className="results-room">
          {charts && (
            <charts.LossCurves
              curves={curves}
              axis={axis}
              classes={mostClasses(drawnNow, datasetId)}
              isFolded={isFolded}
            />
          )}
        </div>
      </figure>
      <div className="results-data">
        {charts && (
          <charts.ChartData runs={curves} latestRuns={latestCurves} measure="loss">
            <SavePicture
              what="the chart"
              svg={() => pictureIn(loss, pictureWords("loss", axis, curves, drawnNow))}
              file="loss"
            />
          </charts.ChartData>
        )}
      </div>
    </section>
  );
}

/** Why there is nothing to see where there are runs. */
function emptyWords(curves: readonly CurveRun[], isReading: boolean): string {
  if (curves.length === 0) return "Every run is hidden. Press “Show” in the table of runs to draw one again.";
  if (isReading) return "Reading the curves that are kept…";
  return curves.some(({ isTraining }) => isTraining)
    ? "Nothing to draw yet. The first points appear after the first steps."
    : "Nothing to draw: no step was taken.";
}

function NoCharts({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <div className="notice notice-problem" role="alert">
      <p>
        The charts could not be loaded: you are offline, or the page’s server does not answer. Training goes on, and
        nothing is lost. Try again once there is a connection.
      </p>
      <Button className="button" onPress={onAgain}>
        Try again
      </Button>
    </div>
  );
}

/** Says which runs are drawn, where not all are. */
function DrawnWords({
  drawn,
  shown,
  isChosen,
  all,
}: {
  readonly drawn: number;
  readonly shown: number;
  readonly isChosen: boolean;
  readonly all: number;
}) {
  const lab = useLab();
  if (isChosen)
    return (
      <p className="soft results-drawn">
        {drawn < shown
          ? `The last ${count(drawn)} of the ${count(shown)} runs that you selected are drawn.`
          : drawn === 1
            ? `The run that you selected is drawn, of ${count(all)}.`
            : `The ${count(drawn)} runs that you selected are drawn, of ${count(all)}.`}{" "}
        <Button className="button button-quiet" onPress={() => lab.draw(null)}>
          Draw the latest instead
        </Button>
      </p>
    );
  if (drawn === shown) return null;
  return (
    <p className="soft results-drawn">
      The latest {count(drawn)} of {count(shown)} runs are drawn. To draw others, select them in the table of runs.
    </p>
  );
}
