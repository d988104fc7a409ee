// Two or three networks, or runs, as columns: what they are, what they cost, how they learn under one axis, what came of
// it; marked where they differ from the first.
import { useEffect, useMemo, type CSSProperties } from "react";
import type { Activation } from "../../activations/list.ts";
import { X_AXES } from "../../charts/series.ts";
import { XAxisSwitch } from "../../charts/XAxisSwitch.tsx";
import {
  COLUMNS,
  columnChoices,
  columnsOf,
  MOST_COLUMNS,
  shownRefs,
  writeRefs,
  type ChoiceKind,
  type Column,
} from "../../lab/columns.ts";
import { familyOf } from "../../networks/families.ts";
import type { Recipe } from "../../recipe/schema.ts";
import { commonDataset, linearModelAccuracy } from "../../lab/selectors.ts";
import type { LabState } from "../../lab/state.ts";
import { ColumnCurves } from "../compare/ColumnCurves.tsx";
import { ColumnHead } from "../compare/ColumnHead.tsx";
import { dropTarget } from "../compare/dragged.ts";
import { NumberRows } from "../compare/NumberRows.tsx";
import { TrainColumns } from "../compare/TrainColumns.tsx";
import { costRows, differingSettings, resultRows } from "../compare/numbers.ts";
import { Pick } from "../controls/Pick.tsx";
import { useLab, useLabState, useShown } from "../labContext.tsx";
import { PlanFigure } from "../module/PlanFigure.tsx";
import { curveRunOf } from "../results/curveRuns.ts";
import { useChartChoices } from "../results/useChartChoices.ts";
import { useCurves } from "../results/useCurves.ts";
import { Term } from "../terms/Term.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import "./CompareView.css";

/** More would make the list of choices long; others are put here from the table of runs. */
const MOST_OFFERED = 40;
/** Of an arm with many seeds, the latest are drawn. */
const MOST_CURVES = 8;
const DRAWN_EVERY_MS = 1000;

const CHOICE_TITLES: Readonly<Record<ChoiceKind, string>> = {
  arms: "On the bench",
  trained: "Trained before on the same terms",
  spectrum: "Elsewhere on the spectrum",
  runs: "Single runs, newest first",
};

const stateNow = (state: LabState) => state;

export function CompareView() {
  const lab = useLab();
  const chosen = useShown(COLUMNS);
  const { axis, setAxis } = useChartChoices();
  const experiment = useLabState((state) => state.experiment);
  const { runs, order, histories } = useLabStateEvery(DRAWN_EVERY_MS, stateNow);
  const refs = useMemo(() => shownRefs(chosen, experiment), [chosen, experiment]);
  const columns = useMemo(() => columnsOf({ experiment, runs, order }, refs), [experiment, runs, order, refs]);
  const choices = useMemo(() => columnChoices({ experiment, runs, order }, MOST_OFFERED), [experiment, runs, order]);
  const found = columns.filter((column): column is Column => column.recipe !== null);
  const dataset = commonDataset(found.map(({ recipe }) => recipe));
  const linear = useLabState((state) => linearModelAccuracy(state, dataset));
  const drawn = found.flatMap((column) => column.runs.slice(-MOST_CURVES));
  const ids = drawn.map(({ id }) => id).join();
  useEffect(() => lab.look(ids === "" ? [] : ids.split(",")), [lab, ids]);
  const curvesOf = (column: Column) =>
    column.runs
      .slice(-MOST_CURVES)
      .map((run) => curveRunOf({ order, runs, histories }, run, `seed ${run.recipe.seed}`));
  const all = found.flatMap(curvesOf);
  const { loaded } = useCurves(true);

  const put = (at: number, ref: string) => {
    // What stands elsewhere changes places with what stands here.
    const before = refs.indexOf(ref);
    const next = refs.map((each, place) => (place === at ? ref : place === before ? (refs[at] ?? each) : each));
    lab.setShown({ [COLUMNS]: writeRefs(at >= refs.length ? [...refs, ref] : next) });
  };
  const takeAway = (at: number) => lab.setShown({ [COLUMNS]: writeRefs(refs.filter((_, place) => place !== at)) });
  const groups = choices.map(({ kind, choices: own }) => ({
    title: CHOICE_TITLES[kind],
    options: own.map(({ ref, name }) => ({ value: ref, label: name })),
  }));
  const free = groups
    .map(({ title, options }) => ({ title, options: options.filter(({ value }) => !refs.includes(value)) }))
    .filter(({ options }) => options.length > 0);

  return (
    <section className="section compare" aria-labelledby="compare-title">
      <div className="section-head">
        <h2 id="compare-title">Side by side</h2>
        <p>Two or three networks, or runs, under one axis. What differs from the first column is marked.</p>
        <div className="compare-axis no-print">
          <XAxisSwitch axes={X_AXES} axis={axis} onChange={setAxis} />
        </div>
        {refs.length < MOST_COLUMNS && free.length > 0 && (
          <div className="compare-add no-print" {...dropTarget((ref) => put(refs.length, ref))}>
            <Pick
              label="One more"
              isLabelUnseen
              options={[{ value: "", label: "Add a column…" }]}
              groups={free}
              value=""
              onChange={(ref) => ref !== "" && put(refs.length, ref)}
            />
          </div>
        )}
      </div>
      <TrainColumns columns={found} />
      <div className="compare-frame" role="region" aria-label="Columns side by side" tabIndex={0}>
        <table className="compare-table" style={{ "--columns": refs.length } as CSSProperties}>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">What is compared</span>
              </th>
              {columns.map((column, at) => (
                <ColumnHead
                  key={column.ref}
                  column={column}
                  place={at + 1}
                  groups={groups}
                  onPut={(ref) => put(at, ref)}
                  onRemove={refs.length > 2 ? () => takeAway(at) : null}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Network</th>
              {columns.map((column) => (
                <td key={column.ref} className="compare-figure">
                  {column.recipe ? (
                    <PlanFigure recipe={column.recipe} activations={activationsOf(column.recipe)} />
                  ) : (
                    <p className="soft">This run is not kept in this browser. Choose another for the column.</p>
                  )}
                </td>
              ))}
            </tr>
          </tbody>
          <tbody>
            <tr>
              <th scope="row">
                Accuracy <small className="soft">validation</small>
              </th>
              {columns.map((column) => (
                <td key={column.ref}>
                  {column.recipe && (
                    <ColumnCurves
                      curves={curvesOf(column)}
                      all={all}
                      axis={axis}
                      linearModelAccuracy={linear}
                      loaded={loaded}
                    />
                  )}
                </td>
              ))}
            </tr>
          </tbody>
          {found.length === columns.length && (
            <>
              <NumberRows title="What differs" rows={differingSettings(found)} columns={columns.length} />
              <NumberRows
                title={
                  <>
                    What it costs{" "}
                    <small>
                      fewer <Term id="multiplyAdds">multiply-adds</Term> need not be faster
                    </small>
                  </>
                }
                rows={costRows(found)}
                columns={columns.length}
              />
              <NumberRows title="What came of it" rows={resultRows(found)} columns={columns.length} />
            </>
          )}
        </table>
      </div>
    </section>
  );
}

function activationsOf({ network }: Recipe): readonly Activation[] {
  const { compared } = familyOf(network);
  return compared ? [compared.activationOf(network)] : [];
}
