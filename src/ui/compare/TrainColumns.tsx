// Trains the networks of the columns with a seed that some of them still miss, and says how far it is.
import { Button } from "react-aria-components/Button";
import type { Column } from "../../lab/columns.ts";
import { isUnderWay } from "../../lab/state.ts";
import { doingsOf } from "../../lab/selectors.ts";
import { FailedRuns } from "../experiment/FailedRuns.tsx";
import { TrainingProgress } from "../experiment/TrainingProgress.tsx";
import { useLab, useLabState } from "../labContext.tsx";
import "../controls/buttons.css";
import "../experiment/TrainPanel.css";

export function TrainColumns({ columns }: { readonly columns: readonly Column[] }) {
  const lab = useLab();
  const asked = useLabState(({ experiment }) => experiment.recipe.seed);
  const { someRun, somePaused } = useLabState(doingsOf);
  const seeds = columns.map(({ runs }) => new Set(runs.filter(isTrained).map(({ recipe }) => recipe.seed)));
  const lacks = (seed: number) => columns.filter((_, at) => !seeds[at]?.has(seed));
  let seed = asked;
  while (columns.length > 0 && lacks(seed).length === 0) seed++;
  const missing = lacks(seed);
  return (
    <div className="compare-train">
      <div className="train-buttons no-print">
        <Button
          className="button button-primary"
          isDisabled={missing.length === 0}
          onPress={() => lab.trainThese(missing.map(({ recipe }) => ({ ...recipe, seed })))}
        >
          {seed === asked ? "Train these" : `Train these with seed ${seed}`}
        </Button>
        <Button className="button" isDisabled={!someRun && !somePaused} onPress={() => lab.stop()}>
          Stop
        </Button>
      </div>
      <TrainingProgress rest="" />
      <FailedRuns />
    </div>
  );
}

function isTrained({ status }: Column["runs"][number]): boolean {
  return status === "finished" || isUnderWay(status);
}
