// The buttons that train, pause, step and stop, what they will train in one line, and how far it is.
import { Button } from "react-aria-components/Button";
import { doingsOf } from "../../lab/selectors.ts";
import { count } from "../format.ts";
import { useLab, useLabState } from "../labContext.tsx";
import { SettingsSummary } from "../settings/SettingsSummary.tsx";
import { useViewLink } from "../useViewLink.ts";
import { DataProblem } from "./DataProblem.tsx";
import { FailedRuns } from "./FailedRuns.tsx";
import { PauseButton } from "./PauseButton.tsx";
import { RepeatQuestion, TRAIN_BUTTON } from "./RepeatQuestion.tsx";
import { TrainingProgress } from "./TrainingProgress.tsx";
import "../controls/buttons.css";
import "./TrainPanel.css";

export function TrainPanel() {
  const lab = useLab();
  const { someRun, somePaused, continuable } = useLabState(doingsOf);
  return (
    <section className="train" aria-label="Training">
      <div className="train-row">
        <div className="train-buttons">
          <Button id={TRAIN_BUTTON} className="button button-primary" onPress={() => lab.trainIfNew()}>
            Train
          </Button>
          <PauseButton />
          <Button className="button" isDisabled={!somePaused} onPress={() => lab.step()}>
            Step
          </Button>
          <Button className="button" isDisabled={!someRun && !somePaused} onPress={() => lab.stop()}>
            Stop
          </Button>
          {continuable > 1 && (
            <Button className="button" onPress={() => void lab.continueRuns()}>
              Continue all {count(continuable)}
            </Button>
          )}
        </div>
      </div>
      {/* The next stop of the Tab key after the button that asks. */}
      <RepeatQuestion />
      <TrainingProgress rest={<SettingsLine />} />
      <DataProblem />
      <FailedRuns />
    </section>
  );
}

/** A part of its own, so that the buttons are not drawn anew with every change of a setting. */
function SettingsLine() {
  const experiment = useLabState((state) => state.experiment);
  return <SettingsSummary experiment={experiment} {...useViewLink("settings")} />;
}
