// The actions on a run, separate from its numbers, so that they are not drawn again with every step.
import { memo } from "react";
import { IconButton } from "../controls/IconButton.tsx";
import { runRef } from "../../lab/columns.ts";
import { focusOn } from "../focusOn.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { EditRun } from "./EditRun.tsx";

interface RunActionsProps {
  readonly runId: string;
  readonly name: string;
  /** The name that a person gave it. */
  readonly given: string | null;
  readonly note: string;
  readonly isHidden: boolean;
  readonly isActive: boolean;
  readonly canContinue: boolean;
}

export const RunActions = memo(function RunActions({
  runId,
  name,
  given,
  note,
  isHidden,
  isActive,
  canContinue,
}: RunActionsProps) {
  const lab = useLab();
  const ref = runRef(runId);
  const isFirst = useLabState(({ beside }) => beside === ref);
  return (
    <span className="run-actions">
      {isHidden ? (
        <IconButton
          icon="eye-closed"
          label="Show in the charts"
          spoken={`Show ${name} in the charts`}
          onPress={() => lab.show([runId])}
        />
      ) : (
        <IconButton
          icon="eye"
          label="Hide from the charts"
          spoken={`Hide ${name} from the charts`}
          onPress={() => lab.hide([runId])}
        />
      )}
      <EditRun runId={runId} name={name} given={given} note={note} />
      <IconButton
        icon="beside"
        label={isFirst ? "Chosen: press another" : "Side by side"}
        spoken={isFirst ? `${name} is chosen: press another to put them side by side` : `Put ${name} side by side`}
        aria-pressed={isFirst}
        onPress={() => lab.putBeside([ref])}
      />
      {canContinue && (
        <IconButton
          icon="continue"
          label="Continue"
          spoken={`Continue ${name}`}
          onPress={() => void lab.continueRuns([runId])}
        />
      )}
      {isActive ? (
        <IconButton icon="stop" label="Stop" spoken={`Stop ${name}`} onPress={() => lab.stop(runId)} />
      ) : (
        <IconButton
          icon="again"
          label="Train again"
          spoken={`Train ${name} again`}
          onPress={() => lab.trainAgain(runId)}
        />
      )}
      <IconButton
        icon="remove"
        label="Remove"
        spoken={`Remove ${name}`}
        data-remove
        onPress={({ target }) => {
          focusOn(neighbour(target) ?? document.getElementById("runs-title"));
          lab.remove([runId]);
        }}
      />
    </span>
  );
});

/** The same button of the run below, or else above. */
function neighbour(button: Element): HTMLElement | null {
  const all = [...(button.closest("table")?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
  const at = all.findIndex((each) => each === button);
  return all[at + 1] ?? all[at - 1] ?? null;
}

interface DetailsToggleProps {
  readonly runId: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onToggle: (runId: string) => void;
}

export const DetailsToggle = memo(function DetailsToggle({ runId, name, isOpen, onToggle }: DetailsToggleProps) {
  return (
    <IconButton
      icon="details"
      label="Details and confusion matrix"
      spoken={`Details of ${name}`}
      aria-expanded={isOpen}
      {...(isOpen && { "aria-controls": `details-${runId}` })}
      onPress={() => onToggle(runId)}
    />
  );
});
