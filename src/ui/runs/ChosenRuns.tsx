// The actions on all selected runs.
import { useRef } from "react";
import { Button } from "react-aria-components/Button";
import { MOST_COLUMNS, runRef } from "../../lab/columns.ts";
import { canContinue } from "../../lab/state.ts";
import { focusOn } from "../focusOn.ts";
import { plural } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";

interface ChosenRunsProps {
  readonly chosen: ReadonlySet<string>;
  /** Clears the selection. */
  readonly onDone: () => void;
}

export function ChosenRuns({ chosen, onDone }: ChosenRunsProps) {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const ids = [...chosen];
  const found = ids.flatMap((id) => runs.get(id) ?? []);
  const hidden = found.filter((run) => run.hidden).map(({ id }) => id);
  const shown = found.filter((run) => !run.hidden).map(({ id }) => id);
  const stopped = found.filter(canContinue).map(({ id }) => id);
  const bar = useRef<HTMLDivElement>(null);
  /** The button may go with what it does: then the bar has the focus. */
  const fromHere = (act: () => void) => {
    focusOn(bar.current);
    act();
  };
  if (chosen.size === 0) return null;
  return (
    <div ref={bar} className="runs-chosen no-print" role="toolbar" aria-label="Selected runs" tabIndex={-1}>
      <span role="status">{plural(chosen.size, "run")} selected</span>
      <Button
        className="button"
        onPress={() => {
          if (hidden.length > 0) lab.show(hidden);
          lab.draw(ids);
        }}
      >
        Draw only {chosen.size === 1 ? "this one" : "these"}
      </Button>
      {chosen.size > 1 && chosen.size <= MOST_COLUMNS && (
        <Button className="button" onPress={() => lab.putBeside(ids.map(runRef))}>
          Side by side
        </Button>
      )}
      {shown.length > 0 && (
        <Button className="button" onPress={() => fromHere(() => lab.hide(shown))}>
          Hide
        </Button>
      )}
      {hidden.length > 0 && (
        <Button className="button" onPress={() => fromHere(() => lab.show(hidden))}>
          Show
        </Button>
      )}
      {stopped.length > 0 && (
        <Button className="button" onPress={() => fromHere(() => void lab.continueRuns(stopped))}>
          Continue {stopped.length}
        </Button>
      )}
      <Button
        className="button"
        onPress={() => {
          focusOn(document.getElementById("runs-title"));
          onDone();
          lab.remove(ids);
        }}
      >
        Remove selected
      </Button>
      <Button
        className="button button-quiet"
        onPress={() => {
          focusOn(document.getElementById("runs-title"));
          onDone();
        }}
      >
        Select none
      </Button>
    </div>
  );
}
