// One row per run; its details unfold below it. Of many runs, only those on the screen are drawn.
import { useCallback, useRef, useState } from "react";
import { haveSeveralVersions, namesOf, rowOf } from "../../lab/rows.ts";
import type { LabState } from "../../lab/state.ts";
import type { EvaluationSplit } from "../../run/events.ts";
import { comparedSplit } from "../results/comparisonsNow.ts";
import { Term } from "../terms/Term.tsx";
import { useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { ChosenRuns } from "./ChosenRuns.tsx";
import { RunDetails } from "./RunDetails.tsx";
import { RunRowCells } from "./RunRowCells.tsx";
import { useChoice } from "./useChoice.ts";
import { useRowsInView } from "./useRowsInView.ts";
import "../controls/DataTable.css";

const HEAD: readonly { readonly title: string; readonly split?: EvaluationSplit }[] = [
  { title: "Test accuracy", split: "test" },
  { title: "Validation", split: "validation" },
  ...["Test top‑3", "Parameters", "Multiply‑adds", "Images/s", "Time"].map((title) => ({ title })),
];
const COLUMNS = HEAD.length + 2;
/** How often the numbers of training runs are updated. A person's actions show at once. */
const NUMBERS_EVERY_MS = 1000;

const historiesNow = ({ histories }: LabState) => histories;

export function RunsTable() {
  const { order, runs } = useLabState((state) => ({ order: state.order, runs: state.runs }));
  const histories = useLabStateEvery(NUMBERS_EVERY_MS, historiesNow);
  const compared = useLabStateEvery(NUMBERS_EVERY_MS, comparedSplit);
  const names = namesOf({ order, runs });
  const tellsVersion = haveSeveralVersions(runs.values());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setOpen((before) => toggled(before, id)), []);
  const { chosen, choose, chooseAll } = useChoice(order);
  const frame = useRef<HTMLDivElement>(null);
  const { rows, isMany, after, measure } = useRowsInView(order, frame);
  const openBefore = (index: number) => [...open].filter((id) => order.indexOf(id) < index && runs.has(id)).length;
  return (
    <>
      <div
        className={isMany ? "table-frame runs-many" : "table-frame"}
        role="region"
        aria-label="Table of runs"
        tabIndex={0}
        ref={frame}
      >
        <table className="table runs" aria-rowcount={1 + order.length + openBefore(order.length)}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className="left">
                <label className="run-choice no-print">
                  <input
                    type="checkbox"
                    aria-label="Select all runs"
                    checked={chosen.size === order.length}
                    ref={(box) => {
                      if (box) box.indeterminate = chosen.size > 0 && chosen.size < order.length;
                    }}
                    onChange={({ currentTarget }) => chooseAll(currentTarget.checked)}
                  />
                </label>
                Run
              </th>
              {HEAD.map(({ title, split }) => (
                <th key={title} scope="col">
                  {split ? <Term id={split}>{title}</Term> : title}
                  {split && split === compared && <small className="runs-compared">compared above</small>}
                </th>
              ))}
              <th scope="col" className="left no-print">
                <span className="unseen">What to do with it</span>
              </th>
            </tr>
          </thead>
          {rows.flatMap(({ index, gap }) => {
            const id = order[index] ?? "";
            const run = runs.get(id);
            if (!run) return [];
            const row = rowOf(run, { name: names.get(id) ?? "", history: histories.get(id), tellsVersion });
            const place = index + 2 + (open.size > 0 ? openBefore(index) : 0);
            return [
              ...(gap > 0 ? [<Gap key={`before ${id}`} height={gap} />] : []),
              <tbody key={id} data-index={index} ref={measure}>
                <RunRowCells
                  row={row}
                  place={place}
                  isOpen={open.has(id)}
                  isChosen={chosen.has(id)}
                  compared={compared ?? "test"}
                  onToggle={toggle}
                  onChoose={choose}
                />
                {open.has(id) && (
                  <tr id={`details-${id}`} className="run-details" aria-rowindex={place + 1}>
                    <td colSpan={COLUMNS} className="left">
                      <RunDetails row={row} />
                    </td>
                  </tr>
                )}
              </tbody>,
            ];
          })}
          {after > 0 && <Gap height={after} />}
        </table>
      </div>
      <ChosenRuns chosen={chosen} onDone={() => chooseAll(false)} />
    </>
  );
}

/** Takes the place of rows that are not on the screen. */
function Gap({ height }: { height: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={COLUMNS} style={{ height, padding: 0, border: 0 }}>
          {" "}
        </td>
      </tr>
    </tbody>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
