// One run: its line, its name, its numbers.
import { memo } from "react";
import { networkName } from "../../recipe/differences.ts";
import type { RunRow } from "../../lab/rows.ts";
import type { EvaluationSplit } from "../../run/events.ts";
import { isActive } from "../../lab/state.ts";
import { lifts } from "../../charts/lifted.ts";
import { runRef } from "../../lab/columns.ts";
import { draggable, dropTarget } from "../compare/dragged.ts";
import { Swatch } from "../controls/Swatch.tsx";
import { useLab } from "../labContext.tsx";
import { markOf } from "../marks.ts";
import type { RunField } from "./list/fields.ts";
import { DetailsToggle, RunActions } from "./RunActions.tsx";
import { statusWords } from "./runCells.ts";

interface RunRowProps {
  readonly row: RunRow;
  readonly columns: readonly RunField[];
  /** The row's number in the table, from 1, for screen readers. */
  readonly place: number;
  readonly isOpen: boolean;
  readonly isChosen: boolean;
  /** The split whose accuracies stand out: those that the sentence above compares. */
  readonly compared: EvaluationSplit;
  readonly onToggle: (runId: string) => void;
  readonly onChoose: (runId: string, isChosen: boolean, isRange: boolean) => void;
}

export const RunRowCells = memo(
  function RunRowCells({ row, columns, place, isOpen, isChosen, compared, onToggle, onChoose }: RunRowProps) {
    const lab = useLab();
    const { run, name } = row;
    const ref = runRef(run.id);
    return (
      <tr className={run.hidden ? "run-hidden" : undefined} aria-rowindex={place} {...lifts(run.id)}>
        <th scope="row" className="left">
          <span className="run-name">
            <label className="run-choice no-print">
              <input
                type="checkbox"
                aria-label={`Select ${name}`}
                checked={isChosen}
                onChange={({ currentTarget, nativeEvent }) =>
                  onChoose(run.id, currentTarget.checked, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
                }
              />
            </label>
            <DetailsToggle runId={run.id} name={name} isOpen={isOpen} onToggle={onToggle} />
            <Swatch mark={markOf(run.recipe.network, name)} />
            <span {...draggable(ref)} {...dropTarget((other) => lab.putBeside([other, ref]))}>
              {name}
              {run.name !== null && <small className="soft">{networkName(run.recipe.network)}</small>}
              {run.note !== "" && <small className="run-note">{run.note}</small>}
              <small className={run.status === "failed" ? "run-failed" : "soft"}>{statusWords(row)}</small>
            </span>
          </span>
        </th>
        {columns.map((column) => {
          const words = column.words(row);
          return <td key={column.id}>{column.split === compared ? <b>{words}</b> : words}</td>;
        })}
        <td className="left no-print">
          <RunActions
            runId={run.id}
            name={name}
            given={run.name}
            note={run.note}
            isHidden={run.hidden}
            isActive={isActive(run)}
            canContinue={row.canContinue}
          />
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.row.run === after.row.run &&
    before.columns === after.columns &&
    before.row.name === after.row.name &&
    before.row.elapsedMs === after.row.elapsedMs &&
    before.row.version === after.row.version &&
    before.place === after.place &&
    before.isOpen === after.isOpen &&
    before.isChosen === after.isChosen &&
    before.compared === after.compared &&
    before.onChoose === after.onChoose,
);
