// One row per run, and per group where they are grouped; a run's details unfold below it. Of many rows, only those on the
// screen are drawn.
import { useCallback, useMemo, useRef, useState } from "react";
import { haveSeveralVersions, namesOf, rowOf } from "../../lab/rows.ts";
import type { LabState } from "../../lab/state.ts";
import { comparedSplit } from "../results/comparisonsNow.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { useLabStateEvery } from "../useLabStateEvery.ts";
import { ChosenRuns } from "./ChosenRuns.tsx";
import { fieldOf } from "./list/fields.ts";
import { LISTING, listItems, type Listing } from "./list/listing.ts";
import { GroupRow } from "./GroupRow.tsx";
import { RunDetails } from "./RunDetails.tsx";
import { RunRowCells } from "./RunRowCells.tsx";
import { TableHead } from "./TableHead.tsx";
import { useChoice } from "./useChoice.ts";
import { useRowsInView } from "./useRowsInView.ts";
import "../controls/DataTable.css";

/** How often the numbers of training runs are updated, and what follows from them. A person's actions show at once. */
const NUMBERS_EVERY_MS = 1000;

const historiesNow = ({ histories }: LabState) => histories;
const runsNow = ({ runs }: LabState) => runs;

interface RunsTableProps {
  readonly listing: Listing;
  /** Whether it stands below the sentence that compares some of the runs. */
  readonly isBelowVerdict: boolean;
}

export function RunsTable({ listing, isBelowVerdict }: RunsTableProps) {
  const lab = useLab();
  const { order, runs } = useLabState((state) => ({ order: state.order, runs: state.runs }));
  const measured = useLabStateEvery(NUMBERS_EVERY_MS, runsNow);
  const histories = useLabStateEvery(NUMBERS_EVERY_MS, historiesNow);
  const compared = useLabStateEvery(NUMBERS_EVERY_MS, comparedSplit);
  const names = namesOf({ order, runs });
  const items = useMemo(() => listItems({ order, runs: measured, names }, listing), [order, measured, names, listing]);
  const keys = useMemo(() => items.map(({ id }) => id), [items]);
  const listed = useMemo(() => items.flatMap((item) => (item.kind === "run" ? [item.id] : item.group.ids)), [items]);
  const columns = useMemo(() => listing.columns.flatMap((id) => fieldOf(id) ?? []), [listing.columns]);
  const tellsVersion = haveSeveralVersions(runs.values());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setOpen((before) => toggled(before, id)), []);
  const { chosen, choose, chooseThese, chooseAll } = useChoice(listed);
  const fold = useCallback(
    (key: string) => lab.setShown({ [LISTING.folded]: [...toggled(listing.folded, key)].join(",") || null }),
    [lab, listing.folded],
  );
  const frame = useRef<HTMLDivElement>(null);
  const { rows, isMany, after, measure } = useRowsInView(keys, frame);
  const openBefore = (index: number) => keys.slice(0, index).filter((id) => open.has(id) && runs.has(id)).length;
  const width = columns.length + 2;
  return (
    <>
      <div
        className={isMany ? "table-frame runs-many" : "table-frame"}
        role="region"
        aria-label="Table of runs"
        tabIndex={0}
        ref={frame}
      >
        <table className="table runs" aria-rowcount={1 + keys.length + (open.size > 0 ? openBefore(keys.length) : 0)}>
          <TableHead
            listing={listing}
            columns={columns}
            compared={isBelowVerdict ? compared : null}
            chosen={chosen.size}
            listed={listed.length}
            onChooseAll={chooseAll}
          />
          {rows.flatMap(({ index, gap }) => {
            const item = items[index];
            if (!item) return [];
            const place = index + 2 + (open.size > 0 ? openBefore(index) : 0);
            const before = gap > 0 ? [<Gap key={`before ${item.id}`} height={gap} width={width} />] : [];
            if (item.kind === "group")
              return [
                ...before,
                <tbody key={item.id} data-index={index} ref={measure}>
                  <GroupRow
                    group={item.group}
                    place={place}
                    columns={columns}
                    chosen={item.group.ids.filter((id) => chosen.has(id)).length}
                    onFold={fold}
                    onChoose={chooseThese}
                  />
                </tbody>,
              ];
            const run = runs.get(item.id);
            if (!run) return [];
            const row = rowOf(run, { name: names.get(run.id) ?? "", history: histories.get(run.id), tellsVersion });
            return [
              ...before,
              <tbody key={run.id} data-index={index} ref={measure}>
                <RunRowCells
                  row={row}
                  columns={columns}
                  place={place}
                  isOpen={open.has(run.id)}
                  isChosen={chosen.has(run.id)}
                  compared={compared ?? "test"}
                  onToggle={toggle}
                  onChoose={choose}
                />
                {open.has(run.id) && (
                  <tr id={`details-${run.id}`} className="run-details" aria-rowindex={place + 1}>
                    <td colSpan={width} className="left">
                      <RunDetails row={row} />
                    </td>
                  </tr>
                )}
              </tbody>,
            ];
          })}
          {after > 0 && <Gap height={after} width={width} />}
        </table>
      </div>
      <ChosenRuns chosen={chosen} onDone={() => chooseAll(false)} />
    </>
  );
}

/** Takes the place of rows that are not on the screen. */
function Gap({ height, width }: { readonly height: number; readonly width: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={width} style={{ height, padding: 0, border: 0 }}>
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
