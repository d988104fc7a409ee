// One run: its line, its name, its numbers.
import { memo } from "react";
import type { RunRow } from "../../lab/selectors.ts";
import { isActive } from "../../lab/state.ts";
import { Swatch } from "../controls/Swatch.tsx";
import { markOf } from "../marks.ts";
import { count, duration, percent, short } from "../format.ts";
import { DetailsToggle, RunActions } from "./RunActions.tsx";
import { lastEvaluation, statusWords } from "./runCells.ts";

interface RunRowProps {
  readonly row: RunRow;
  readonly isOpen: boolean;
  readonly onToggle: (runId: string) => void;
}

export const RunRowCells = memo(
  function RunRowCells({ row, isOpen, onToggle }: RunRowProps) {
    const { run, name } = row;
    const test = lastEvaluation(row, "test");
    const validation = lastEvaluation(row, "validation");
    return (
      <tr className={run.hidden ? "run-hidden" : undefined}>
        <th scope="row" className="left">
          <span className="run-name">
            <DetailsToggle runId={run.id} name={name} isOpen={isOpen} onToggle={onToggle} />
            <Swatch mark={markOf(run.recipe.network, name)} />
            <span>
              {name}
              <small className={run.status === "failed" ? "run-failed" : "soft"}>{statusWords(row)}</small>
            </span>
          </span>
        </th>
        <td>
          <b>{test ? percent(test.accuracy) : "–"}</b>
        </td>
        <td>{validation ? percent(validation.accuracy) : "–"}</td>
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
    before.row.run === after.row.run && before.row.name === after.row.name && before.isOpen === after.isOpen,
);
