// One run: its line, its name, its numbers.
import { memo } from "react";
import type { RunRow } from "../../lab/rows.ts";
import type { EvaluationSplit } from "../../run/events.ts";
import { isActive } from "../../lab/state.ts";
import { Swatch } from "../controls/Swatch.tsx";
import { markOf } from "../marks.ts";
import { count, duration, percent, short } from "../format.ts";
import { DetailsToggle, RunActions } from "./RunActions.tsx";
import { statusWords } from "./runCells.ts";

interface RunRowProps {
  readonly row: RunRow;
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
  function RunRowCells({ row, place, isOpen, isChosen, compared, onToggle, onChoose }: RunRowProps) {
    const { run, name } = row;
    const { test, validation } = run.last;
    return (
      <tr className={run.hidden ? "run-hidden" : undefined} aria-rowindex={place}>
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
            <span>
              {name}
              <small className={run.status === "failed" ? "run-failed" : "soft"}>{statusWords(row)}</small>
            </span>
          </span>
        </th>
        {[
          { split: "test", score: test },
          { split: "validation", score: validation },
        ].map(({ split, score }) => {
          const words = score ? percent(score.accuracy) : "–";
          return <td key={split}>{split === compared ? <b>{words}</b> : words}</td>;
        })}
        <td>{test ? percent(test.top3Accuracy) : "–"}</td>
        <td>{count(row.parameters)}</td>
        <td>{short(row.multiplyAdds)}</td>
        <td>{row.imagesPerSecond === null ? "–" : count(row.imagesPerSecond)}</td>
        <td>{row.elapsedMs === null ? "–" : duration(row.elapsedMs)}</td>
        <td className="left no-print">
          <RunActions
            runId={run.id}
            name={name}
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
    before.row.name === after.row.name &&
    before.row.elapsedMs === after.row.elapsedMs &&
    before.place === after.place &&
    before.isOpen === after.isOpen &&
    before.isChosen === after.isChosen &&
    before.compared === after.compared &&
    before.onChoose === after.onChoose,
);
