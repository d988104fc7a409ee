// One row a run; its confusion matrix unfolds beneath it.
import { Fragment, useCallback, useState } from "react";
import type { RunRow } from "../../lab/selectors.ts";
import { RunDetails } from "./RunDetails.tsx";
import { RunRowCells } from "./RunRowCells.tsx";
import "../controls/DataTable.css";

const HEAD = ["Test accuracy", "Validation", "Test top‑3", "Parameters", "Multiply‑adds", "Images/s", "Time"];

export function RunsTable({ rows }: { rows: readonly RunRow[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setOpen((before) =>
        before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]),
      ),
    [],
  );
  return (
    <div className="table-frame" role="region" aria-label="Table of runs" tabIndex={0}>
      <table className="table runs">
        <thead>
          <tr>
            <th scope="col" className="left">
              Run
            </th>
            {HEAD.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" className="left no-print">
              <span className="unseen">What to do with it</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.run.id}>
              <RunRowCells row={row} isOpen={open.has(row.run.id)} onToggle={toggle} />
              {open.has(row.run.id) && (
                <tr id={`details-${row.run.id}`} className="run-details">
                  <td colSpan={HEAD.length + 2} className="left">
                    <RunDetails row={row} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
