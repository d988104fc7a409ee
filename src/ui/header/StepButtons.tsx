// Takes the last step back, or does it again; the same by Ctrl+Z and Ctrl+Shift+Z.
import type { StepKind } from "../../lab/state.ts";
import { IconButton } from "../controls/IconButton.tsx";
import { useLab, useLabState } from "../labContext.tsx";

const WORDS: Readonly<Record<StepKind, string>> = {
  experiment: "change of the experiment",
  removal: "removal of runs",
  deletion: "deletion of records",
  runs: "change of runs",
};

export function StepButtons() {
  const lab = useLab();
  const { undo, redo } = useLabState(({ steps }) => steps);
  const [undoes, redoes] = [
    undo === null ? "Undo" : `Undo the last ${WORDS[undo]}`,
    redo === null ? "Redo" : `Redo the ${WORDS[redo]}`,
  ];
  return (
    <span className="header-steps">
      <IconButton
        icon="undo"
        label={`${undoes} (Ctrl+Z)`}
        spoken={undoes}
        isDisabled={undo === null}
        onPress={() => lab.undo()}
      />
      <IconButton
        icon="redo"
        label={`${redoes} (Ctrl+Shift+Z)`}
        spoken={redoes}
        isDisabled={redo === null}
        onPress={() => lab.redo()}
      />
    </span>
  );
}
