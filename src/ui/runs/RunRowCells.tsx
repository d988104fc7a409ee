// One run: its line, its name, its numbers, and what can be done with it.
import { memo } from "react";
import type { RunRow } from "../../lab/selectors.ts";
import { isActive } from "../../lab/state.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { Swatch } from "../controls/Swatch.tsx";
import { count, duration, percent, short } from "../format.ts";
import { useLab } from "../labContext.tsx";
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
            <Swatch network={run.recipe.network} />
            <span>
              {name}
              <small className={run.status === "failed" ? "run-failed" : "soft"}>{statusWords(row)}</small>
            </span>
          </span>
        </th>
        <td><b>{test ? percent(test.accuracy) : "–"}</b></td>
        <td>{validation ? percent(validation.accuracy) : "–"}</td>
        <td>{test ? percent(test.top3Accuracy) : "–"}</td>
        <td>{count(row.parameters)}</td>
        <td>{short(row.multiplyAdds)}</td>
        <td>{row.imagesPerSecond === null ? "–" : count(row.imagesPerSecond)}</td>
        <td>{row.elapsedMs === null ? "–" : duration(row.elapsedMs)}</td>
        <td className="left no-print"><Actions row={row} isOpen={isOpen} onToggle={onToggle} /></td>
      </tr>
    );
  },
  (before, after) => before.row.run === after.row.run && before.row.name === after.row.name && before.isOpen === after.isOpen,
);

function Actions({ row, isOpen, onToggle }: RunRowProps) {
  const lab = useLab();
  const { run, name } = row;
  return (
    <span className="run-actions">
      {run.hidden
        ? <IconButton icon="eye-closed" label="Show in the charts" spoken={`Show ${name} in the charts`} onPress={() => lab.show(run.id)} />
        : <IconButton icon="eye" label="Hide from the charts" spoken={`Hide ${name} from the charts`} onPress={() => lab.hide(run.id)} />}
      {row.canContinue && <IconButton icon="continue" label="Continue" spoken={`Continue ${name}`} onPress={() => lab.continueRun(run.id)} />}
      {isActive(run)
        ? <IconButton icon="stop" label="Stop" spoken={`Stop ${name}`} onPress={() => lab.stop(run.id)} />
        : <IconButton icon="again" label="Train again" spoken={`Train ${name} again`} onPress={() => lab.trainAgain(run.id)} />}
      <IconButton icon="remove" label="Remove" spoken={`Remove ${name}`} onPress={() => lab.remove(run.id)} />
      <IconButton icon="details" label="Details and confusion matrix" spoken={`Details of ${name}`} aria-expanded={isOpen} {...(isOpen && { "aria-controls": `details-${run.id}` })} onPress={() => onToggle(run.id)} />
    </span>
  );
}
